import { setTimeout as sleep } from 'node:timers/promises';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { GladiaTranscribe } from '../../nodes/GladiaTranscribe/GladiaTranscribe.node';
import type { Sandbox } from '../../sandbox/sandbox';
import { startSandbox } from '../../sandbox/sandbox';
import type { NodeResult, NodeRun } from '../support/engine';
import { runNode } from '../support/engine';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startSandbox({ jobSeconds: 0.01 });
});
afterEach(async () => await sandbox.close());

async function run(kinds: string[], parameters: NodeRun['parameters'] = {}): Promise<NodeResult> {
	return await runNode({
		node: new GladiaTranscribe(),
		items: kinds.map((kind) => ({ json: { kind } })),
		parameters: {
			audioSource: 'url',
			audioUrl: '=https://example.com/{{ $itemIndex }}.mp3',
			recordingType: '={{ $json.kind }}',
			...parameters,
		},
		credentials: { apiKey: 'sandbox-key', baseUrl: sandbox.url },
		typeVersion: 1.1,
	});
}

/** Which output an item is: its own fields stand first. */
function outputOf({ json, binary }: INodeExecutionData): string {
	if (binary !== undefined) return `files: ${Object.keys(binary).join()}`;
	return Object.keys(json)[0] === 'dialogue' ? 'dialogue' : 'simplified';
}

const starts = () => sandbox.requests.filter(({ method }) => method === 'POST');

describe('the output', () => {
	it.each([
		['call', 'dialogue'],
		['custom', 'simplified'],
		['interview', 'dialogue'],
		['meeting', 'dialogue'],
		['subtitles', 'files: srt,vtt'],
		['voiceMessage', 'simplified'],
	])('of %s is %s', async (recordingType, output) => {
		const { items, error } = await run(['', ''], { recordingType });
		expect(error).toBeUndefined();
		expect(items.map(outputOf)).toEqual([output, output]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	});

	it('is the one that the user chooses', async () => {
		const { items } = await run(['', ''], { recordingType: 'meeting', output: 'full' });
		expect(
			items.map(({ json }) => Object.keys(json)).every((keys) => keys.includes('result')),
		).toBe(true);
	});

	it('is simplified while the type is an expression, with all that was turned on', async () => {
		const { items } = await run(['meeting', 'subtitles']);
		expect(items.map(({ json }) => [json.status, typeof json.summary])).toEqual([
			['done', 'string'],
			['done', 'object'],
		]);
	});
});

describe('the names of questions', () => {
	it.each([
		['who', "Two questions in 'Questions' have the name 'who'"],
		['', "The name of question 2 in 'Questions' is empty"],
	])('are checked before anything is sent: %j', async (name, message) => {
		const question = [
			{ name: 'who', prompt: 'Who spoke?' },
			{ name: `={{ $itemIndex === 0 ? 'when' : '${name}' }}`, prompt: 'When?' },
		];
		const { error } = await run(['call', 'call'], { audioToLlm: true, questions: { question } });
		expect(error).toMatchObject({ message, context: { itemIndex: 1 } });
		expect(starts()).toEqual([]);
	});
});

describe('while the execution sleeps', () => {
	// The node calls its execution 2 s and 10 s later; here nobody answers.
	afterAll(async () => await sleep(11_000));

	it('the same bodies are sent, with the address to call back', async () => {
		await run(['call', 'voiceMessage'], { waitFor: 'callback', limits: { pollFirstSeconds: 0 } });
		const bodies = starts()
			.map(({ body }) => body as IDataObject)
			.sort((one, other) => String(one.audio_url).localeCompare(String(other.audio_url)));
		const callback_config = bodies[0]?.callback_config;
		expect(callback_config).toEqual({ url: expect.stringContaining('/gladia'), method: 'POST' });
		expect(bodies).toEqual([
			{
				audio_url: 'https://example.com/0.mp3',
				diarization: true,
				diarization_config: { number_of_speakers: 2 },
				summarization: true,
				callback: true,
				callback_config,
			},
			{ audio_url: 'https://example.com/1.mp3', callback: true, callback_config },
		]);
	});
});

it('finds the job of a start that got no answer among others', async () => {
	// The job is made, but its answer never comes: the list tells it by what the type turned on.
	sandbox.failNext({ kind: 'lose-response', method: 'POST', path: '/v2/pre-recorded' });
	const { items, error } = await run(['meeting', 'call'], { operation: 'start' });
	expect(error).toBeUndefined();
	expect(new Set(items.map(({ json }) => json.id)).size).toBe(2);
	expect(sandbox.jobs()).toHaveLength(2);
});
