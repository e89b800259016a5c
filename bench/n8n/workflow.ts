import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { IConnections, INode } from 'n8n-workflow';
import type { N8nRest } from '../../demo/n8nRest';
import type { N8nHost } from './host';

/** n8n says that a workflow is on a little before it listens. */
const LISTENING_MS = 10_000;

export const NEXT = 'Next';

type Node = Pick<INode, 'name' | 'type' | 'parameters'> & Partial<INode>;

/** A workflow that is switched on and starts when its address is called. */
export interface ActiveWorkflow {
	id: string;
	/** Production address of its first node. */
	url: string;
}

/** The node that only shows when the one before it has handed on. */
const next: Node = { name: NEXT, type: 'n8n-nodes-base.noOp', parameters: {} };

/** n8n's own Webhook, which answers before the workflow has run. */
export function webhookNode(path: string): Node {
	return {
		name: 'Webhook',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2.1,
		webhookId: path,
		parameters: { httpMethod: 'POST', path, responseMode: 'onReceived' },
	};
}

/**
 * Saves and switches on a workflow of these nodes in a row and one more after them.
 *
 * @param path of the first node, below n8n's address for webhooks
 */
export async function activate(
	rest: N8nRest,
	path: string,
	nodes: Node[],
): Promise<ActiveWorkflow> {
	const row = [...nodes, next].map((node, position): INode => ({
		id: node.name,
		typeVersion: 1,
		position: [220 * position, 0],
		...node,
	}));
	const connections: IConnections = {};
	for (const [position, { name }] of nodes.entries()) {
		const node = row[position + 1]?.name ?? '';
		connections[name] = { main: [[{ node, type: 'main', index: 0 }]] };
	}
	const id = await rest.createWorkflow({
		name: nodes.map(({ name }) => name).join(', '),
		nodes: row,
		connections,
	});
	await rest.activate(id);
	const workflow = { id, url: `${rest.url}/webhook/${path}` };
	await untilListening(workflow.url);
	return workflow;
}

/** What Gladia Transcribe does until the result is there. */
export type WaitFor = 'polling' | 'callback';

export const TRANSCRIBE = 'Gladia Transcribe';

/** A workflow that transcribes one audio, named after the execution, each time it is called. */
export async function transcribeWorkflow(
	{ rest, credential }: N8nHost,
	waitFor: WaitFor,
): Promise<ActiveWorkflow> {
	const path = randomUUID();
	const transcribe: Node = {
		name: TRANSCRIBE,
		type: 'n8n-nodes-gladia-speech.gladiaTranscribe',
		parameters: {
			audioSource: 'url',
			audioUrl: '=https://example.com/{{ $execution.id }}.mp3',
			waitFor,
			...(waitFor === 'callback' && { limits: { pollFirstSeconds: 0 } }),
		},
		credentials: { gladiaApi: credential },
	};
	return await activate(rest, path, [webhookNode(path), transcribe]);
}

/** A method that the address does not take tells apart one that is known from one that is not. */
async function untilListening(url: string): Promise<void> {
	for (const deadline = Date.now() + LISTENING_MS; ; await sleep(100)) {
		const response = await fetch(url, { method: 'DELETE' });
		if ((await response.text()).includes('Did you mean')) return;
		if (Date.now() > deadline) throw new Error(`Nobody listens at ${url}`);
	}
}
