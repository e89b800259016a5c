import type { INodeType } from 'n8n-workflow';
import { builtNode } from '../builtPackage';
import { outputOf } from '../nodeRun';
import { timeOf } from '../peakMemory';
import { smallestStart } from '../plainNodes';
import { repeat } from '../repeat';
import { SANDBOX_KEY } from '../sandboxProcess';

/**
 * Times starting many jobs, in milliseconds: with Gladia Transcribe, with the
 * smallest node, and with bare requests. They take turns.
 */
export async function run(input: {
	url: string;
	items: number;
	/** How many are on the way at a time. */
	concurrent: number;
	rounds: number;
}) {
	const { url, items, concurrent, rounds } = input;
	const audioUrl = (n: number) => `https://example.com/${n}.mp3`;
	const node = builtNode('GladiaTranscribe');
	const parameters = {
		operation: 'start',
		audioSource: 'url',
		audioUrl: '={{ $json.url }}',
		limits: { maxConcurrent: concurrent },
	};
	const startWith = async (type: INodeType) => {
		const audio = Array.from({ length: items }, (_, n) => ({ json: { url: audioUrl(n) } }));
		const output = await outputOf(type, url, audio, type === node ? parameters : {});
		const started = output.filter(({ json }) => typeof json.id === 'string').length;
		if (started !== items) throw new Error(`${started} of ${items} jobs started`);
	};
	const withFetch = async () => {
		let next = 0;
		const worker = async () => {
			while (next < items) {
				const response = await fetch(`${url}/v2/pre-recorded`, {
					method: 'POST',
					headers: { 'x-gladia-key': SANDBOX_KEY, 'content-type': 'application/json' },
					body: JSON.stringify({ audio_url: audioUrl(next++) }),
				});
				const { id } = (await response.json()) as { id?: string };
				if (id === undefined) throw new Error(`Status ${response.status}`);
			}
		};
		await Promise.all(Array.from({ length: concurrent }, worker));
	};
	const turn = async () => ({
		fetch: await timeOf(withFetch),
		smallestNode: await timeOf(async () => await startWith(smallestStart)),
		node: await timeOf(async () => await startWith(node)),
	});
	await turn();
	const turns = await repeat(rounds, turn);
	return {
		fetch: turns.map((times) => times.fetch),
		smallestNode: turns.map((times) => times.smallestNode),
		node: turns.map((times) => times.node),
	};
}
