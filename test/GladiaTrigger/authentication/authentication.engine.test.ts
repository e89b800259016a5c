import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { callbackToken } from '../../../nodes/shared/callbacks/callbackToken';
import {
	API_KEY,
	call,
	SECRET,
	sendCallback,
	sendWebhook,
	signedBySvix,
	webhookBody,
} from '../support/calls';
import { useGladia } from '../support/sandboxTrigger';
import type { TriggerSetup } from '../support/triggerServer';
import * as support from '../support/triggerServer';

const OTHER_SECRET = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD';
const body = webhookBody('transcription.created', 'job-1');
const callback = { id: 'job-1', event: 'transcription.error', error: { code: 500, message: 'no' } };
const parameters = { events: ['all'] };
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
const started = { status: 200, message: 'The workflow was started' };

const unauthorized = { status: 401, message: 'Unauthorized' };

const gladia = useGladia();

/** A trigger whose account knows no job, so that nothing without proof is confirmed. */
const triggerServer = async ({ credentials, ...setup }: TriggerSetup) =>
	await support.triggerServer({
		...setup,
		credentials: { baseUrl: gladia.sandbox().url, ...credentials },
	});

const without = (headers: Record<string, string>, name: string) =>
	Object.fromEntries(Object.entries(headers).filter(([key]) => key !== name));

describe('A signed webhook', () => {
	it('is accepted when Svix signed it', async () => {
		const server = await triggerServer({ parameters });
		expect(await sendWebhook(server.url, body)).toEqual(started);
		expect(server.executions).toHaveLength(1);
	});

	it('is accepted when it is signed by the Standard Webhooks library', async () => {
		const server = await triggerServer({ parameters });
		const at = new Date();
		const headers = {
			'webhook-id': 'msg_1',
			'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
			'webhook-signature': new StandardWebhook(SECRET).sign('msg_1', at, JSON.stringify(body)),
		};
		expect(await call({ url: server.url, body, headers })).toEqual(started);
	});

	it('is verified over the bytes as sent, not over reformatted JSON', async () => {
		const server = await triggerServer({ parameters });
		const text = '{ "event":"transcription.created",\n "payload":{"id":"caf\\u00e9 é"} }';
		const headers = signedBySvix(body);
		const signature = new StandardWebhook(SECRET).sign(headers['svix-id'] ?? '', new Date(), text);
		headers['svix-signature'] = signature;
		expect(await call({ url: server.url, body: text, headers })).toEqual(started);
		expect(server.executions[0]?.[0]?.json.id).toBe('café é');
	});

	it('is accepted when one of several signatures matches', async () => {
		const server = await triggerServer({ parameters });
		const headers = signedBySvix(body);
		const foreign = signedBySvix(body, { secret: OTHER_SECRET })['svix-signature'];
		headers['svix-signature'] = `v2,abc ${foreign} ${headers['svix-signature']}`;
		expect(await call({ url: server.url, body, headers })).toEqual(started);
	});

	it.each([
		`${OTHER_SECRET},${SECRET}`,
		`${SECRET} ${OTHER_SECRET}`,
		`${OTHER_SECRET}\n, ${SECRET}`,
	])('is accepted with either secret while they are being replaced: %j', async (webhookSecret) => {
		const server = await triggerServer({ parameters, credentials: { webhookSecret } });
		expect(await sendWebhook(server.url, body, { secret: SECRET })).toEqual(started);
		expect(await sendWebhook(server.url, body, { secret: OTHER_SECRET })).toEqual(started);
	});

	it('is accepted when the secret was pasted without its prefix', async () => {
		const webhookSecret = SECRET.replace('whsec_', '');
		const server = await triggerServer({ parameters, credentials: { webhookSecret } });
		expect(await sendWebhook(server.url, body)).toEqual(started);
	});

	it.each([-4.9, 4.9])('is accepted when its time is %d minutes away', async (minutes) => {
		const server = await triggerServer({ parameters });
		expect(await sendWebhook(server.url, body, { at: minutesAgo(minutes) })).toEqual(started);
	});

	it.each([-5.1, 5.1, 60 * 24])('is refused when its time is %d minutes away', async (minutes) => {
		const server = await triggerServer({ parameters });
		expect(await sendWebhook(server.url, body, { at: minutesAgo(minutes) })).toEqual(unauthorized);
		expect(server.executions).toEqual([]);
	});

	it('is refused when it is signed with another secret', async () => {
		const server = await triggerServer({ parameters });
		expect(await sendWebhook(server.url, body, { secret: OTHER_SECRET })).toEqual(unauthorized);
		expect(server.executions).toEqual([]);
	});

	const tampered: Array<[string, (headers: Record<string, string>) => Record<string, string>]> = [
		['another id', (headers) => ({ ...headers, 'svix-id': 'msg_other' })],
		[
			'a newer time',
			(headers) => ({ ...headers, 'svix-timestamp': String(Math.floor(Date.now() / 1000) + 9) }),
		],
		['no id', (headers) => without(headers, 'svix-id')],
		['no time', (headers) => without(headers, 'svix-timestamp')],
		['a time that is not a number', (headers) => ({ ...headers, 'svix-timestamp': 'NaN' })],
		['an empty signature', (headers) => ({ ...headers, 'svix-signature': '' })],
		[
			'half a signature',
			(headers) => ({
				...headers,
				'svix-signature': headers['svix-signature']?.slice(0, 20) ?? '',
			}),
		],
		[
			'another version',
			(headers) => ({
				...headers,
				'svix-signature': headers['svix-signature']?.replace('v1', 'v1a') ?? '',
			}),
		],
	];
	it.each(tampered)('is refused with %s', async (_what, change) => {
		const server = await triggerServer({ parameters });
		const headers = change(signedBySvix(body));
		expect(await call({ url: server.url, body, headers })).toEqual(unauthorized);
		expect(server.executions).toEqual([]);
	});

	it('is refused with another body', async () => {
		const server = await triggerServer({ parameters });
		const headers = signedBySvix(body);
		const forged = webhookBody('transcription.created', 'job-2');
		expect((await call({ url: server.url, body: forged, headers })).status).toBe(401);
		expect(server.executions).toEqual([]);
	});

	it.each(['', '   ', 'whsec_', ' , whsec_ '])(
		'is refused, even when signed with the empty key, while the secret is %j',
		async (webhookSecret) => {
			const server = await triggerServer({ parameters, credentials: { webhookSecret } });
			const headers = signedBySvix(body);
			const { 'svix-id': id, 'svix-timestamp': time } = headers;
			const anybodys = createHmac('sha256', '').update(`${id}.${time}.${JSON.stringify(body)}`);
			headers['svix-signature'] = `v1,${anybodys.digest('base64')}`;
			expect(await call({ url: server.url, body, headers })).toEqual(unauthorized);
			expect(await sendWebhook(server.url, body)).toEqual(unauthorized);
			expect(server.executions).toEqual([]);
		},
	);

	it('is not accepted with a token when its signature is wrong', async () => {
		const server = await triggerServer({ parameters });
		const url = `${server.url}?token=${callbackToken(API_KEY, server.url)}`;
		const headers = signedBySvix(body, { secret: OTHER_SECRET });
		expect((await call({ url, body, headers })).status).toBe(401);
	});
});

describe('A credential that is changed while the workflow is active', () => {
	it('applies from then on', async () => {
		const server = await triggerServer({ parameters });
		const send = async (secret: string) => await sendWebhook(server.url, body, { secret });
		expect(await send(SECRET)).toEqual(started);
		expect((await send(OTHER_SECRET)).status).toBe(401);
		server.changeCredential({ webhookSecret: `${SECRET},${OTHER_SECRET}`, apiKey: 'new-key' });
		await sleep(1_100);
		expect(await send(OTHER_SECRET)).toEqual(started);
		const url = `${server.url}?token=${callbackToken('new-key', server.url)}`;
		expect(await call({ url, body: callback })).toEqual(started);
	});
});

describe('A callback', () => {
	it.each(['POST', 'PUT'])('is accepted with the token that our nodes add (%s)', async (method) => {
		const server = await triggerServer({ parameters });
		expect(await sendCallback(server.url, callback, method)).toEqual(started);
		expect(server.executions).toHaveLength(1);
	});

	it('is refused without a token', async () => {
		const server = await triggerServer({ parameters });
		expect(await call({ url: server.url, body: callback })).toEqual(unauthorized);
		expect(server.executions).toEqual([]);
	});

	it.each([
		['a guess', () => 'guess'],
		['nothing', () => ''],
		['the token of another trigger', () => callbackToken(API_KEY, '/webhook/other/gladia-trigger')],
		['the token of another account', (url: string) => callbackToken('other-key', url)],
		['the API key', () => API_KEY],
	])('is refused with %s for a token', async (_what, token) => {
		const server = await triggerServer({ parameters });
		const url = `${server.url}?token=${encodeURIComponent(token(server.url))}`;
		expect(await call({ url, body: callback })).toEqual(unauthorized);
		expect(server.executions).toEqual([]);
	});

	it("is accepted with the trigger's own secret, and still with our nodes' token", async () => {
		const options = { callbackSecret: 'a long & random text' };
		const server = await triggerServer({ parameters: { ...parameters, options } });
		const url = (token: string) => `${server.url}?token=${encodeURIComponent(token)}`;
		expect(await call({ url: url(options.callbackSecret), body: callback })).toEqual(started);
		expect(await sendCallback(server.url, { ...callback, id: 'job-2' })).toEqual(started);
		expect((await call({ url: url('a long'), body: callback })).status).toBe(401);
	});

	it('is refused with an empty token while the own secret is empty', async () => {
		const server = await triggerServer({
			parameters: { ...parameters, options: { callbackSecret: ' ' } },
		});
		expect((await call({ url: `${server.url}?token=`, body: callback })).status).toBe(401);
		expect((await call({ url: `${server.url}?token=%20`, body: callback })).status).toBe(401);
	});
});

describe('A body that is not a Gladia event', () => {
	const bodies: Array<[string, unknown]> = [
		['not an object', [1, 2]],
		['an empty object', {}],
		['no event', { id: 'job-1', payload: {} }],
		['an event of another service', { event: 'invoice.paid', payload: { id: 'job-1' } }],
		['no id', { event: 'transcription.success', payload: {} }],
		['an id that is not a text', { event: 'transcription.success', payload: { id: 7 } }],
		['a list as payload', { event: 'transcription.success', payload: ['job-1'] }],
	];
	it.each(bodies)('starts nothing: %s', async (_what, strange) => {
		const server = await triggerServer({ parameters });
		const refused = { status: 400, message: 'Not a Gladia event' };
		expect(await sendWebhook(server.url, strange)).toEqual(refused);
		expect(await sendCallback(server.url, strange)).toEqual(refused);
		expect(server.executions).toEqual([]);
	});

	it('starts nothing when it is not JSON', async () => {
		const server = await triggerServer({ parameters });
		const url = `${server.url}?token=${callbackToken(API_KEY, server.url)}`;
		const headers = { 'content-type': 'text/plain' };
		expect((await call({ url, body: 'hello', headers })).status).toBe(400);
		expect(server.executions).toEqual([]);
	});

	it('is refused like any other call without proof', async () => {
		const server = await triggerServer({ parameters });
		expect(await call({ url: server.url, body: { hello: 'world' } })).toEqual(unauthorized);
	});
});

it('reads JSON even when the content type does not say so', async () => {
	const server = await triggerServer({ parameters });
	const headers = { ...signedBySvix(body), 'content-type': 'application/octet-stream' };
	expect(await call({ url: server.url, body, headers })).toEqual(started);
});
