import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { IBinaryData, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { GladiaTranscribe } from '../../nodes/GladiaTranscribe/GladiaTranscribe.node';
import type { Sandbox, SandboxOptions } from '../../sandbox/sandbox';
import { startSandbox } from '../../sandbox/sandbox';
import type { NodeRun } from '../support/engine';
import { runNode } from '../support/engine';
import { SuspendedExecution } from './callbackWait/suspendedExecution';

const speech = readFileSync('sandbox/speech/sample.wav').subarray(0, 64_044);
const pdf = Buffer.from('%PDF-1.7\n');
const START = { method: 'POST', path: '/v2/pre-recorded' };
const OFFERED = { audioSource: 'all' };

let sandbox: Sandbox;
afterEach(async () => await sandbox.close());

function file(fileName: string, bytes = speech, mimeType = 'audio/wav'): IBinaryData {
	return { fileName, mimeType, data: bytes.toString('base64') };
}

/** An e-mail with three recordings and a document, and one with a single recording. */
const mails = (): INodeExecutionData[] => [
	{
		json: { subject: 'Calls' },
		binary: {
			attachment_0: file('a.wav'),
			attachment_1: file('b.wav'),
			attachment_2: file('minutes.pdf', pdf, 'application/pdf'),
			attachment_3: file('c.wav'),
		},
	},
	{ json: { subject: 'Call' }, binary: { attachment_0: file('d.wav') } },
];
const fields = ['attachment_0', 'attachment_1', 'attachment_3', 'attachment_0'];
const names = ['a.wav', 'b.wav', 'c.wav', 'd.wav'];
const links = [0, 0, 0, 1].map((item) => ({ item }));

async function open(options: SandboxOptions = {}): Promise<void> {
	sandbox = await startSandbox({ jobSeconds: 0.4, retryDelaysMs: [], ...options });
}

const run = async (options: Partial<NodeRun> = {}) =>
	await runNode({
		node: new GladiaTranscribe(),
		items: mails(),
		parameters: OFFERED,
		credentials: { apiKey: 'sandbox-key', baseUrl: sandbox.url },
		...options,
	});

const starts = () =>
	sandbox.requests.filter(({ method, path }) => method === 'POST' && path === START.path);
const uploads = () => sandbox.requests.flatMap(({ upload }) => upload?.filename ?? []).toSorted();
async function until(isSo: () => boolean): Promise<void> {
	while (!isSo()) await sleep(10);
}

const shown = ({ json, pairedItem }: INodeExecutionData) => [
	json.filename ?? json.error,
	json.input_field,
	pairedItem,
];
const expected = names.map((name, n) => [name, fields[n], links[n]]);
const failedJob = (inputField: string, transcriptionId: unknown = expect.any(String)) => ({
	input_field: inputField,
	description: expect.stringContaining('The job ended with error code 422'),
	transcription_id: transcriptionId,
	error_code: 422,
	request_id: expect.any(String),
});

describe('All Audio Files', () => {
	it('makes one job and one output of each file, linked to its item', async () => {
		await open();
		const result = await run();
		expect(result.error).toBeUndefined();
		expect(result.items.map(shown)).toEqual(expected);
		expect(uploads()).toEqual(names);
		expect(starts()).toHaveLength(4);
	});

	it('names the field in what Start Transcription returns', async () => {
		await open();
		const result = await run({ parameters: { ...OFFERED, operation: 'start' } });
		await until(() => sandbox.jobs().every(({ file: known }) => known !== null));
		const idOf = (name: string) => sandbox.jobs().find((job) => job.file?.filename === name)?.id;
		expect(result.items).toEqual(
			names.map((name, n) => {
				const id = idOf(name);
				return {
					json: { id, result_url: `${sandbox.url}/v2/pre-recorded/${id}`, input_field: fields[n] },
					pairedItem: links[n],
				};
			}),
		);
	});

	it('runs no more jobs at a time than allowed', async () => {
		await open({ concurrentJobs: 2, queuedJobs: 0 });
		const result = await run({ parameters: { ...OFFERED, limits: { maxConcurrent: 2 } } });
		expect(result.error).toBeUndefined();
		expect(result.items.map(shown)).toEqual(expected);
		expect(sandbox.requests.filter(({ status }) => status === 429)).toEqual([]);
	});

	it('refuses an item without any before anything is sent', async () => {
		await open();
		const items = [
			...mails(),
			{ json: {}, binary: { data: file('x.pdf', pdf, 'application/pdf') } },
		];
		const { error } = await run({ items });
		expect([error?.message, error?.description]).toEqual([
			'The item has no audio or video file [Item 2]',
			'Files of this item are in: data (x.pdf, application/pdf)',
		]);
		expect(sandbox.requests).toEqual([]);
	});

	it('refuses a file that is no audio before anything is sent, unless failures let others go on', async () => {
		await open();
		const items = mails();
		Object.assign(items[0]?.binary ?? {}, { attachment_1: file('b.wav', pdf) });
		const what = 'The file is a PDF document, not audio or video ("attachment_1") [Item 0]';
		const { error } = await run({ items });
		expect(error?.message).toBe(what);
		expect(sandbox.requests).toEqual([]);

		const result = await run({ items, onError: 'continueRegularOutput' });
		expect(result.items.map(shown)).toEqual([
			expected[0],
			[what, undefined, { item: 0 }],
			expected[2],
			expected[3],
		]);
		expect(starts()).toHaveLength(3);
	});
});

describe('of several files, one whose job fails', () => {
	const oneByOne = { ...OFFERED, limits: { maxConcurrent: 1, pollFirstSeconds: 0 } };
	const failSecond = () => sandbox.failNext({ kind: 'job-error', errorCode: 422, skip: 1 });
	const what = 'Gladia could not transcribe the audio ("attachment_1") [Item 0]';

	it.each([
		['continueRegularOutput', (error: object) => ({ error: what, details: error })],
		['continueErrorOutput', (error: object) => ({ error: { message: what, ...error } })],
	] as const)('leaves the results of the others: %s', async (onError, errorJson) => {
		await open();
		failSecond();
		const { items, errorItems } = await run({ parameters: oneByOne, onError });
		const good = items.filter(({ json }) => json.error === undefined);
		expect(good.map(shown)).toEqual([expected[0], expected[2], expected[3]]);
		const [bad, ...more] = [...items, ...errorItems].filter(({ json }) => 'error' in json);
		expect(more).toEqual([]);
		expect(bad?.json).toMatchObject(errorJson(failedJob('attachment_1')));
		expect(bad?.pairedItem).toEqual({ item: 0 });
	});

	it('stops the workflow, and the jobs of the others are named', async () => {
		await open();
		failSecond();
		const { error, items } = await run({ parameters: oneByOne });
		expect(items).toEqual([]);
		expect(error?.message).toBe(what);
		const [first] = sandbox.jobs().toReversed();
		expect(error?.description).toContain(
			`Jobs already started, to be read with Gladia Get Result: item 0 ("attachment_0"): ${first?.id}`,
		);
		expect(starts()).toHaveLength(2);
	});

	it("is the only one that 'Retry On Fail' starts again", async () => {
		await open();
		failSecond();
		const result = await run({ parameters: oneByOne, retryOnFail: true });
		expect(result.error).toBeUndefined();
		expect(result.items.map(shown)).toEqual(expected);
		expect(starts()).toHaveLength(5);
	});
});

it('a start without an answer is looked for, for each file', async () => {
	await open();
	sandbox.failNext({ kind: 'lose-response', ...START, times: 2 });
	const result = await run();
	expect(result.error).toBeUndefined();
	expect(result.items.map(shown)).toEqual(expected);
	expect([starts().length, sandbox.jobs().length]).toEqual([4, 4]);
});

it('a stopped execution waits for none of its files', async () => {
	await open({ jobSeconds: 600 });
	const result = await run({ cancelWhen: until(() => sandbox.jobs().length === 4) });
	expect(result.status).toBe('canceled');
	expect(starts()).toHaveLength(4);
});

describe('asleep', () => {
	/** The node behind sees its own input; links are those of the tests above. */
	const arrived = ({ json }: INodeExecutionData) => [json.filename ?? json.error, json.input_field];
	const awaited = names.map((name, n) => [name, fields[n]]);
	const start = async (
		parameters: INodeParameters = {},
		setup: Partial<Parameters<typeof SuspendedExecution.start>[0]> = {},
	) =>
		await SuspendedExecution.start({
			items: mails(),
			credentials: { apiKey: 'sandbox-key', baseUrl: sandbox.url },
			nodes: [{ ...OFFERED, ...parameters }],
			...setup,
		});

	it('waits for all files of all items, and outputs each', async () => {
		await open({ jobSeconds: 0.5, concurrentJobs: 2 });
		const execution = await start();
		expect(execution.status).toBe('waiting');
		await execution.ended();
		expect([execution.status, execution.runsOfNext]).toEqual(['success', 1]);
		expect(execution.items.map(arrived)).toEqual(awaited);
		expect(starts()).toHaveLength(4);
	});

	it('gets what only callbacks bring, where Gladia keeps nothing', async () => {
		// A callback that comes before the execution sleeps is sent again.
		await open({ jobSeconds: 2, zeroDataRetention: true, retryDelaysMs: [1_000, 1_000, 1_000] });
		sandbox.playReading('no-retention-upload-open');
		const execution = await start({ limits: { pollFirstSeconds: 0 } });
		await execution.ended();
		expect(execution.items.map(({ json }) => [json.status, json.input_field])).toEqual(
			fields.map((field) => ['done', field]),
		);
	});

	it('is found out by the timer, when no callback comes', async () => {
		await open({ jobSeconds: 0.5 });
		sandbox.playNext({ kind: 'never', channel: 'callback', times: 4 });
		const execution = await start({}, { webhookUrl: 'http://127.0.0.1:1' });
		expect(execution.status).toBe('waiting');
		await until(() => sandbox.jobs().every(({ status }) => status === 'done'));
		await execution.timerEnds();
		expect(execution.items.map(arrived)).toEqual(awaited);
		expect(starts()).toHaveLength(4);
	});

	it('keeps the results of the others when one fails', async () => {
		await open({ jobSeconds: 0.5 });
		sandbox.failNext({ kind: 'job-error', errorCode: 422, skip: 1 });
		const limits = { maxConcurrent: 1, pollFirstSeconds: 0 };
		const execution = await start({ limits }, { onError: 'continueRegularOutput' });
		await execution.ended();
		const [first, second, ...others] = execution.items;
		expect([first, ...others].map((item) => item && arrived(item))).toEqual([
			awaited[0],
			awaited[2],
			awaited[3],
		]);
		expect(second?.json).toMatchObject({ details: failedJob('attachment_1') });
	});

	it('keeps one that could not be uploaded with those that sleep', async () => {
		await open({ jobSeconds: 0.5 });
		const items = mails();
		// Only Gladia recognizes it.
		const document = file('b.wav', Buffer.from('{\\rtf1 Minutes}'));
		Object.assign(items[0]?.binary ?? {}, { attachment_1: document });
		const execution = await start({}, { items, onError: 'continueRegularOutput' });
		expect(execution.status).toBe('waiting');
		await execution.ended();
		const what = `Gladia cannot read the audio in 'All Audio Files' ("attachment_1") [Item 0]`;
		expect(execution.items.map(arrived)).toEqual([
			awaited[0],
			[what, undefined],
			awaited[2],
			awaited[3],
		]);
	});

	it('outputs what is known of each file when the time is up', async () => {
		await open({ jobSeconds: 600 });
		const execution = await start({ limits: { pollFirstSeconds: 0, maxWaitMinutes: 0.01 } });
		expect(execution.status).toBe('waiting');
		await execution.timerEnds();
		const output = execution.items.map(({ json }) => [json.id, json.timed_out, json.input_field]);
		const idOf = (name: string) => sandbox.jobs().find((job) => job.file?.filename === name)?.id;
		expect(output).toEqual(names.map((name, n) => [idOf(name), true, fields[n]]));
	});
});
