import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Schema } from '../nodes/shared/json/itemSchema';
import { loadNodes } from './nodes';

/** Schemas by resource and operation, or by operation alone, or one for a node without either. */
export type Schemas = Schema | { [name: string]: Schemas };

/**
 * The schema files of all nodes: path below the package's code → JSON text. n8n looks for
 * `<node folder>/__schema__/v<version>/<resource>/<operation>.json`, without the parts that the node
 * does not have, for the exact version of the node in the workflow.
 */
export async function outputSchemaFiles(): Promise<Map<string, string>> {
	const files = new Map<string, string>();
	for (const [name, node] of await loadNodes()) {
		const schemas = await outputSchemasOf(name);
		for (const version of [node.description.version].flat()) {
			const path = join('nodes', name, '__schema__', `v${paddedVersion(version)}`);
			for (const [file, schema] of filesOf(schemas, path)) {
				files.set(file, `${JSON.stringify(schema, null, '\t')}\n`);
			}
		}
	}
	return files;
}

/** The schemas of the items of a node, by the name of its folder. */
export async function outputSchemasOf(node: string): Promise<Schemas> {
	const { outputSchemas } = (await import(`../nodes/${node}/outputSchemas.ts`)) as {
		outputSchemas: Schemas;
	};
	return outputSchemas;
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
