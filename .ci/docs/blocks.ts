import type { INodeProperties } from 'n8n-workflow';
import { GladiaApi } from '../../credentials/GladiaApi.credentials';
import { loadNodes } from '../nodes';
import { outputSchemasOf } from '../outputSchemas';
import { outputAddition, outputExample } from './outputExamples';
import { outputParameterTable, parameterTable } from './parameterTable';
import { schemaTable } from './schemaTable';

/** Makes the text of a block from what stands behind its name in the marker. */
type MakeBlock = (argument: string) => string | Promise<string>;

/** Every kind of block that a page can hold between its markers. */
const blocks: Record<string, MakeBlock> = {
	/** `parameters GladiaUpload` */
	parameters: async (node) => parameterTable(await propertiesOf(node)),
	/** `credential` */
	credential: () => parameterTable(new GladiaApi().properties, false),
	/** `output-parameters` */
	'output-parameters': outputParameterTable,
	/** `fields GladiaUpload/uploadFile`: node, then resource and operation as far as it has any */
	fields: async (path) => schemaTable(await schemaAt(path)),
	/** `example {"output":"search"}`: fields of the output */
	example: (chosen) => outputExample(JSON.parse(chosen) as Record<string, unknown>),
	/** `addition {"output":"report"}`: the same, without what Simplified has */
	addition: (chosen) => outputAddition(JSON.parse(chosen) as Record<string, unknown>),
};

/**
 * The text of a block.
 *
 * @param marker name and argument of the block
 * @throws Error if there is no such block
 */
export async function blockOf(marker: string): Promise<string> {
	const [, name = '', argument = ''] = /^(\S+) ?(.*)$/.exec(marker) ?? [];
	const make = blocks[name];
	if (make === undefined) throw new Error(`There is no block "${name}" for pages`);
	return await make(argument);
}

async function propertiesOf(name: string): Promise<INodeProperties[]> {
	const node = (await loadNodes()).get(name);
	if (node === undefined) throw new Error(`There is no node ${name}`);
	return node.description.properties;
}

/** The schema of an item by node, resource and operation. */
export async function schemaAt(path: string): Promise<object> {
	const [node = '', ...names] = path.split('/');
	const schemas = await outputSchemasOf(node);
	return names.reduce<object>((found, name) => {
		const next = (found as Record<string, object>)[name];
		if (next === undefined) throw new Error(`There is no schema ${path}`);
		return next;
	}, schemas);
}
