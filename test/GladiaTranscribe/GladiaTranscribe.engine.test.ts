import { readFile } from 'node:fs/promises';
import type { BinaryDataService } from 'n8n-core';
import type { INodeExecutionData } from 'n8n-workflow';
import { GladiaTranscribe } from '../../nodes/GladiaTranscribe/GladiaTranscribe.node';
import { callbackToken } from '../../nodes/shared/callbacks/callbackToken';
import type { Sandbox } from '../../sandbox/sandbox';
import { startSandbox } from '../../sandbox/sandbox';
import type { NodeRun } from '../support/engine';
import { runNode, storedFile, useBinaryStore } from '../support/engine';

const JOB_SECONDS = 0.4;

let sandbox: Sandbox;
let store: BinaryDataService;

beforeAll(async () => {
	sandbox = await startSandbox({ jobSeconds: JOB_SECONDS, concurrentJobs: 25, queuedJobs: 0 });
	store = await useBinaryStore();
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.reset());

const run = async (
	items: INodeExecutionData[],
	options: Partial<NodeRun> & { parameters?: NodeRun['parameters'] } = {},
) => {
	const { parameters, ...rest } = options;
	return await runNode({
		node: new GladiaTranscribe(),
		items,
		parameters: { audioSource: 'url', audioUrl: '={{ $json.url }}', ...parameters },
		credentials: { apiKey: 'sandbox-key', baseUrl: sandbox.url },
		...rest,
	});
};

const urls = (count: number): INodeExecutionData[] =>
	Array.from({ length: count }, (_, n) => ({ json: { url: `https://example.com/${n}.mp3` } }));

/** The starts that arrived, by their audio: items are worked on side by side, in any order. */
const starts = () =>
	sandbox.requests
		.filter(({ method }) => method === 'POST')
		.sort((a, b) => audioOf(a.body).localeCompare(audioOf(b.body)));
const audioOf = (body: unknown) => (body as { audio_url?: string } | undefined)?.audio_url ?? '';
const linked = ({ json, pairedItem }: INodeExecutionData) => ({ json, pairedItem });

const stored = async (bytes: Buffer, fileName: string) => await storedFile(store, bytes, fileName);

describe('Start Transcription', () => {
	it('gives the id and result_url of each job at once, in input order', async () => {
		const result = await run(urls(2), { parameters: { operation: 'start', languages: ['fr'] } });
		expect(result.error).toBeUndefined();
		expect(starts().map(({ path, body }) => ({ path, body }))).toEqual([
			{
				path: '/v2/pre-recorded',
				body: {
					audio_url: 'https://example.com/0.mp3',
					language_config: { languages: ['fr'] },
				},
			},
			{
				path: '/v2/pre-recorded',
				body: {
					audio_url: 'https://example.com/1.mp3',
					language_config: { languages: ['fr'] },
				},
			},
		]);
		const idOf = (url: string) =>
			sandbox.jobs().find(({ request_params }) => request_params?.audio_url === url)?.id;
		expect(result.items.map(linked)).toEqual(
			[0, 1].map((n) => {
				const id = idOf(`https://example.com/${n}.mp3`);
				return {
					json: { id, result_url: `${sandbox.url}/v2/pre-recorded/${id}` },
					pairedItem: { item: n },
				};
			}),
		);
	});
});

describe('fields of the input item', () => {
	const items = ['Ann', 'Bob'].map((name, n) => ({
		json: { url: `https://example.com/${n}.mp3`, id: n, customer: { name } },
	}));
	const outputOptions = { includeInputFields: 'id, customer.name, title' };
	const included = (json: object, n: number) => ({
		...json,
		input_id: n,
		customer: { name: ['Ann', 'Bob'][n] },
		title: null,
	});

	it('come along with a job that is only started', async () => {
		const result = await run(items, { parameters: { operation: 'start', outputOptions } });
		expect(result.items.map(linked)).toEqual(
			[0, 1].map((n) => {
				const url = `https://example.com/${n}.mp3`;
				const id = sandbox.jobs().find((job) => job.request_params?.audio_url === url)?.id;
				const started = { id, result_url: `${sandbox.url}/v2/pre-recorded/${id}` };
				return { json: included(started, n), pairedItem: { item: n } };
			}),
		);
	});

	it('come along with answers that have the names of their questions', async () => {
		const question = [
			{ name: 'topic', prompt: 'What is it about?', parseAsJson: true },
			{ name: 'next steps', prompt: 'Next steps of {{ $json.customer.name }}?' },
		];
		const parameters = {
			audioToLlm: true,
			questions: { question: question.map((one) => ({ ...one, prompt: `=${one.prompt}` })) },
			outputOptions,
		};
		const result = await run(items, { parameters });
		expect(result.error).toBeUndefined();
		expect(starts().map(({ body }) => Object(body).audio_to_llm_config)).toEqual(
			['Ann', 'Bob'].map((name) => ({
				prompts: ['What is it about?', `Next steps of ${name}?`],
			})),
		);
		result.items.forEach(({ json, pairedItem }, n) => {
			expect(pairedItem).toEqual({ item: n });
			const answer = expect.stringMatching(/sandbox's answer/) as string;
			expect(json).toEqual(
				included(
					{
						full_transcript: expect.any(String) as string,
						summary: null,
						answers: { topic: answer, 'next steps': answer },
						answers_not_json: ['topic'],
						filename: `${n}.mp3`,
						audio_duration: expect.any(Number) as number,
						languages: ['en'],
						speaker_count: null,
						status: 'done',
						custom_metadata: null,
						failed_add_ons: [],
						id: expect.any(String) as string,
					},
					n,
				),
			);
		});
	});

	it.each([
		[
			[
				{ name: 'a', prompt: 'A?' },
				{ name: ' a ', prompt: 'B?' },
			],
			"Two questions in 'Questions' have",
		],
		[[{ name: ' ', prompt: 'A?' }], "The name of question 1 in 'Questions' is empty"],
	])('are not waited for where names are wrong: %j', async (question, message) => {
		const parameters = { audioToLlm: true, questions: { question } };
		const { error } = await run(items, { parameters });
		expect(error?.message).toContain(message);
		expect(starts()).toEqual([]);
	});
});

describe('callbacks', () => {
	it('gives a token to triggers of this n8n and of the hosts listed, and to nobody else', async () => {
		const path = '/webhook/5f2c/gladia-trigger';
		const ours = [`http://127.0.0.1:1${path}`, `https://n8n.example${path}`];
		const others = [`https://evil.example${path}`, 'https://n8n.example/hook'];
		const items = [...ours, ...others].map((callback, n) => ({
			json: { url: `https://example.com/${n}.mp3`, callback },
		}));
		const parameters = {
			operation: 'start',
			callback: true,
			callbackUrl: '={{ $json.callback }}',
			callbackOptions: { triggerHosts: 'https://n8n.example/, other.example' },
		};
		const result = await run(items, { parameters });
		expect(result.error).toBeUndefined();
		const called = starts().map(
			({ body }) => (body as { callback_config: object }).callback_config,
		);
		const withToken = ours.map((url) => `${url}?token=${callbackToken('sandbox-key', url)}`);
		expect(called).toEqual([...withToken, ...others].map((url) => ({ url })));
	});
});

describe('Transcribe Audio', () => {
	it('uploads files and gives the words of the bundled recording, once per item', async () => {
		const speech = await readFile('sandbox/speech/sample.wav');
		const { utterances } = JSON.parse(await readFile('sandbox/speech/sample.json', 'utf8')) as {
			utterances: Array<{ text: string }>;
		};
		const spoken = utterances.map(({ text }) => text).join(' ');
		const items = [await stored(speech, 'first.wav'), await stored(speech, 'second.wav')];
		const result = await run(items, { parameters: { audioSource: 'binary' } });
		expect(result.error).toBeUndefined();
		expect(result.items.map(({ json }) => json.full_transcript)).toEqual([spoken, spoken]);
		expect(result.items.map(({ json }) => json.filename)).toEqual(['first.wav', 'second.wav']);
		expect(result.items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		const uploaded = starts().filter(({ path }) => path === '/v2/upload');
		expect(uploaded.map(({ upload }) => upload?.size)).toEqual([speech.length, speech.length]);
	});

	it('takes the address that a Gladia Upload gave', async () => {
		const items = urls(2).map(({ json }) => ({ json: { audio_url: json.url } }));
		const result = await run(items, { parameters: { audioSource: 'upload' } });
		expect(result.items.map(({ json }) => json.status)).toEqual(['done', 'done']);
	});

	it('runs all items side by side and keeps their order', async () => {
		const result = await run(urls(20));
		expect(result.items.map(({ pairedItem }) => pairedItem)).toEqual(
			Array.from({ length: 20 }, (_, item) => ({ item })),
		);
		const startedAt = starts().map(({ at }) => at);
		expect(Math.max(...startedAt) - Math.min(...startedAt)).toBeLessThan(JOB_SECONDS * 1000 * 5);
		expect(starts()).toHaveLength(20);
	});

	it('never has more jobs at a time than the limit', async () => {
		const result = await run(urls(5), { parameters: { limits: { maxConcurrent: 2 } } });
		expect(result.items).toHaveLength(5);
		const jobs = sandbox.jobs().map(({ created_at, completed_at }) => ({
			from: Date.parse(created_at),
			to: Date.parse(completed_at ?? ''),
		}));
		for (const { from } of jobs) {
			expect(jobs.filter((job) => job.from <= from && from < job.to).length).toBeLessThanOrEqual(2);
		}
	});

	it('gives one item per utterance, each linked to its input', async () => {
		const result = await run(urls(2), { parameters: { output: 'items', itemType: 'utterance' } });
		const [first, second] = [0, 1].map((item) =>
			result.items.filter((one) => JSON.stringify(one.pairedItem) === JSON.stringify({ item })),
		);
		expect(first?.length).toBeGreaterThan(1);
		expect(second?.length).toBeGreaterThan(1);
		expect(result.items).toEqual([...(first ?? []), ...(second ?? [])]);
	});

	it('hands out id and last status when the time is up', async () => {
		const result = await run(urls(2), { parameters: { limits: { maxWaitMinutes: 0.003 } } });
		const ids = [0, 1].map(
			(n) =>
				sandbox
					.jobs()
					.find(
						({ request_params }) => request_params?.audio_url === `https://example.com/${n}.mp3`,
					)?.id,
		);
		expect(result.items.map(linked)).toEqual(
			ids.map((id, item) => ({
				json: {
					id,
					result_url: `${sandbox.url}/v2/pre-recorded/${id}`,
					status: expect.stringMatching(/^(queued|processing)$/),
					timed_out: true,
				},
				pairedItem: { item },
			})),
		);
	});
});

describe('invalid items', () => {
	it('starts no job at all when one item is invalid and the workflow will stop', async () => {
		const items = [...urls(2), { json: { url: 'not an address' } }];
		const result = await run(items);
		expect(result.error?.message).toBe("'Audio URL' is not a web address: not an address [Item 2]");
		expect(sandbox.requests).toEqual([]);
	});

	it('checks the output choice before a job is paid for', async () => {
		const result = await run(urls(2), { parameters: { output: 'search', searchTerms: [] } });
		expect(result.error?.message).toContain("'Search Terms'");
		expect(sandbox.requests).toEqual([]);
	});

	it('continues with the other items when the workflow does', async () => {
		const items = [urls(1), { json: { url: '' } }, urls(1)].flat();
		const result = await run(items, { onError: 'continueRegularOutput' });
		expect(result.items.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
		expect(result.items[1]?.json).toEqual({
			error: "'Audio URL' is empty [Item 1]",
			details: { description: 'Enter a complete address that starts with https:// or http://' },
		});
		expect(result.items[0]?.json.status).toBe('done');
		expect(result.items[2]?.json.status).toBe('done');
	});
});

describe('failures of the API', () => {
	it('shows what the API says about a request it does not take', async () => {
		const result = await run(urls(2), {
			parameters: { languages: ['xx'], operation: 'start' },
			onError: 'continueRegularOutput',
		});
		expect(result.items.map(({ json }) => json.error)).toEqual([
			'Gladia did not accept the request to start the transcription [Item 0]',
			'Gladia did not accept the request to start the transcription [Item 1]',
		]);
		expect(result.items[0]?.json.details).toEqual({
			status_code: 400,
			request_id: expect.any(String),
			description: expect.stringMatching(
				/^Check .*Gladia answered: .*language_config\/?.*Request ID: /,
			),
		});
	});

	it('waits out 429 as long as the server asks, and starts each job once', async () => {
		sandbox.failNext({
			kind: 'status',
			status: 429,
			retryAfterSeconds: 1,
			method: 'POST',
			times: 2,
		});
		const result = await run(urls(2), { parameters: { operation: 'start' } });
		expect(result.error).toBeUndefined();
		expect(sandbox.jobs()).toHaveLength(2);
		const [first, , third] = starts().map(({ at }) => at);
		expect((third ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(950);
	});

	it.each(['lose-response', 'malformed', 'truncate'] as const)(
		'finds the job again after %s, and does not start it twice',
		async (kind) => {
			sandbox.failNext({ kind, method: 'POST', path: '/v2/pre-recorded', times: 2 });
			const result = await run(urls(2));
			expect(result.error).toBeUndefined();
			expect(starts()).toHaveLength(2);
			expect(sandbox.jobs()).toHaveLength(2);
			expect(result.items.map(({ json }) => json.status)).toEqual(['done', 'done']);
			expect(new Set(result.items.map(({ json }) => json.id)).size).toBe(2);
		},
	);

	it('says that nothing was billed when the lost start, sent twice, made no job', async () => {
		sandbox.failNext({ kind: 'reset', method: 'POST', path: '/v2/pre-recorded', times: 2 });
		const result = await run(urls(2), {
			parameters: { operation: 'start', limits: { maxConcurrent: 1 } },
		});
		expect(result.error?.message).toBe(
			'Gladia could not be reached to start the transcription [Item 0]',
		);
		expect(result.error).toMatchObject({
			description: expect.stringContaining('probably nothing has been billed'),
		});
		expect(starts()).toHaveLength(2);
	});

	it('keeps waiting through faults while it asks for the status', async () => {
		sandbox.failNext({ kind: 'status', status: 502, method: 'GET' });
		sandbox.failNext({ kind: 'malformed', method: 'GET' });
		sandbox.failNext({ kind: 'reset', method: 'GET' });
		const result = await run(urls(2));
		expect(result.items.map(({ json }) => json.status)).toEqual(['done', 'done']);
		expect(sandbox.jobs()).toHaveLength(2);
	});

	it("names the other items' jobs when one fails and the workflow stops", async () => {
		sandbox.failNext({ kind: 'job-error', errorCode: 422, skip: 1 });
		const result = await run(urls(3));
		expect(result.error?.message).toMatch(/^Gladia could not transcribe the audio \[Item \d\]$/);
		const description = String((result.error as { description?: unknown }).description);
		expect(description).toContain('error code 422');
		for (const { id } of sandbox.jobs().filter(({ status }) => status !== 'error')) {
			expect(description).toContain(id);
		}
	});

	it("'Retry On Fail' starts only the failed job anew", async () => {
		sandbox.failNext({ kind: 'job-error', errorCode: 500, skip: 1 });
		const result = await run(urls(3), { retryOnFail: true });
		expect(result.error).toBeUndefined();
		expect(result.items.map(({ json }) => json.status)).toEqual(['done', 'done', 'done']);
		expect(starts()).toHaveLength(4);
	});

	it('gives the facts of a failed job to a workflow that goes on', async () => {
		sandbox.failNext({ kind: 'job-error', errorCode: 422 });
		const result = await run(urls(2), { onError: 'continueErrorOutput' });
		const failed = sandbox.jobs().find(({ status }) => status === 'error');
		expect(result.items).toHaveLength(1);
		expect(result.errorItems).toHaveLength(1);
		expect(result.errorItems[0]?.json.error).toEqual({
			message: expect.stringMatching(/^Gladia could not transcribe the audio \[Item \d\]$/),
			description: expect.stringContaining(`Transcription ID: ${failed?.id}`),
			transcription_id: failed?.id,
			request_id: failed?.request_id,
			error_code: 422,
		});
	});
});

describe('cancelling', () => {
	it('ends the wait at once and starts nothing more', async () => {
		const slow = await startSandbox({ jobSeconds: 60 });
		try {
			const startedAt = Date.now();
			const result = await run(urls(3), {
				parameters: { limits: { maxConcurrent: 2 } },
				credentials: { apiKey: 'sandbox-key', baseUrl: slow.url },
				cancelWhen: new Promise((resolve) => {
					const timer = setInterval(() => {
						if (slow.jobs().length < 2) return;
						clearInterval(timer);
						resolve(undefined);
					}, 20);
				}),
			});
			expect(result.status).toBe('canceled');
			expect(Date.now() - startedAt).toBeLessThan(5_000);
			expect(slow.jobs()).toHaveLength(2);
		} finally {
			await slow.close();
		}
	});
});
