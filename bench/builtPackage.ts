import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { INodeType } from 'n8n-workflow';

const load = createRequire(__filename);

/**
 * A module of the built package, so that what users get is measured: run from the sources, every
 * function made in a loop would pay for the compiler's extras.
 *
 * @param path below `dist`
 */
export function builtModule<Module>(path: string): Module {
	return load(join(__dirname, '..', 'dist', path)) as Module;
}

/** A node of the built package by the name of its class. */
export function builtNode(
	name: 'GladiaUpload' | 'GladiaTranscribe' | 'GladiaGetResult' | 'GladiaLive',
): INodeType {
	const module = builtModule<Record<string, new () => INodeType>>(`nodes/${name}/${name}.node.js`);
	const Node = module[name];
	if (Node === undefined) throw new Error(`The built package has no node ${name}`);
	return new Node();
}
