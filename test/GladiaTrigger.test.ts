import { randomUUID } from 'node:crypto';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { Job, Sandbox } from '../sandbox/sandbox';
import { startSandbox } from '../sandbox/sandbox';
import { useBinaryStore } from './support/engine';
import { sendCallback, sendWebhook, webhookBody } from './trigger/support/calls';
import type { TriggerServer } from './trigger/support/triggerServer';
import { triggerServer } from './trigger/support/triggerServer';

const started = { status: 200, message: 'The workflow was started' };
const notChosen = { status: 200, message: 'This event is not chosen in the trigger' };
const noMatch = { status: 200, message: 'The custom metadata does not match' };

let sandbox: Sandbox;
beforeAll(async () => {
	await useBinaryStore();
	sandbox = await startSandbox();
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.reset());

const trigger = async (parameters: INodeParameters): Promise<TriggerServer> =>
	await triggerServer({ parameters, credentials: { baseUrl: sandbox.url } });

const received = ({ executions }: TriggerServer) => executions;
const requested = () => sandbox.requests.map(({ method, path }) => `${method} ${path}`);

/** What the default output says about a job of the sandbox's sample. */
const simplified = (job: Pick<Job, 'id'>, custom_metadata: IDataObject | null = null) => ({
	id: job.id,
	status: 'done',
	filename: 'sample.wav',
	audio_duration: 19.254,
	languages: ['en'],
	speakers: null,
	full_transcript: expect.stringMatching(/^Your call is now first in line.* for your country\.$/),
	summary: null,
	custom_metadata,
	failed_add_ons: [],
});

describe('An event by account webhook', () => {
	it('starts the workflow with its id and kind, asking nobody', async () => {
		const server = await trigger({ events: ['all'], fetchResult: false });
		const events = [
			'transcription.created',
			'transcription.success',
			'transcription.error',
			'live.start_session',
			'live.start_recording',
			'live.end_recording',
			'live.end_session',
		];
		for (const event of events) {
			expect(await sendWebhook(server.url, webhookBody(event, 'job-1'))).toEqual(started);
		}
		expect(received(server)).toEqual(
			events.map((event) => [
				{
					json: {
						event,
						sent_by: 'webhook',
						kind: event.startsWith('live') ? 'live' : 'pre-recorded',
						id: 'job-1',
					},
				},
			]),
		);
		expect(sandbox.requests).toEqual([]);
	});

	it('starts it by default when a transcript is ready, with the transcript', async () => {
		const server = await trigger({});
		const jobs = [sandbox.seedJob(), sandbox.seedJob({ custom_metadata: { customer: 'ACME' } })];
		for (const { id } of jobs) {
			expect(await sendWebhook(server.url, webhookBody('transcription.success', id))).toEqual(
				started,
			);
		}
		const failed = webhookBody('transcription.error', 'job-3');
		expect(await sendWebhook(server.url, failed)).toEqual(notChosen);
		const heading = { event: 'transcription.success', sent_by: 'webhook', kind: 'pre-recorded' };
		expect(received(server)).toEqual([
			[{ json: { ...heading, ...simplified(jobs[0] as Job) } }],
			[{ json: { ...heading, ...simplified(jobs[1] as Job, { customer: 'ACME' }) } }],
		]);
		expect(requested()).toEqual(jobs.map(({ id }) => `GET /v2/pre-recorded/${id}`));
	});

	it('brings the result of a live session when it is over', async () => {
		const server = await trigger({ events: ['live.end_session'] });
		const job = sandbox.seedLiveJob();
		expect(await sendWebhook(server.url, webhookBody('live.end_session', job.id))).toEqual(started);
		expect(received(server)).toMatchObject([
			[{ json: { event: 'live.end_session', kind: 'live', id: job.id, status: 'done' } }],
		]);
		expect(requested()).toEqual([`GET /v2/live/${job.id}`]);
	});
});

describe('An event by callback', () => {
	const custom_metadata = { customer: 'ACME' };

	it('brings the failure as Gladia tells it', async () => {
		const server = await trigger({ events: ['transcription.error'] });
		const error = { code: 422, message: 'The audio cannot be read' };
		const body = { id: 'job-1', event: 'transcription.error', error, custom_metadata };
		expect(await sendCallback(server.url, body)).toEqual(started);
		expect(received(server)).toEqual([
			[
				{
					json: {
						event: 'transcription.error',
						sent_by: 'callback',
						kind: 'pre-recorded',
						id: 'job-1',
						custom_metadata,
						error,
					},
				},
			],
		]);
	});

	it('brings the result itself, so nobody is asked for it', async () => {
		const server = await trigger({});
		const { result } = sandbox.seedJob();
		const event = 'transcription.success';
		const body = { id: 'job-1', event, payload: result, custom_metadata };
		expect(await sendCallback(server.url, body)).toEqual(started);
		expect(await sendCallback(server.url, { ...body, id: 'job-2', custom_metadata: null })).toEqual(
			started,
		);
		const heading = { event, sent_by: 'callback', kind: 'pre-recorded' };
		// A callback says nothing about the file.
		const common = { ...heading, filename: null };
		expect(received(server)).toEqual([
			[{ json: { ...simplified({ id: 'job-1' }, custom_metadata), ...common } }],
			[{ json: { ...simplified({ id: 'job-2' }), ...common } }],
		]);
		expect(sandbox.requests).toEqual([]);
	});

	it('brings the payload as it is when no result is wanted', async () => {
		const server = await trigger({ events: ['all'], fetchResult: false });
		const { result } = sandbox.seedJob();
		const event = 'transcription.success';
		await sendCallback(server.url, { id: 'job-1', event, payload: result, custom_metadata });
		expect(received(server)).toEqual([
			[
				{
					json: {
						event,
						sent_by: 'callback',
						kind: 'pre-recorded',
						id: 'job-1',
						custom_metadata,
						payload: JSON.parse(JSON.stringify(result)),
					},
				},
			],
		]);
	});

	it('fetches a result that a callback does not bring', async () => {
		const server = await trigger({});
		const { id } = sandbox.seedJob();
		await sendCallback(server.url, { id, event: 'transcription.success', payload: {} });
		expect(received(server)).toMatchObject([[{ json: { id, status: 'done' } }]]);
		expect(requested()).toEqual([`GET /v2/pre-recorded/${id}`]);
	});

	const message = (type: string, data?: IDataObject) => ({
		id: 'live-1',
		event: `live.${type}`,
		payload: { type, session_id: 'live-1', created_at: '2026-09-01T10:00:00Z', data },
	});
	const messages: Array<[choice: string, body: ReturnType<typeof message>]> = [
		['live.transcript.final', message('transcript', { is_final: true })],
		['live.transcript.partial', message('transcript', { is_final: false })],
		['live.start_session', message('start_session')],
		['live.start_recording', message('start_recording')],
		['live.end_recording', message('end_recording', { recording_duration: 3 })],
		['live.end_session', message('end_session')],
		['live.speech_start', message('speech_start', { time: 1, channel: 0 })],
		['live.speech_end', message('speech_end', { time: 2, channel: 0 })],
		['live.translation', message('translation', { target_language: 'fr' })],
		['live.named_entity_recognition', message('named_entity_recognition', { results: [] })],
		['live.sentiment_analysis', message('sentiment_analysis', { results: [] })],
		['live.post_transcript', message('post_transcript', { full_transcript: 'a' })],
		['live.post_final_transcript', message('post_final_transcript', { metadata: {} })],
		['live.post_summarization', message('post_summarization', { results: 'a' })],
		['live.post_chapterization', message('post_chapterization', { results: [] })],
		['live.audio_chunk', message('audio_chunk', { byte_range: [0, 1] })],
		['live.stop_recording', message('stop_recording', { recording_duration: 3 })],
	];

	it.each(messages)('is picked out of all live messages: %s', async (choice, wanted) => {
		const server = await trigger({ events: [choice], fetchResult: false });
		for (const [name, body] of messages) {
			const expected = name === choice ? started : notChosen;
			expect(await sendCallback(server.url, body)).toEqual(expected);
		}
		const { id, event, payload } = JSON.parse(JSON.stringify(wanted));
		expect(received(server)).toEqual([
			[{ json: { event, sent_by: 'callback', kind: 'live', id, payload } }],
		]);
	});

	it('brings the result of a live session in a message', async () => {
		const server = await trigger({ events: ['live.post_final_transcript'], output: 'dialogue' });
		const { result } = sandbox.seedLiveJob();
		const body = message('post_final_transcript', JSON.parse(JSON.stringify(result)));
		expect(await sendCallback(server.url, body)).toEqual(started);
		expect(received(server)).toEqual([
			[
				{
					json: {
						event: 'live.post_final_transcript',
						sent_by: 'callback',
						kind: 'live',
						id: 'live-1',
						dialogue: expect.stringMatching(/^Your call is now first in line/),
						speakers: [],
					},
				},
			],
		]);
		expect(sandbox.requests).toEqual([]);
	});

	it('that Gladia invents later only passes with All', async () => {
		const event = 'live.dream_analysis';
		const all = await trigger({ events: ['all'] });
		expect(await sendCallback(all.url, { id: 'live-1', event, payload: { a: 1 } })).toEqual(
			started,
		);
		expect(received(all)).toEqual([
			[{ json: { event, sent_by: 'callback', kind: 'live', id: 'live-1', payload: { a: 1 } } }],
		]);
		const some = await trigger({ events: ['live.transcript.final'] });
		expect(await sendCallback(some.url, { id: 'live-1', event })).toEqual(notChosen);
	});
});

describe('Output', () => {
	const event = 'transcription.success';
	const heading = { event, sent_by: 'webhook', kind: 'pre-recorded' };

	async function itemsFor(parameters: INodeParameters, job: Job) {
		const server = await trigger({ events: [event], ...parameters });
		expect(await sendWebhook(server.url, webhookBody(event, job.id))).toEqual(started);
		return received(server)[0] ?? [];
	}

	it('can be one item per utterance', async () => {
		const job = sandbox.seedJob();
		const items = await itemsFor({ output: 'items', itemType: 'utterance' }, job);
		expect(items.length).toBeGreaterThan(2);
		for (const item of items) {
			expect(item).toEqual({
				json: expect.objectContaining({
					...heading,
					transcription_id: job.id,
					text: expect.any(String),
				}),
			});
		}
	});

	it('can be everything that the API returns', async () => {
		const job = sandbox.seedJob();
		const [item] = await itemsFor({ output: 'full' }, job);
		expect(item?.json).toEqual({ ...heading, ...JSON.parse(JSON.stringify(job)) });
	});

	it('can be files', async () => {
		const [item] = await itemsFor(
			{ output: 'files', fileFormats: ['srt', 'txt'] },
			sandbox.seedJob(),
		);
		expect(item?.json).toMatchObject({ ...heading, status: 'done' });
		expect(Object.values(item?.binary ?? {}).map(({ fileName }) => fileName)).toEqual([
			'sample.srt',
			'sample.txt',
		]);
	});

	it('tells the failure of a job that Gladia calls a success', async () => {
		const job = sandbox.seedJob({ status: 'error', error_code: 422 });
		const [item] = await itemsFor({}, job);
		expect(item?.json).toMatchObject({ ...heading, status: 'error', error_code: 422 });
	});
});

describe('A result that cannot be fetched', () => {
	const event = 'transcription.success';
	const heading = { event, sent_by: 'webhook', kind: 'pre-recorded' };

	it.each([
		['of a deleted job', randomUUID(), 404],
		['of an example', 'example-id', 400],
	])('is an item that says why, with the id %s', async (_what, id, status_code) => {
		const server = await trigger({});
		expect(await sendWebhook(server.url, webhookBody(event, id))).toEqual(started);
		const error = {
			message: 'The transcription was not found at Gladia',
			description: expect.stringMatching(/^It may have been deleted, belong to another account/),
			status_code,
			request_id: expect.any(String),
		};
		expect(received(server)).toEqual([[{ json: { ...heading, id, error } }]]);
	});

	it('is an item also when the API key is wrong', async () => {
		const server = await triggerServer({ credentials: { apiKey: 'wrong', baseUrl: sandbox.url } });
		await sendWebhook(server.url, webhookBody(event, sandbox.seedJob().id));
		expect(received(server)).toMatchObject([
			[
				{
					json: {
						...heading,
						error: { message: 'Gladia does not know the API key', status_code: 401 },
					},
				},
			],
		]);
	});

	it('is asked for again when the line breaks or Gladia stumbles', async () => {
		const server = await trigger({});
		const { id } = sandbox.seedJob();
		sandbox.failNext({ kind: 'status', status: 503 });
		sandbox.failNext({ kind: 'truncate' });
		expect(await sendWebhook(server.url, webhookBody(event, id))).toEqual(started);
		expect(received(server)).toMatchObject([[{ json: { ...heading, id, status: 'done' } }]]);
		expect(sandbox.requests).toHaveLength(3);
	});

	it('is waited for when it is not stored yet', async () => {
		const server = await trigger({});
		const response = await fetch(`${sandbox.url}/v2/pre-recorded`, {
			method: 'POST',
			headers: { 'x-gladia-key': 'sandbox-key', 'content-type': 'application/json' },
			body: JSON.stringify({ audio_url: 'https://example.com/a.mp3' }),
		});
		const { id } = (await response.json()) as { id: string };
		expect(await sendWebhook(server.url, webhookBody(event, id))).toEqual(started);
		expect(received(server)).toMatchObject([[{ json: { ...heading, id, status: 'done' } }]]);
	});

	it.each([
		['answers', 'hang'],
		['finishes the job', 'processing'],
	] as const)(
		'is given up in time for Svix when Gladia never %s',
		async (_what, how) => {
			const server = await trigger({});
			const { id } = sandbox.seedJob(how === 'hang' ? {} : { status: 'processing', result: null });
			if (how === 'hang') sandbox.failNext({ kind: 'hang', times: 9 });
			const before = Date.now();
			expect(await sendWebhook(server.url, webhookBody(event, id))).toEqual(started);
			expect(Date.now() - before).toBeLessThan(12_000);
			expect(received(server)).toEqual([
				[
					{
						json: {
							...heading,
							id,
							error: {
								message: 'Gladia did not give out the result in time',
								description: "Read it with Gladia Get Result, 'Wait Until Done' switched on",
							},
						},
					},
				],
			]);
		},
		20_000,
	);

	it('says which parameter is not filled in, and the delivery may come again', async () => {
		const server = await trigger({ output: 'selected', parts: [] });
		const body = webhookBody(event, sandbox.seedJob().id);
		expect(await sendWebhook(server.url, body, { id: 'msg_1' })).toEqual({
			status: 500,
			message: expect.stringContaining("'Parts' is empty"),
		});
		expect(received(server)).toEqual([]);
	});
});

describe('Filters', () => {
	const rows = (...fields: INodeParameters[]) => ({ customMetadata: { fields } });

	it('let jobs of one kind pass', async () => {
		const server = await trigger({
			events: ['all'],
			fetchResult: false,
			filters: { jobKind: 'live' },
		});
		const events = ['transcription.created', 'live.start_session', 'transcription.error'];
		for (const event of events) await sendWebhook(server.url, webhookBody(event, 'job-1'));
		expect(received(server)).toMatchObject([[{ json: { event: 'live.start_session' } }]]);
	});

	it('let callbacks with all the metadata pass, whatever type its values have', async () => {
		const server = await trigger({
			events: ['transcription.error'],
			filters: rows(
				{ key: ' customer ', value: '4711' },
				{ key: 'vip', value: 'true' },
				{ key: '' },
			),
		});
		const send = async (id: string, custom_metadata: unknown) =>
			await sendCallback(server.url, { id, event: 'transcription.error', custom_metadata });
		expect(await send('a', { customer: 4711, vip: true, more: 1 })).toEqual(started);
		expect(await send('b', { customer: '4711', vip: 'true' })).toEqual(started);
		expect(await send('c', { customer: 4711 })).toEqual(noMatch);
		expect(await send('d', { customer: 47110, vip: true })).toEqual(noMatch);
		expect(await send('e', null)).toEqual(noMatch);
		expect(received(server)).toHaveLength(2);
		expect(sandbox.requests).toEqual([]);
	});

	it('ask Gladia for the metadata of a webhook, once for event and result', async () => {
		const server = await trigger({ filters: rows({ key: 'customer', value: 'ACME' }) });
		const mine = sandbox.seedJob({ custom_metadata: { customer: 'ACME' } });
		const other = sandbox.seedJob({ custom_metadata: { customer: 'Other' } });
		const none = sandbox.seedJob();
		const event = 'transcription.success';
		const send = async ({ id }: Job) => await sendWebhook(server.url, webhookBody(event, id));
		expect(await send(mine)).toEqual(started);
		expect(await send(other)).toEqual(noMatch);
		expect(await send(none)).toEqual(noMatch);
		expect(received(server)).toMatchObject([
			[{ json: { id: mine.id, status: 'done', custom_metadata: { customer: 'ACME' } } }],
		]);
		expect(requested()).toEqual([mine, other, none].map(({ id }) => `GET /v2/pre-recorded/${id}`));
	});

	it('ask only once for all messages of a live session, which bring none', async () => {
		const server = await trigger({
			events: ['all'],
			filters: rows({ key: 'customer', value: 'ACME' }),
		});
		const custom_metadata = { customer: 'ACME' };
		const { id } = sandbox.seedLiveJob({ status: 'processing', result: null, custom_metadata });
		const payloads = [1, 2, 3].map((time) => ({ type: 'speech_start', data: { time } }));
		const event = 'live.speech_start';
		await Promise.all(
			payloads.map(async (payload) => await sendCallback(server.url, { id, event, payload })),
		);
		const heading = { event, sent_by: 'callback', kind: 'live', id, custom_metadata };
		expect(received(server)).toHaveLength(3);
		expect(received(server)).toEqual(
			expect.arrayContaining(payloads.map((payload) => [{ json: { ...heading, payload } }])),
		);
		expect(requested()).toEqual([`GET /v2/live/${id}`]);
	});

	it('apply to a live result that a message brings along', async () => {
		const server = await trigger({
			events: ['live.post_final_transcript'],
			filters: rows({ key: 'customer', value: 'ACME' }),
		});
		const { id, result } = sandbox.seedLiveJob({ custom_metadata: { customer: 'ACME' } });
		const body = { id, event: 'live.post_final_transcript', payload: { data: result } };
		expect(await sendCallback(server.url, body)).toEqual(started);
		expect(received(server)).toMatchObject([
			[{ json: { id, status: 'done', custom_metadata: { customer: 'ACME' } } }],
		]);
	});

	it('lose no event when the metadata cannot be had', async () => {
		const server = await trigger({
			events: ['transcription.created'],
			filters: rows({ key: 'customer', value: 'ACME' }),
		});
		const id = randomUUID();
		const body = webhookBody('transcription.created', id);
		expect(await sendWebhook(server.url, body)).toEqual(started);
		expect(received(server)).toMatchObject([[{ json: { id, error: { status_code: 404 } } }]]);
	});
});
