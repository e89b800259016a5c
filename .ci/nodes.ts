import { readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { INodeType } from 'n8n-workflow';

/** The names of the nodes' folders and classes, from package.json. */
export async function nodeNames(): Promise<string[]> {
	const manifest = JSON.parse(await readFile('package.json', 'utf8')) as {
		n8n: { nodes: string[] };
	};
	return manifest.n8n.nodes.map((path) => basename(dirname(path)));
}

/** The nodes that package.json names: name of the folder and class → the node. */
export async function loadNodes(): Promise<Map<string, INodeType>> {
	const nodes = new Map<string, INodeType>();
	for (const name of await nodeNames()) {
		const exported = (await import(`../nodes/${name}/${name}.node.ts`)) as Record<
			string,
			new () => INodeType
		>;
		const Node = exported[name];
		if (Node === undefined) throw new Error(`${name}.node.ts exports no class ${name}`);
		nodes.set(name, new Node());
	}
	return nodes;
}
