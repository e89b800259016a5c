import { Webhook as StandardWebhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';
import type { WebhookEndpoint } from '../../sandbox/sandbox';
import { call } from './support/client';
import type { Received } from './support/receiver';
import { receiver } from './support/receiver';
import { begin, start, until, withCallback } from './support/sandboxes';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const otherSecret = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD';
const quick = { retryDelaysMs: [10, 20, 40] };

const headersOf = ({ headers }: Received) => headers as Record<string, string>;
const svix = (received: Received, by = secret) =>
	new SvixWebhook(by).verify(received.text, headersOf(received));
const standard = (received: Received, by = secret) =>
	new StandardWebhook(by).verify(received.text, headersOf(received));
const eventsOf = (calls: Received[]) => calls.map(({ body }) => (body as { event: string }).event);

describe('account webhooks', () => {
	test('created, then success or error, in this order, with nothing but the id', async () => {
		const hook = await receiver();
		const sandbox = await start({ ...quick, webhooks: [{ url: `${hook.url}/hook`, secret }] });
		const done = await begin(sandbox);
		await until(() => hook.calls.length === 2);
		sandbox.failNext({ kind: 'job-error' });
		const failed = await begin(sandbox);
		await until(() => hook.calls.length === 4);
		expect(hook.calls.map((received) => svix(received))).toEqual([
			{ event: 'transcription.created', payload: { id: done } },
			{ event: 'transcription.success', payload: { id: done } },
			{ event: 'transcription.created', payload: { id: failed } },
			{ event: 'transcription.error', payload: { id: failed } },
		]);
		for (const { method, path, headers } of hook.calls) {
			expect([method, path, headers['content-type']]).toEqual([
				'POST',
				'/hook',
				'application/json',
			]);
		}
		expect(new Set(hook.calls.map(({ headers }) => headers['svix-id'])).size).toBe(4);
	});

	test('order is kept when created is answered late', async () => {
		const hook = await receiver(({ text }) =>
			text.includes('created') ? new Promise((resolve) => setTimeout(resolve, 150)) : undefined,
		);
		const sandbox = await start({ jobSeconds: 0.01, webhooks: [{ url: hook.url, secret }] });
		await begin(sandbox);
		await until(() => hook.calls.length === 2);
		const [created, success] = hook.calls;
		expect(eventsOf(hook.calls)).toEqual(['transcription.created', 'transcription.success']);
		expect((success?.at ?? 0) - (created?.at ?? 0)).toBeGreaterThanOrEqual(140);
	});

	test('tries again: same id and body, fresh timestamp, valid again', async () => {
		const hook = await receiver();
		const sandbox = await start({
			retryDelaysMs: [1100],
			webhooks: [{ url: hook.url, secret, events: ['transcription.created'] }],
		});
		hook.answerNext(500);
		const id = await begin(sandbox);
		await until(() => hook.calls.length === 2);
		const [first, second] = hook.calls as [Received, Received];
		expect(svix(second)).toEqual({ event: 'transcription.created', payload: { id } });
		expect(second.text).toBe(first.text);
		expect(second.headers['svix-id']).toBe(first.headers['svix-id']);
		expect(first.headers['svix-id']).toMatch(/^msg_[0-9a-zA-Z]{27}$/);
		const seconds = ({ headers }: Received) => Number(headers['svix-timestamp']);
		expect(seconds(second)).toBeGreaterThan(seconds(first));
		await until(() => sandbox.deliveries[0]?.state === 'delivered');
		expect(sandbox.deliveries).toMatchObject([{ channel: 'webhook', tries: 2, status: 200 }]);
	});

	test('while a secret is replaced: one signature for each in one header', async () => {
		const hook = await receiver();
		const sandbox = await start({
			webhooks: [
				{ url: hook.url, secret: [otherSecret, secret], events: ['transcription.created'] },
			],
		});
		const id = await begin(sandbox);
		await until(() => hook.calls.length === 1);
		const [received] = hook.calls as [Received];
		expect(received.headers['svix-signature']).toMatch(/^v1,[^ ,]{44} v1,[^ ,]{44}$/);
		const body = { event: 'transcription.created', payload: { id } };
		expect([svix(received), svix(received, otherSecret)]).toEqual([body, body]);
		expect(() => svix(received, 'whsec_AAAA')).toThrow('No matching signature found');
	});

	test('Standard Webhooks header names; several endpoints; events to choose', async () => {
		const [all, some] = [await receiver(), await receiver()];
		const sandbox = await start({
			webhooks: [
				{ url: all.url, secret },
				{
					url: some.url,
					secret: otherSecret,
					headerNames: 'webhook',
					events: ['transcription.success'],
				},
			],
		});
		const id = await begin(sandbox);
		await until(() => all.calls.length === 2 && some.calls.length === 1);
		const [received] = some.calls as [Received];
		expect(standard(received, otherSecret)).toEqual({
			event: 'transcription.success',
			payload: { id },
		});
		expect(Object.keys(received.headers).filter((name) => name.startsWith('svix'))).toEqual([]);
		// One message has one id, wherever it goes.
		expect(all.calls[1]?.headers['svix-id']).toBe(received.headers['webhook-id']);
	});

	test('beside the callback of the job', async () => {
		const [hook, back] = [await receiver(), await receiver()];
		const sandbox = await start({ webhooks: [{ url: hook.url, secret }] });
		await begin(sandbox, withCallback(back.url));
		await until(() => hook.calls.length === 2 && back.calls.length === 1);
		expect(eventsOf(back.calls)).toEqual(['transcription.success']);
		expect(sandbox.deliveries.map(({ channel, event }) => `${channel} ${event}`).sort()).toEqual([
			'callback transcription.success',
			'webhook transcription.created',
			'webhook transcription.success',
		]);
	});
});

describe('configured while running', () => {
	test('in the process and over HTTP, where the deliveries are shown too', async () => {
		const [first, second] = [await receiver(), await receiver()];
		const sandbox = await start();
		const control = (method: string, path: string, body?: unknown) =>
			call(sandbox, method, `/_sandbox/${path}`, body, {});
		sandbox.setWebhooks([{ url: first.url, secret }]);
		await begin(sandbox);
		await until(() => first.calls.length === 2);

		const webhooks: WebhookEndpoint[] = [
			{ url: second.url, secret: otherSecret, events: ['transcription.success'] },
		];
		expect(await control('PUT', 'webhooks', { webhooks })).toMatchObject({
			status: 200,
			body: { webhooks },
		});
		expect((await control('GET', 'webhooks')).body).toEqual({ webhooks });
		await begin(sandbox);
		await until(() => second.calls.length === 1);
		await until(() => sandbox.deliveries.every(({ state }) => state === 'delivered'));
		expect([first.calls.length, sandbox.deliveries.length]).toEqual([2, 3]);
		expect((await control('GET', 'deliveries')).body).toEqual({ deliveries: sandbox.deliveries });
		expect(sandbox.deliveries[2]?.headers).toEqual({
			'content-type': 'application/json',
			'user-agent': 'gladia-sandbox',
			'svix-id': second.calls[0]?.headers['svix-id'],
			'svix-timestamp': second.calls[0]?.headers['svix-timestamp'],
			'svix-signature': second.calls[0]?.headers['svix-signature'],
		});

		sandbox.reset();
		await begin(sandbox);
		await until(() => second.calls.length === 2);
	});

	test.each([
		['no URL', { url: 'nowhere', secret }, 'Field "webhooks.0.url" must be an http or https URL'],
		[
			'an event there is not',
			{ url: 'http://localhost/', secret, events: ['done'] },
			expect.stringMatching(/^Field "webhooks.0.events.0" must be one of: transcription.created,/),
		],
		['no secret', { url: 'http://localhost/' }, 'Field "webhooks.0.secret" is required'],
	])('refused: %s', async (_, webhook, error) => {
		const sandbox = await start();
		const answer = await call(sandbox, 'PUT', '/_sandbox/webhooks', { webhooks: [webhook] }, {});
		expect(answer).toMatchObject({ status: 400, body: { validation_errors: [error] } });
	});

	test('refused: a secret that cannot sign, here as well as at the start', async () => {
		const sandbox = await start({ webhooks: [{ url: 'http://localhost/', secret }] });
		const webhooks = [{ url: 'http://localhost/', secret: 'whsec_!!' }];
		const message = 'The secret for http://localhost/ is not whsec_ and base64';
		expect(await call(sandbox, 'PUT', '/_sandbox/webhooks', { webhooks }, {})).toMatchObject({
			status: 400,
			body: { message },
		});
		await expect(start({ webhooks })).rejects.toThrow(message);
		expect((await call(sandbox, 'GET', '/_sandbox/webhooks', undefined, {})).body).toEqual({
			webhooks: [{ url: 'http://localhost/', secret }],
		});
	});
});
