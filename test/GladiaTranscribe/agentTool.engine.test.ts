import type { IDataObject, INodeParameters, INodeType } from 'n8n-workflow';
import { GladiaGetResult } from '../../nodes/GladiaGetResult/GladiaGetResult.node';
import { GladiaTranscribe } from '../../nodes/GladiaTranscribe/GladiaTranscribe.node';
import type { Sandbox } from '../../sandbox/sandbox';
import { startSandbox } from '../../sandbox/sandbox';
import { asTool } from '../support/asTool';
import type { NodeResult } from '../support/engine';
import { runNode } from '../support/engine';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ jobSeconds: 0.4 });
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.reset());

/** One call of the model after another: n8n runs a tool once per call, with the arguments as its item. */
async function runTool(
	argument: string,
	values: string[],
	parameters: INodeParameters = {},
	node: INodeType = new GladiaTranscribe(),
): Promise<NodeResult[]> {
	const results: NodeResult[] = [];
	for (const value of values) {
		const credentials = { apiKey: 'sandbox-key', baseUrl: sandbox.url };
		const items = [{ json: { [argument]: value } }];
		results.push(await runNode({ node: asTool(node), items, parameters, credentials }));
	}
	return results;
}

/** What the model is answered to each call. */
const answers = (results: NodeResult[]) =>
	results.map(({ items }) => items.map(({ json }) => json));

const addresses = ['https://example.com/0.mp3', 'https://example.com/1.mp3'];

const startedWith = () =>
	sandbox.requests.filter(({ method }) => method === 'POST').map(({ body }) => body);

const jobOf = (url: string) =>
	sandbox.jobs().find(({ request_params }) => request_params?.audio_url === url);

/** The fields of an answer without add-ons. */
const answerOf = (url: string): IDataObject => {
	const job = jobOf(url);
	const result = job?.result as IDataObject | undefined;
	const { full_transcript, languages } = result?.transcription as IDataObject;
	return {
		text: String(full_transcript).trim(),
		filename: job?.file?.filename,
		audio_duration: (result?.metadata as IDataObject).audio_duration,
		languages,
		status: 'done',
		id: job?.id,
	};
};

describe('Gladia Transcribe as a tool', () => {
	it('takes the address from the model without any setting, and answers with the text first', async () => {
		const results = await runTool('Audio_URL', addresses);
		expect(results.map(({ error }) => error)).toEqual([undefined, undefined]);
		expect(startedWith()).toEqual(addresses.map((audio_url) => ({ audio_url })));
		expect(results.map(({ items }) => items)).toEqual(
			addresses.map((url) => [{ json: answerOf(url), pairedItem: { item: 0 } }]),
		);
		for (const [answer] of answers(results)) expect(Object.keys(answer ?? {})[0]).toBe('text');
	});

	it('takes the address of a Gladia Upload from the model', async () => {
		const results = await runTool('Uploaded_Audio_URL', addresses, { audioSource: 'upload' });
		expect(answers(results)).toEqual(addresses.map((url) => [answerOf(url)]));
	});

	it('gives the dialogue once where speakers are told apart', async () => {
		const parameters = { diarization: true, output: 'dialogue' };
		const results = await runTool('Audio_URL', addresses, parameters);
		for (const answer of answers(results).flat()) {
			expect(answer.text).toMatch(/^Speaker \d: .+\nSpeaker \d: /);
			expect(answer).not.toHaveProperty('full_transcript');
			expect(answer).not.toHaveProperty('dialogue');
		}
	});

	it('leaves the document of the API as it is', async () => {
		const results = await runTool('Audio_URL', addresses, { output: 'full' });
		expect(
			answers(results)
				.flat()
				.map(({ result }) => result),
		).toEqual(addresses.map((url) => jobOf(url)?.result));
	});

	it('starts a job whose result Gladia Get Result reads as a second tool', async () => {
		const started = answers(await runTool('Audio_URL', addresses, { operation: 'start' })).flat();
		const ids = started.map(({ id }) => String(id));
		expect(ids).toEqual(addresses.map((url) => jobOf(url)?.id));
		const wait = { waitUntilDone: true };
		const read = await runTool('Transcription', ids, wait, new GladiaGetResult());
		expect(answers(read)).toEqual(addresses.map((url) => [answerOf(url)]));
	});

	it.each([
		[
			'a file',
			{ audioSource: 'binary' },
			"An agent cannot pass files to a tool: set 'Audio Source' to 'URL' [Item 0]",
		],
		[
			'a sleep',
			{ waitFor: 'callback' },
			"An agent gets no answer of a tool that sleeps: set 'Long Recordings' to 'Ask Gladia Until Done' [Item 0]",
		],
	])('refuses %s before anything is sent', async (_what, parameters, message) => {
		const results = await runTool('Audio_URL', addresses, parameters);
		expect(results.map(({ error }) => error?.message)).toEqual([message, message]);
		for (const { error } of results) {
			expect(error?.description).toMatch(/Gladia (Upload|Get Result)/);
		}
		expect(answers(results)).toEqual([[], []]);
		expect(sandbox.requests).toEqual([]);
	});

	it('refuses what is no address before anything is sent', async () => {
		const results = await runTool('Audio_URL', ['', 'the meeting of today']);
		for (const { error } of results) expect(error?.message).toMatch(/^'Audio URL' is/);
		expect(sandbox.requests).toEqual([]);
	});
});
