import type { IDataObject, INode, INodeParameters, OnError } from 'n8n-workflow';
import type { N8nRest, NewWorkflow } from '../../demo/n8nRest';
import type { Sandbox } from '../../sandbox/sandbox';

export const TRIGGER = 'Start';
export const GLADIA = 'Gladia';
export const SECOND_GLADIA = 'Gladia 2';

interface GladiaNode {
	/** Name without the package, such as `gladiaTranscribe`. */
	type: string;
	parameters: INodeParameters;
	onError?: OnError;
}

/** A trigger that yields `items`, and Gladia nodes one after the other. */
export function gladiaWorkflow(
	items: IDataObject[],
	credential: { id: string; name: string },
	gladiaNodes: GladiaNode[],
): NewWorkflow {
	const names = [TRIGGER, GLADIA, SECOND_GLADIA].slice(0, gladiaNodes.length + 1);
	const trigger: INode = {
		id: TRIGGER,
		name: TRIGGER,
		type: 'n8n-nodes-base.manualTrigger',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	};
	const nodes = gladiaNodes.map(({ type, ...node }, index): INode => ({
		...node,
		id: names[index + 1] ?? '',
		name: names[index + 1] ?? '',
		type: `n8n-nodes-gladia.${type}`,
		typeVersion: 1,
		position: [220 * (index + 1), 0],
		credentials: { gladiaApi: credential },
	}));
	const connections = nodes.map(({ name }, index) => [
		names[index],
		{ main: [[{ node: name, type: 'main', index: 0 }]] },
	]);
	return {
		name: `e2e ${gladiaNodes.map(({ type }) => type).join(', ')}`,
		nodes: [trigger, ...nodes],
		connections: Object.fromEntries(connections),
		pinData: { [TRIGGER]: items.map((json) => ({ json })) },
	};
}

/** A saved credential for the sandbox. */
export async function sandboxCredential(
	rest: N8nRest,
	sandbox: Sandbox,
	apiKey: string,
): Promise<{ id: string; name: string }> {
	const name = `Sandbox ${sandbox.url}`;
	const data = { apiKey, baseUrl: sandbox.url };
	return { id: await rest.createCredential({ name, type: 'gladiaApi', data }), name };
}
