import type { IDataObject } from 'n8n-workflow';
import type { TranscriptionJob } from '../../nodes/shared/api/types';
import type { Job } from '../../sandbox/sandbox';
import { simplify } from '../shared/output/chosen';
import { sendCallback, sendWebhook, webhookBody } from './support/calls';
import { started, useGladia } from './support/sandboxTrigger';

const notChosen = { status: 200, message: 'This event is not chosen in the trigger' };
const gladia = useGladia();

/** What the default output says about a job of the sandbox's sample. */
const simplified = (job: Pick<Job, 'id'>, custom_metadata: IDataObject | null = null) => ({
	id: job.id,
	status: 'done',
	filename: 'sample.wav',
	audio_duration: 19.254,
	languages: ['en'],
	speaker_count: null,
	full_transcript: expect.stringMatching(/^Your call is now first in line.* for your country\.$/),
	summary: null,
	custom_metadata,
	failed_add_ons: [],
});

describe('An event by account webhook', () => {
	it('starts the workflow with its id and kind, without a request', async () => {
		const server = await gladia.trigger({ events: ['all'], fetchResult: false });
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
		expect(server.executions).toEqual(
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
		expect(gladia.sandbox().requests).toEqual([]);
	});

	it('starts the workflow with the transcript by default, when it is ready', async () => {
		const server = await gladia.trigger({});
		const jobs = [
			gladia.sandbox().seedJob(),
			gladia.sandbox().seedJob({ custom_metadata: { customer: 'ACME' } }),
		];
		for (const { id } of jobs) {
			expect(await sendWebhook(server.url, webhookBody('transcription.success', id))).toEqual(
				started,
			);
		}
		const failed = webhookBody('transcription.error', 'job-3');
		expect(await sendWebhook(server.url, failed)).toEqual(notChosen);
		const heading = { event: 'transcription.success', sent_by: 'webhook', kind: 'pre-recorded' };
		expect(server.executions).toEqual([
			[{ json: { ...heading, ...simplified(jobs[0] as Job) } }],
			[{ json: { ...heading, ...simplified(jobs[1] as Job, { customer: 'ACME' }) } }],
		]);
		expect(gladia.requested()).toEqual(jobs.map(({ id }) => `GET /v2/pre-recorded/${id}`));
	});

	it('returns the result of a live session when it has ended', async () => {
		const server = await gladia.trigger({ events: ['live.end_session'] });
		const job = gladia.sandbox().seedLiveJob();
		expect(await sendWebhook(server.url, webhookBody('live.end_session', job.id))).toEqual(started);
		expect(server.executions).toMatchObject([
			[{ json: { event: 'live.end_session', kind: 'live', id: job.id, status: 'done' } }],
		]);
		expect(gladia.requested()).toEqual([`GET /v2/live/${job.id}`]);
	});
});

describe('An event by callback', () => {
	const custom_metadata = { customer: 'ACME' };

	it('returns the failure as Gladia reports it', async () => {
		const server = await gladia.trigger({ events: ['transcription.error'] });
		const error = { code: 422, message: 'The audio cannot be read' };
		const body = { id: 'job-1', event: 'transcription.error', error, custom_metadata };
		expect(await sendCallback(server.url, body)).toEqual(started);
		expect(server.executions).toEqual([
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

	it('carries the result itself, so nothing is requested', async () => {
		const server = await gladia.trigger({});
		const { result } = gladia.sandbox().seedJob();
		const event = 'transcription.success';
		const body = { id: 'job-1', event, payload: result, custom_metadata };
		expect(await sendCallback(server.url, body)).toEqual(started);
		expect(await sendCallback(server.url, { ...body, id: 'job-2', custom_metadata: null })).toEqual(
			started,
		);
		const heading = { event, sent_by: 'callback', kind: 'pre-recorded' };
		// A callback says nothing about the file.
		const common = { ...heading, filename: null };
		expect(server.executions).toEqual([
			[{ json: { ...simplified({ id: 'job-1' }, custom_metadata), ...common } }],
			[{ json: { ...simplified({ id: 'job-2' }), ...common } }],
		]);
		expect(gladia.sandbox().requests).toEqual([]);
	});

	it('returns the payload unchanged when no result is wanted', async () => {
		const server = await gladia.trigger({ events: ['all'], fetchResult: false });
		const { result } = gladia.sandbox().seedJob();
		const event = 'transcription.success';
		await sendCallback(server.url, { id: 'job-1', event, payload: result, custom_metadata });
		expect(server.executions).toEqual([
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

	it('fetches the result if the callback does not carry it', async () => {
		const server = await gladia.trigger({});
		const { id } = gladia.sandbox().seedJob();
		await sendCallback(server.url, { id, event: 'transcription.success', payload: {} });
		expect(server.executions).toMatchObject([[{ json: { id, status: 'done' } }]]);
		expect(gladia.requested()).toEqual([`GET /v2/pre-recorded/${id}`]);
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

	it.each(messages)('is selected among all live messages: %s', async (choice, wanted) => {
		const server = await gladia.trigger({ events: [choice], fetchResult: false });
		for (const [name, body] of messages) {
			const expected = name === choice ? started : notChosen;
			expect(await sendCallback(server.url, body)).toEqual(expected);
		}
		const { id, event, payload } = JSON.parse(JSON.stringify(wanted));
		expect(server.executions).toEqual([
			[{ json: { event, sent_by: 'callback', kind: 'live', id, payload } }],
		]);
	});

	it('returns the result of a live session from a message', async () => {
		const server = await gladia.trigger({
			events: ['live.post_final_transcript'],
			output: 'dialogue',
		});
		const { result } = gladia.sandbox().seedLiveJob();
		const body = message('post_final_transcript', JSON.parse(JSON.stringify(result)));
		expect(await sendCallback(server.url, body)).toEqual(started);
		expect(server.executions).toEqual([
			[
				{
					json: {
						...simplify({ id: 'live-1', status: 'done', result } as unknown as TranscriptionJob),
						event: 'live.post_final_transcript',
						sent_by: 'callback',
						kind: 'live',
						dialogue: expect.stringMatching(/^Your call is now first in line/),
						speakers: [],
					},
				},
			],
		]);
		expect(gladia.sandbox().requests).toEqual([]);
	});

	it('that Gladia adds later passes only with All', async () => {
		const event = 'live.dream_analysis';
		const all = await gladia.trigger({ events: ['all'] });
		expect(await sendCallback(all.url, { id: 'live-1', event, payload: { a: 1 } })).toEqual(
			started,
		);
		expect(all.executions).toEqual([
			[{ json: { event, sent_by: 'callback', kind: 'live', id: 'live-1', payload: { a: 1 } } }],
		]);
		const some = await gladia.trigger({ events: ['live.transcript.final'] });
		expect(await sendCallback(some.url, { id: 'live-1', event })).toEqual(notChosen);
	});
});
