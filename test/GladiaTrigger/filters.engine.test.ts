import { randomUUID } from 'node:crypto';
import type { INodeParameters } from 'n8n-workflow';
import type { Job } from '../../sandbox/sandbox';
import { sendCallback, sendWebhook, webhookBody } from './support/calls';
import { started, useGladia } from './support/sandboxTrigger';

const noMatch = { status: 200, message: 'The custom metadata does not match' };
const gladia = useGladia();

describe('Filters', () => {
	const rows = (...fields: INodeParameters[]) => ({ customMetadata: { fields } });

	it('pass jobs of one kind', async () => {
		const server = await gladia.trigger({
			events: ['all'],
			fetchResult: false,
			filters: { jobKind: 'live' },
		});
		const events = ['transcription.created', 'live.start_session', 'transcription.error'];
		for (const event of events) await sendWebhook(server.url, webhookBody(event, 'job-1'));
		expect(server.executions).toMatchObject([[{ json: { event: 'live.start_session' } }]]);
	});

	it('pass callbacks with all the metadata, whatever the type of its values', async () => {
		const server = await gladia.trigger({
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
		expect(server.executions).toHaveLength(2);
		expect(gladia.sandbox().requests).toEqual([]);
	});

	it('pass callbacks by nested metadata: a path, or JSON that must be fully contained', async () => {
		const server = await gladia.trigger({
			events: ['transcription.error'],
			filters: rows(
				{ key: 'order.number', value: '7' },
				{ key: 'order', value: '{ "tags": ["b"], "number": 7 }' },
			),
		});
		const send = async (id: string, order: unknown) =>
			await sendCallback(server.url, {
				id,
				event: 'transcription.error',
				custom_metadata: { order },
			});
		expect(await send('a', { number: 7, tags: ['a', 'b'], more: 1 })).toEqual(started);
		expect(await send('b', { number: 7, tags: ['a'] })).toEqual(noMatch);
		expect(await send('c', { number: 8, tags: ['b'] })).toEqual(noMatch);
		expect(await send('d', '{ "tags": ["b"], "number": 7 }')).toEqual(noMatch);
		expect(server.executions).toHaveLength(1);
	});

	it('ask Gladia for the metadata of a webhook, once for event and result', async () => {
		const server = await gladia.trigger({ filters: rows({ key: 'customer', value: 'ACME' }) });
		const mine = gladia.sandbox().seedJob({ custom_metadata: { customer: 'ACME' } });
		const other = gladia.sandbox().seedJob({ custom_metadata: { customer: 'Other' } });
		const none = gladia.sandbox().seedJob();
		const event = 'transcription.success';
		const send = async ({ id }: Job) => await sendWebhook(server.url, webhookBody(event, id));
		expect(await send(mine)).toEqual(started);
		expect(await send(other)).toEqual(noMatch);
		expect(await send(none)).toEqual(noMatch);
		expect(server.executions).toMatchObject([
			[{ json: { id: mine.id, status: 'done', custom_metadata: { customer: 'ACME' } } }],
		]);
		expect(gladia.requested()).toEqual(
			[mine, other, none].map(({ id }) => `GET /v2/pre-recorded/${id}`),
		);
	});

	it('ask only once for all messages of a live session, which carry none', async () => {
		const server = await gladia.trigger({
			events: ['all'],
			filters: rows({ key: 'customer', value: 'ACME' }),
		});
		const custom_metadata = { customer: 'ACME' };
		const { id } = gladia
			.sandbox()
			.seedLiveJob({ status: 'processing', result: null, custom_metadata });
		const payloads = [1, 2, 3].map((time) => ({ type: 'speech_start', data: { time } }));
		const event = 'live.speech_start';
		await Promise.all(
			payloads.map(async (payload) => await sendCallback(server.url, { id, event, payload })),
		);
		const heading = { event, sent_by: 'callback', kind: 'live', id, custom_metadata };
		expect(server.executions).toHaveLength(3);
		expect(server.executions).toEqual(
			expect.arrayContaining(payloads.map((payload) => [{ json: { ...heading, payload } }])),
		);
		expect(gladia.requested()).toEqual([`GET /v2/live/${id}`]);
	});

	it('apply to a live result that a message carries', async () => {
		const server = await gladia.trigger({
			events: ['live.post_final_transcript'],
			filters: rows({ key: 'customer', value: 'ACME' }),
		});
		const { id, result } = gladia.sandbox().seedLiveJob({ custom_metadata: { customer: 'ACME' } });
		const body = { id, event: 'live.post_final_transcript', payload: { data: result } };
		expect(await sendCallback(server.url, body)).toEqual(started);
		expect(server.executions).toMatchObject([
			[{ json: { id, status: 'done', custom_metadata: { customer: 'ACME' } } }],
		]);
	});

	it('lose no event when the metadata cannot be read', async () => {
		const server = await gladia.trigger({
			events: ['transcription.created'],
			filters: rows({ key: 'customer', value: 'ACME' }),
		});
		const id = randomUUID();
		const body = webhookBody('transcription.created', id);
		expect(await sendWebhook(server.url, body)).toEqual(started);
		expect(server.executions).toMatchObject([[{ json: { id, error: { status_code: 404 } } }]]);
	});
});
