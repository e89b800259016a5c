import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { BinaryDataService } from 'n8n-core';
import type { INodeExecutionData } from 'n8n-workflow';
import { WebSocket } from 'undici';
import { GladiaLive } from '../../../nodes/GladiaLive/GladiaLive.node';
import type { Sandbox } from '../../../sandbox/sandbox';
import type { NodeResult, NodeRun } from '../../support/engine';
import { runNode, storedFile } from '../../support/engine';

/** Provides what Node has from version 22 on; n8n itself runs on 24. */
export function usePlatformSocket(): void {
	Object.assign(globalThis, { WebSocket });
}

/** The bundled recording, and its samples alone. */
export const speech = readFileSync('sandbox/speech/sample.wav');
export const samples = speech.subarray(44);
export const spoken = (
	JSON.parse(readFileSync('sandbox/speech/sample.json', 'utf8')) as {
		utterances: Array<{ text: string }>;
	}
).utterances.map(({ text }) => text);

export const sha256 = (bytes: Uint8Array): string =>
	createHash('sha256').update(bytes).digest('hex');

/** Runs Gladia Live at full speed, unless the parameters say otherwise. */
export async function runLive(
	sandbox: Sandbox,
	items: INodeExecutionData[],
	{ parameters, ...options }: Partial<NodeRun> = {},
): Promise<NodeResult> {
	return await runNode({
		node: new GladiaLive(),
		items,
		parameters: { operation: 'transcribe', pace: 'fastest', ...parameters },
		credentials: { apiKey: 'sandbox-key', baseUrl: sandbox.url },
		...options,
	});
}

/** Items with one file each, in the binary field `data`. */
export async function withFiles(
	store: BinaryDataService,
	...files: Uint8Array[]
): Promise<INodeExecutionData[]> {
	return await Promise.all(
		files.map(async (file, n) => await storedFile(store, Buffer.from(file), `${n}.wav`)),
	);
}

export const linked = ({ json, pairedItem }: INodeExecutionData) => ({ json, pairedItem });

/** The sandbox's sessions, each with the document that it keeps, in the order of the items. */
export function sessionsOf(sandbox: Sandbox, result: NodeResult) {
	return result.items.map(({ json }) => {
		const session = sandbox.liveSessions().find(({ id }) => id === json.id);
		const job = sandbox.jobs().find(({ id }) => id === json.id);
		if (session === undefined || job === undefined) throw new Error(`No session ${json.id}`);
		return { session, job };
	});
}
