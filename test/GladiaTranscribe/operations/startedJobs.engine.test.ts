import { readFile } from 'node:fs/promises';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { GladiaTranscribe } from '../../../nodes/GladiaTranscribe/GladiaTranscribe.node';
import type { JobSeed, Sandbox } from '../../../sandbox/sandbox';
import { startSandbox } from '../../../sandbox/sandbox';
import type { NodeRun } from '../../support/engine';
import { runNode, storedFile, useBinaryStore } from '../../support/engine';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ jobSeconds: 0.05 });
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.reset());

const START = { method: 'POST', path: '/v2/pre-recorded' };
const LIST = { method: 'GET', path: '/v2/pre-recorded$' };

const run = async (
	items: INodeExecutionData[],
	parameters: NodeRun['parameters'] = {},
	options: Partial<NodeRun> = {},
) =>
	await runNode({
		node: new GladiaTranscribe(),
		items,
		parameters: {
			operation: 'start',
			audioSource: 'url',
			audioUrl: '={{ $json.url }}',
			...parameters,
		},
		credentials: { apiKey: 'sandbox-key', baseUrl: sandbox.url },
		...options,
	});

const itemsOf = (...urls: string[]): INodeExecutionData[] => urls.map((url) => ({ json: { url } }));
const urls = (count: number) =>
	Array.from({ length: count }, (_, n) => `https://example.com/${n}.mp3`);

const starts = () =>
	sandbox.requests.filter(({ method, path }) => method === 'POST' && path === START.path);
const jobsOf = (url: string) =>
	sandbox.jobs().filter(({ request_params }) => request_params?.audio_url === url);
const idsIn = (items: INodeExecutionData[]) => items.map(({ json }) => json.id);
const failureOf = ({ json }: INodeExecutionData = { json: {} }): IDataObject => {
	const { error, details } = json as { error: string; details: IDataObject };
	return { error, ...details };
};

/** A job of somebody else, asked for with the same as item 0 of `urls` unless said otherwise. */
const foreign = ({ request_params, ...seed }: JobSeed = {}) =>
	sandbox.seedJob({
		created_at: new Date().toISOString(),
		request_params: { audio_url: 'https://example.com/0.mp3', ...request_params },
		...seed,
	});

describe('one passing fault at the start', () => {
	it.each([
		['500, 502, 503 and a reset connection', ['500', '502', '503', 'reset']],
		['408, 504 and answers that cannot be read', ['408', '504', '<html>', '{}']],
	])('does not lose an item or make a second job: %s', async (_name, faults) => {
		for (const fault of faults) {
			const status = Number(fault);
			if (fault === 'reset') sandbox.failNext({ kind: 'reset', ...START });
			else if (status > 0) sandbox.failNext({ kind: 'status', status, ...START });
			else {
				const body = fault === '{}' ? {} : fault;
				sandbox.failNext({ kind: 'status', status: 200, body, ...START });
			}
		}
		const all = urls(4);
		const result = await run(itemsOf(...all));
		expect(result.error).toBeUndefined();
		expect(starts()).toHaveLength(8);
		expect(sandbox.jobs()).toHaveLength(4);
		expect(idsIn(result.items)).toEqual(all.map((url) => jobsOf(url)[0]?.id));
		for (const url of all) {
			const bodies = starts().map(({ body }) => body as IDataObject | undefined);
			expect(bodies.filter((body) => body?.audio_url === url).length).toBeGreaterThan(0);
		}
	});

	it('does not lose an item that got no answer in time', async () => {
		sandbox.failNext({ kind: 'hang', ...START });
		const all = urls(2);
		const result = await run(
			itemsOf(...all),
			{ requestOptions: { timeout: 1_000 } },
			{ node: withRequestOptions(new GladiaTranscribe()) },
		);
		expect(result.error).toBeUndefined();
		expect(starts()).toHaveLength(3);
		expect(idsIn(result.items)).toEqual(all.map((url) => jobsOf(url)[0]?.id));
		expect(sandbox.jobs()).toHaveLength(2);
	});

	it('claims the job of the second request, whose answer is lost as well', async () => {
		sandbox.failNext({ kind: 'status', status: 503, ...START });
		sandbox.failNext({ kind: 'lose-response', ...START, skip: 1 });
		const result = await run(itemsOf(...urls(2)), { limits: { maxConcurrent: 1 } });
		expect(result.error).toBeUndefined();
		expect(starts()).toHaveLength(3);
		expect(sandbox.jobs()).toHaveLength(2);
		expect(idsIn(result.items)).toEqual(urls(2).map((url) => jobsOf(url)[0]?.id));
	});

	it('says what is known when the second request fails as well', async () => {
		sandbox.failNext({ kind: 'status', status: 503, ...START, times: 2 });
		sandbox.failNext({ kind: 'reset', ...START, times: 2 });
		const result = await run(
			itemsOf(...urls(2)),
			{ limits: { maxConcurrent: 1 } },
			{ onError: 'continueRegularOutput' },
		);
		expect(starts()).toHaveLength(4);
		expect(sandbox.jobs()).toEqual([]);
		expect(result.items.map(failureOf)).toEqual([
			{
				error: 'Gladia did not confirm the start of the transcription [Item 0]',
				status_code: 503,
				description: expect.stringMatching(
					/^It answered with status 503\. It was sent twice, and no such job is in the list .* probably nothing has been billed/,
				),
			},
			{
				error: 'Gladia could not be reached to start the transcription [Item 1]',
				description: expect.stringContaining('probably nothing has been billed'),
			},
		]);
	});
});

describe('a start without an answer and a list that cannot be read', () => {
	it.each([
		['is down', { kind: 'status', status: 500 }, 'Status 500'],
		['holds no items', { kind: 'status', status: 200, body: {} }, 'The answer is not a list'],
		['is a web page', { kind: 'status', status: 200, body: '<html></html>' }, 'not JSON'],
	] as const)(
		'says what is not known when the list %s, and nothing is sent again',
		async (_, fault, why) => {
			sandbox.failNext({ kind: 'lose-response', ...START, times: 2 });
			sandbox.failNext({ ...fault, ...LIST, times: 100 });
			const result = await run(itemsOf(...urls(2)), {}, { onError: 'continueRegularOutput' });
			expect(starts()).toHaveLength(2);
			expect(sandbox.jobs()).toHaveLength(2);
			for (const [item, failed] of result.items.entries()) {
				const { error, description } = failureOf(failed);
				expect(error).toBe(`Gladia could not be reached to start the transcription [Item ${item}]`);
				expect(description).toContain('The list of transcriptions could not be read either');
				expect(description).toContain(why);
				expect(description).toContain('not known whether the job has started and is billed');
				expect(description).not.toContain('nothing has been billed');
			}
		},
	);

	it("is searched for again by 'Retry On Fail', and not sent again", async () => {
		sandbox.failNext({ kind: 'lose-response', ...START });
		sandbox.failNext({ kind: 'status', status: 400, ...LIST, times: 6 });
		const result = await run(itemsOf(...urls(2)), {}, { retryOnFail: true });
		expect(result.error).toBeUndefined();
		expect(starts()).toHaveLength(2);
		expect(idsIn(result.items)).toEqual(urls(2).map((url) => jobsOf(url)[0]?.id));
	});
});

describe("another's job", () => {
	const asked: NodeRun['parameters'] = {
		languages: ['en'],
		piiRedaction: true,
		piiEntityTypes: ['GDPR'],
		callback: true,
		callbackUrl: 'https://example.com/mine',
		customMetadata: 'json',
		metadataJson: '{ "customer": { "id": 1, "name": "A" } }',
	};
	const same: JobSeed = {
		request_params: {
			language_config: { languages: ['en'] },
			pii_redaction: true,
			pii_redaction_config: { entity_types: ['GDPR'] },
			callback: true,
			callback_config: { url: 'https://example.com/mine' },
		},
		custom_metadata: { customer: { name: 'A', id: 1 } },
	};
	const other = (params: NonNullable<JobSeed['request_params']>): JobSeed => ({
		...same,
		request_params: { ...same.request_params, ...params },
	});
	const different: JobSeed[] = [
		other({ audio_url: 'https://example.com/other.mp3' }),
		other({ language_config: { languages: ['fr'] } }),
		other({ language_config: { languages: ['en'], code_switching: true } }),
		other({ pii_redaction_config: { entity_types: ['HIPAA_SAFE_HARBOR'] } }),
		other({ callback_config: { url: 'https://example.com/theirs' } }),
		other({ callback_config: { url: 'https://example.com/mine', method: 'PUT' } }),
		other({ diarization: true }),
		other({ model: 'solaria-3' }),
		other({ summarization: true, summarization_config: { type: 'concise' } }),
		{ ...same, custom_metadata: { customer: { name: 'B', id: 1 } } },
		{ ...same, custom_metadata: undefined },
		// The same in everything, but older than the start.
		{ ...same, created_at: new Date(Date.now() - 5_000).toISOString() },
	];

	it('is not claimed with anything different, or older than the start', async () => {
		const others = different.map((seed) => foreign(seed).id);
		sandbox.failNext({ kind: 'reset', ...START, times: 2 });
		const result = await run(itemsOf(...urls(2)), asked);
		expect(result.error).toBeUndefined();
		expect(sandbox.jobs()).toHaveLength(others.length + 2);
		for (const id of idsIn(result.items)) expect(others).not.toContain(id);
		expect(starts()).toHaveLength(4);
	});

	it('is distinguished from its own, whose metadata has another key order', async () => {
		for (const seed of different) foreign(seed);
		sandbox.playReading('echo-defaults');
		sandbox.failNext({ kind: 'lose-response', ...START, times: 2 });
		const result = await run(itemsOf(...urls(2)), asked);
		expect(result.error).toBeUndefined();
		expect(starts()).toHaveLength(2);
		expect(sandbox.jobs()).toHaveLength(different.length + 2);
		expect(idsIn(result.items)).toEqual(
			urls(2).map((url) => jobsOf(url).find(({ kind, file }) => kind && file?.source === url)?.id),
		);
	});

	it('is not claimed when nothing distinguishes it from its own: both are named, nothing is sent again', async () => {
		sandbox.failNext({ kind: 'lose-response', ...START, times: 2 });
		const running = run(itemsOf(...urls(2)), {}, { onError: 'continueRegularOutput' });
		await untilStarted(2);
		const { id } = foreign();
		const { items } = await running;
		expect(starts()).toHaveLength(2);
		const own = jobsOf('https://example.com/0.mp3').find((job) => job.id !== id)?.id;
		const { error, description, possible_transcription_ids: possible } = failureOf(items[0]);
		expect(error).toBe('Gladia could not be reached to start the transcription [Item 0]');
		expect(new Set(possible as string[])).toEqual(new Set([id, own]));
		expect(description).toContain(id);
		expect(description).toContain('It was not started again, so that nothing is billed twice');
		expect(items[1]?.json.id).toBe(jobsOf('https://example.com/1.mp3')[0]?.id);
	});

	it('is not claimed when another run of this process has started it', async () => {
		const theirs = await run(itemsOf(...urls(2)));
		sandbox.failNext({ kind: 'reset', ...START, times: 2 });
		const ours = await run(itemsOf(...urls(2)));
		expect(ours.error).toBeUndefined();
		expect(sandbox.jobs()).toHaveLength(4);
		expect(new Set([...idsIn(theirs.items), ...idsIn(ours.items)]).size).toBe(4);
	});

	it('is not claimed when another item sends the same request: every item gets a job of its own', async () => {
		const url = 'https://example.com/same.mp3';
		sandbox.failNext({ kind: 'lose-response', ...START, skip: 1, times: 2 });
		sandbox.failNext({ kind: 'reset', ...START, skip: 1 });
		const result = await run(itemsOf(url, url, url, url, url));
		expect(result.error).toBeUndefined();
		expect(jobsOf(url)).toHaveLength(5);
		expect(new Set(idsIn(result.items))).toEqual(new Set(jobsOf(url).map(({ id }) => id)));
	});

	it('is not claimed when the list does not say what was requested', async () => {
		const url = urls(1)[0] ?? '';
		const { id, ...job } = foreign({ request_params: { language_config: { languages: ['fr'] } } });
		const file = { ...job.file, source: url };
		const created_at = new Date(Date.now() + 200).toISOString();
		const listed = { ...job, id, file, created_at, request_params: undefined };
		sandbox.failNext({ kind: 'reset', ...START });
		const body = { next: null, items: [listed] };
		sandbox.failNext({ kind: 'status', status: 200, body, ...LIST, times: 3 });
		const result = await run(itemsOf(url));
		expect(result.error).toBeUndefined();
		expect(idsIn(result.items)).not.toContain(id);
		expect(starts()).toHaveLength(2);
	});

	it('is not claimed while its audio is not known yet', async () => {
		const request_params = { audio_url: null } as unknown as JobSeed['request_params'];
		const { id } = foreign({ request_params, file: null, status: 'queued' });
		sandbox.failNext({ kind: 'reset', ...START });
		const result = await run(itemsOf(urls(1)[0] ?? ''), {}, { onError: 'continueRegularOutput' });
		expect(starts()).toHaveLength(1);
		expect(failureOf(result.items[0]).possible_transcription_ids).toEqual([id]);
	});
});

describe('its own job', () => {
	it('is found behind 130 newer ones, on small pages where large ones are refused', async () => {
		sandbox.failNext({ kind: 'lose-response', ...START, times: 2 });
		sandbox.failNext({ kind: 'status', status: 400, ...LIST });
		const running = run(itemsOf(...urls(2)));
		await untilStarted(2);
		for (let n = 0; n < 130; n++) {
			foreign({
				request_params: { audio_url: `https://example.com/newer/${n}.mp3` },
				created_at: new Date(Date.now() + 10 + n).toISOString(),
			});
		}
		const result = await running;
		expect(result.error).toBeUndefined();
		expect(starts()).toHaveLength(2);
		expect(idsIn(result.items)).toEqual(urls(2).map((url) => jobsOf(url)[0]?.id));
		const pages = sandbox.requests.filter(
			({ method, status }) => method === 'GET' && status === 200,
		);
		expect(pages.some(({ query }) => query.offset === '120' && query.limit === undefined)).toBe(
			true,
		);
	});

	it.each([
		['600 s ahead', 600_000],
		['600 s behind', -600_000],
	])("is found, and an older one is not, by Gladia's clock, %s", async (_name, ahead) => {
		const at = (milliseconds: number) => new Date(Date.now() + ahead + milliseconds).toISOString();
		const items = urls(2).flatMap((url) => {
			const request_params = { audio_url: url };
			const older = foreign({ request_params, created_at: at(-5_000) });
			const own = foreign({ request_params, created_at: at(200) });
			return [own, older];
		});
		sandbox.failNext({ kind: 'reset', ...START, times: 2 });
		sandbox.failNext({
			kind: 'status',
			status: 200,
			body: { first: '', current: '', next: null, items },
			headers: { date: new Date(Date.now() + ahead + 1_000).toUTCString() },
			...LIST,
			times: 10,
		});
		const result = await run(itemsOf(...urls(2)));
		expect(result.error).toBeUndefined();
		expect(idsIn(result.items)).toEqual([items[0]?.id, items[2]?.id]);
		expect(starts()).toHaveLength(2);
	});

	it('is found in a list sorted oldest first', async () => {
		const at = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString();
		const older = [-9_000, -8_000].map((time) => foreign({ created_at: at(time) }));
		const own = foreign({ created_at: at(200) });
		const page = (items: unknown[], next: string | null) =>
			sandbox.failNext({ kind: 'status', status: 200, body: { next, items }, ...LIST });
		page(older, 'more');
		page([own], null);
		sandbox.failNext({ kind: 'reset', ...START });
		const result = await run(itemsOf(...urls(2)), { limits: { maxConcurrent: 1 } });
		expect(result.error).toBeUndefined();
		expect(idsIn(result.items)).toEqual([own.id, jobsOf('https://example.com/1.mp3')[0]?.id]);
		expect(starts()).toHaveLength(2);
	});

	it.each(['echo-defaults', 'echo-normalised'] as const)(
		'is found by its upload under %s, though others ask for the same',
		async (reading) => {
			const store = await useBinaryStore();
			const speech = await readFile('sandbox/speech/sample.wav');
			sandbox.playReading(reading);
			sandbox.failNext({ kind: 'lose-response', ...START, times: 2 });
			const parameters = { audioSource: 'binary', diarization: true };
			const items = [
				await storedFile(store, speech, 'first.wav'),
				await storedFile(store, speech, 'second.wav'),
			];
			const result = await run(items, { ...parameters, operation: 'transcribe' });
			expect(result.error).toBeUndefined();
			expect(starts()).toHaveLength(2);
			expect(result.items.map(({ json }) => json.filename)).toEqual(['first.wav', 'second.wav']);
		},
	);

	it.each([
		['nothing of what was asked for', { request_params: undefined }],
		['the metadata only with what was asked for', {}],
	])('is found by its document where the list tells %s', async (_name, listed) => {
		const customMetadata = 'json';
		const metadata = { customer: 'A' };
		sandbox.failNext({ kind: 'lose-response', ...START, times: 2 });
		const asked = { customMetadata, metadataJson: JSON.stringify(metadata) };
		const running = run(itemsOf(...urls(2)), asked);
		await untilStarted(2);
		const items = sandbox.jobs().map(({ custom_metadata: kept, request_params, ...job }) => ({
			...job,
			custom_metadata: null,
			request_params: { ...request_params, custom_metadata: kept },
			...listed,
			...('request_params' in listed && { custom_metadata: undefined }),
		}));
		const body = { next: null, items };
		sandbox.failNext({ kind: 'status', status: 200, body, ...LIST, times: 10 });
		const result = await running;
		expect(result.error).toBeUndefined();
		expect(starts()).toHaveLength(2);
		expect(idsIn(result.items)).toEqual(urls(2).map((url) => jobsOf(url)[0]?.id));
	});

	it('is found when its address comes back in another spelling', async () => {
		const spoken = ['https://example.com/my talk.mp3', 'https://EXAMPLE.com/é.mp3'];
		sandbox.failNext({ kind: 'lose-response', ...START, times: 2 });
		const running = run(itemsOf(...spoken));
		await untilStarted(2);
		const items = sandbox.jobs().map(({ request_params, file, ...job }) => {
			const url = new URL(String(request_params?.audio_url)).href;
			return { ...job, file, request_params: { ...request_params, audio_url: url } };
		});
		const body = { next: null, items };
		sandbox.failNext({ kind: 'status', status: 200, body, ...LIST, times: 10 });
		const result = await running;
		expect(result.error).toBeUndefined();
		expect(starts()).toHaveLength(2);
		expect(sandbox.jobs()).toHaveLength(2);
	});

	it('is found by its callback address when the execution waits for the callback, though the audio is hidden', async () => {
		sandbox.playReading('echo-normalised');
		sandbox.failNext({ kind: 'lose-response', ...START });
		const hidden = ({ file, ...job }: { file: unknown }) => ({ ...job, file: file && null });
		const running = run(itemsOf(...urls(2)), { operation: 'transcribe', waitFor: 'callback' });
		await untilStarted(2);
		sandbox.failNext({
			kind: 'status',
			status: 200,
			body: { next: null, items: sandbox.jobs().map(hidden) },
			...LIST,
			times: 10,
		});
		sandbox.failNext({ kind: 'status', status: 503, path: '/v2/pre-recorded/.+', times: 3 });
		const result = await running;
		expect(result.error).toBeUndefined();
		expect(starts()).toHaveLength(2);
		expect(new Set(idsIn(result.items))).toEqual(new Set(sandbox.jobs().map(({ id }) => id)));
	});
});

/** n8n gives this field to every declarative node when it loads it. */
function withRequestOptions(node: GladiaTranscribe): GladiaTranscribe {
	const timeout = { displayName: 'Timeout', name: 'timeout', type: 'number', default: 1 } as const;
	node.description.properties.push({
		displayName: 'Request Options',
		name: 'requestOptions',
		type: 'collection',
		default: {},
		options: [timeout],
	});
	return node;
}

async function untilStarted(count: number): Promise<void> {
	while (sandbox.jobs().length < count) await new Promise((resolve) => setTimeout(resolve, 5));
}
