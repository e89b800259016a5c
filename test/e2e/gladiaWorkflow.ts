import type { IDataObject, INodeParameters, OnError } from 'n8n-workflow';
import type { N8nRest, NewWorkflow } from '../../demo/n8nRest';
import type { Sandbox } from '../../sandbox/sandbox';

export const TRIGGER = 'Start';
export const GLADIA = 'Gladia';

export interface GladiaNode {
	/** Name without the package, such as `gladiaTranscribe`. */
	type: string;
	/** 1, unless set. */
	typeVersion?: number;
	parameters: INodeParameters;
	onError?: OnError;
	retryOnFail?: boolean;
}

/** A trigger that yields `items`, and one Gladia node that gets them. */
export function gladiaWorkflow(
	items: IDataObject[],
	credential: { id: string; name: string },
	{ type, ...gladia }: GladiaNode,
): NewWorkflow {
	return {
		name: `e2e ${type}`,
		nodes: [
			{
				id: TRIGGER,
				name: TRIGGER,
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			},
			{
				typeVersion: 1,
				...gladia,
				id: GLADIA,
				name: GLADIA,
				type: `n8n-nodes-gladia-speech.${type}`,
				position: [220, 0],
				credentials: { gladiaApi: credential },
			},
		],
		connections: { [TRIGGER]: { main: [[{ node: GLADIA, type: 'main', index: 0 }]] } },
		pinData: { [TRIGGER]: items.map((json) => ({ json })) },
	};
}

/** A saved credential for the sandbox. */
export async function sandboxCredential(
	rest: N8nRest,
	sandbox: Pick<Sandbox, 'url'>,
	apiKey: string,
): Promise<{ id: string; name: string }> {
	const name = `Sandbox ${sandbox.url}`;
	const data = { apiKey, baseUrl: sandbox.url };
	return { id: await rest.createCredential({ name, type: 'gladiaApi', data }), name };
}
