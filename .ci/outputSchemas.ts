import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { INodeType } from 'n8n-workflow';
import type { Schema } from '../nodes/shared/json/itemSchema';

/** Schemas by resource and operation, or by operation alone, or one for a node without either. */
type Schemas = Schema | { [name: string]: Schemas };

/**
 * The schema files of all nodes: path below the package's code → JSON text. n8n looks for
 * `<node folder>/__schema__/v<version>/<resource>/<operation>.json`, without the parts that the node
 * does not have, for the exact version of the node in the workflow.
 */
export async function outputSchemaFiles(): Promise<Map<string, string>> {
	const manifest = JSON.parse(await readFile('package.json', 'utf8')) as {
		n8n: { nodes: string[] };
	};
	const files = new Map<string, string>();
	for (const name of manifest.n8n.nodes.map((path) => basename(dirname(path)))) {
		const nodes = (await import(`../nodes/${name}/${name}.node.ts`)) as Record<
			string,
			new () => INodeType
		>;
		const { outputSchemas } = (await import(`../nodes/${name}/outputSchemas.ts`)) as {
			outputSchemas: Schemas;
		};
		const Node = nodes[name];
		if (Node === undefined) throw new Error(`${name}.node.ts exports no class ${name}`);
		for (const version of [new Node().description.version].flat()) {
			const path = join('nodes', name, '__schema__', `v${paddedVersion(version)}`);
			for (const [file, schema] of filesOf(outputSchemas, path)) {
				files.set(file, `${JSON.stringify(schema, null, '\t')}\n`);
			}
		}
	}
	return files;
}

/** Writes the schema files below a folder, such as `dist`. */
export async function writeOutputSchemas(folder: string): Promise<void> {
	for (const [path, text] of await outputSchemaFiles()) {
		const file = join(folder, path);
		await mkdir(dirname(file), { recursive: true });
		await writeFile(file, text);
	}
}

function filesOf(schemas: Schemas, path: string): Array<[string, Schemas]> {
	if (typeof schemas.type === 'string') return [[`${path}.json`, schemas]];
	return Object.entries(schemas as Record<string, Schemas>).flatMap(([name, inner]) =>
		filesOf(inner, join(path, name)),
	);
}

/** `1` is `1.0.0` in the path, and `1.1` is `1.1.0`. */
function paddedVersion(version: number): string {
	return [...String(version).split('.'), '0', '0'].slice(0, 3).join('.');
}
