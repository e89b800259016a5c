import type { INodeExecutionData } from 'n8n-workflow';
import { builtNode } from '../builtPackage';
import { outputOf } from '../nodeRun';
import { timeOf } from '../peakMemory';
import { SandboxControls } from '../sandboxProcess';

/**
 * Times Gladia Transcribe, in milliseconds: with one item, with many, and with some one by one.
 * The three take turns, so that a busy moment of the machine does not hit one of them only.
 */
export async function run(input: {
	url: string;
	items: number;
	/** How many are run one by one. */
	oneByOne: number;
	rounds: number;
}) {
	const { url, items, oneByOne, rounds } = input;
	const sandbox = new SandboxControls(url);
	const node = builtNode('GladiaTranscribe');
	const transcribe = async (count: number, operation = 'transcribe') => {
		const audio = Array.from({ length: count }, (_, n): INodeExecutionData => ({
			json: { url: `https://example.com/${n}.mp3` },
		}));
		const parameters = { operation, audioSource: 'url', audioUrl: '={{ $json.url }}' };
		const output = await outputOf(node, url, audio, parameters);
		const done = output.filter(({ json }) => json.status === 'done');
		if (operation === 'transcribe' && done.length !== count) {
			throw new Error(`${count} items gave ${done.length} transcripts`);
		}
	};
	const times = { one: [] as number[], many: [] as number[], oneByOne: [] as number[] };
	const requestsPerItem: number[] = [];
	await transcribe(1, 'start');
	for (let round = 0; round < rounds; round++) {
		times.one.push(await timeOf(async () => await transcribe(1)));
		await sandbox.reset();
		times.many.push(await timeOf(async () => await transcribe(items)));
		requestsPerItem.push((await sandbox.requests()).length / items);
		times.oneByOne.push(
			await timeOf(async () => {
				for (let item = 0; item < oneByOne; item++) await transcribe(1);
			}),
		);
	}
	return { times, requestsPerItem };
}
