import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { WebSocket } from 'ws';
import { SAMPLE_PATH } from '../../sandbox/audio/speechSample';
import type { LiveFault, Sandbox } from '../../sandbox/sandbox';
import { startSandbox } from '../../sandbox/sandbox';
import { call } from './support/client';
import { LiveClient, liveReport, startLive } from './support/liveClient';
import { until } from './support/sandboxes';

const sample = readFileSync(SAMPLE_PATH);
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ livePostProcessingSeconds: 0 });
});
afterEach(() => sandbox.reset());
afterAll(() => sandbox.close());

async function withFault(fault: LiveFault) {
	const session = await startLive(sandbox);
	sandbox.failLiveNext(fault);
	return { ...session, client: await LiveClient.connect(session.url) };
}

/** Sends the rest over a new connection and checks that the stream is whole. */
async function resume(url: string, id: string, from: number): Promise<void> {
	const client = await LiveClient.connect(url);
	client.sendAll(sample.subarray(from));
	client.stop();
	expect((await client.closed).code).toBe(1000);
	expect(liveReport(sandbox, id)).toMatchObject({
		acceptedBytes: sample.length,
		sha256: sha256(sample),
	});
}

describe('faults of live connections', () => {
	test.each([0, 1, 44, 32_000, 50_001])('drop-after-bytes at %d, without ack', async (bytes) => {
		const { client, url, id } = await withFault({ kind: 'drop-after-bytes', bytes });
		client.sendAll(sample, 16_000);
		expect((await client.closed).code).toBe(1006);
		const whole = Math.max(0, Math.ceil(bytes / 16_000) - 1) * 16_000;
		expect(client.acknowledgedBytes).toBe(whole);
		await resume(url, id, whole);
	});

	test.each([1, 44, 32_000, 50_001])('drop-after-bytes at %d, with ack', async (bytes) => {
		const { client, url, id } = await withFault({
			kind: 'drop-after-bytes',
			bytes,
			ackBefore: true,
		});
		client.sendAll(sample, 16_000);
		expect((await client.closed).code).toBe(1006);
		expect(client.acknowledgedBytes).toBe(bytes);
		await resume(url, id, bytes);
	});

	test('close-code: at once, or after so many bytes', async () => {
		const { client, url, id } = await withFault({ kind: 'close-code', code: 1013 });
		expect((await client.closed).code).toBe(1013);
		sandbox.failLiveNext({ kind: 'close-code', code: 4503, afterBytes: 20_000 });
		const second = await LiveClient.connect(url);
		second.sendAll(sample, 16_000);
		expect((await second.closed).code).toBe(4503);
		expect(second.acknowledgedBytes).toBe(20_000);
		await resume(url, id, 20_000);
	});

	test('mute: hears nothing and says nothing, from the start or later', async () => {
		const { client, url, id } = await withFault({ kind: 'mute', afterBytes: 16_000 });
		client.sendAll(sample, 16_000);
		client.stop();
		await client.message('audio_chunk');
		await new Promise((resolve) => client.socket.ping(() => resolve(undefined)));
		await new Promise((resolve) => setTimeout(resolve, 100));
		expect(client.messages.map(({ type }) => type)).toEqual(['audio_chunk']);
		expect(liveReport(sandbox, id)).toMatchObject({ acceptedBytes: 16_000, stopReceived: false });
		client.socket.terminate();

		sandbox.failLiveNext({ kind: 'mute' });
		const second = await LiveClient.connect(url);
		second.sendAll(sample.subarray(16_000), 16_000);
		await new Promise((resolve) => setTimeout(resolve, 100));
		expect(second.messages).toEqual([]);
		second.socket.terminate();
		await resume(url, id, 16_000);
	});

	test('refuse: the handshake gets an HTTP error, as often as asked for', async () => {
		const { url } = await startLive(sandbox);
		sandbox.failLiveNext({ kind: 'refuse', times: 2 });
		sandbox.failLiveNext({ kind: 'refuse', status: 429, retryAfterSeconds: 3 });
		for (const status of [503, 503, 429]) {
			await expect(LiveClient.connect(url)).rejects.toThrow(
				`Unexpected server response: ${status}`,
			);
		}
		const client = await LiveClient.connect(url);
		expect(client.socket.readyState).toBe(WebSocket.OPEN);
	});

	test('refuse: headers and body are those of an API error', async () => {
		const { url } = await startLive(sandbox);
		sandbox.failLiveNext({ kind: 'refuse', status: 429, retryAfterSeconds: 3 });
		const socket = new WebSocket(url);
		const answer = await new Promise<{ headers: object; body: string }>((resolve) => {
			socket.on('unexpected-response', (_, response) => {
				let body = '';
				response.on('data', (chunk) => (body += chunk));
				response.on('end', () => resolve({ headers: response.headers, body }));
			});
		});
		expect(answer.headers).toMatchObject({ 'retry-after': '3', connection: 'close' });
		expect(JSON.parse(answer.body)).toMatchObject({ statusCode: 429, path: '/v2/live' });
	});

	test('hang-handshake: no answer until the client gives up', async () => {
		const { url } = await startLive(sandbox);
		sandbox.failLiveNext({ kind: 'hang-handshake' });
		const socket = new WebSocket(url, { handshakeTimeout: 150 });
		const error = await new Promise<Error>((resolve) => socket.on('error', resolve));
		expect(error.message).toBe('Opening handshake has timed out');
		const client = await LiveClient.connect(url);
		expect(client.socket.readyState).toBe(WebSocket.OPEN);
	});

	test('slow-reader: reads at the asked pace, and everything', async () => {
		const { client, id } = await withFault({ kind: 'slow-reader', bytesPerSecond: 1_000_000 });
		const before = performance.now();
		client.sendAll(sample, 32_000);
		client.stop();
		expect((await client.closed).code).toBe(1000);
		expect(performance.now() - before).toBeGreaterThan(500);
		expect(liveReport(sandbox, id)).toMatchObject({ sha256: sha256(sample) });
	});

	test('slow-reader: a fast client has to wait for the socket', async () => {
		const { client } = await withFault({ kind: 'slow-reader', bytesPerSecond: 100_000 });
		client.sendAll(Buffer.alloc(60_000_000), 500_000);
		await new Promise((resolve) => setTimeout(resolve, 300));
		expect(client.socket.bufferedAmount).toBeGreaterThan(20_000_000);
		expect(client.acknowledgedBytes).toBeLessThan(2_000_000);
		client.socket.terminate();
	});

	test('invalid-json and error-message: once, and the session goes on', async () => {
		const { client, id } = await withFault({ kind: 'invalid-json', afterBytes: 10_000 });
		client.sendAll(sample);
		client.stop();
		expect((await client.closed).code).toBe(1000);
		expect(client.garbage).toEqual(['{"type":"transcript","data":{"id"']);
		expect(liveReport(sandbox, id).sha256).toBe(sha256(sample));

		const second = await withFault({ kind: 'error-message', message: 'The model is tired' });
		second.client.sendAll(sample);
		second.client.stop();
		expect((await second.client.closed).code).toBe(1000);
		expect(second.client.ofType('error').map(({ error }) => error)).toEqual([
			{ message: 'The model is tired' },
		]);
	});

	test('drop-before-end: everything but the end is there, and the end on the next line', async () => {
		const { client, url } = await withFault({ kind: 'drop-before-end', code: 1001 });
		client.sendAll(sample);
		client.stop();
		expect((await client.closed).code).toBe(1001);
		expect(client.messages.at(-1)?.type).toBe('post_final_transcript');
		const second = await LiveClient.connect(url);
		expect((await second.closed).code).toBe(1000);
		expect(second.messages).toEqual([]);
	});

	test('faults wait in line; skip lets connections pass', async () => {
		const { url } = await startLive(sandbox);
		sandbox.failLiveNext({ kind: 'close-code', code: 4001, skip: 1, times: 2 });
		sandbox.failLiveNext({ kind: 'close-code', code: 4002, skip: 1 });
		const codes: Array<number | 'open'> = [];
		for (let round = 0; round < 5; round++) {
			const client = await LiveClient.connect(url);
			const open = new Promise<'open'>((resolve) => setTimeout(() => resolve('open'), 60));
			codes.push(await Promise.race([client.closed.then(({ code }) => code), open]));
		}
		expect(codes).toEqual(['open', 4001, 4001, 4002, 'open']);
	});
});

describe('over HTTP', () => {
	const control = (method: string, path: string, body?: unknown) =>
		call(sandbox, method, `/_sandbox/live${path}`, body, {});

	test('faults are asked for and forgotten, sessions are shown', async () => {
		const { url, id } = await startLive(sandbox, { sample_rate: 8000 }, '?region=us-west');
		const fault = { kind: 'drop-after-bytes', bytes: 5_000, ackBefore: true };
		expect((await control('POST', '/faults', fault)).status).toBe(204);
		const client = await LiveClient.connect(url);
		client.sendAll(Buffer.alloc(10_000, 1));
		expect((await client.closed).code).toBe(1006);

		expect((await control('POST', '/faults', { kind: 'refuse' })).status).toBe(204);
		expect((await control('DELETE', '/faults')).status).toBe(204);
		const second = await LiveClient.connect(url);
		second.socket.terminate();
		await until(() => liveReport(sandbox, id).connections[1]?.closedAt !== undefined);

		const connection = {
			openedAt: expect.any(Number),
			closedAt: expect.any(Number),
			closeCode: 1006,
			headers: expect.objectContaining({ upgrade: 'websocket' }),
		};
		expect((await control('GET', '')).body).toEqual({
			sessions: [
				{
					id,
					url,
					createdAt: expect.any(String),
					region: 'us-west',
					config: { sample_rate: 8000 },
					state: 'recording',
					receivedBytes: 10_000,
					acceptedBytes: 5_000,
					sha256: sha256(Buffer.alloc(5_000, 1)),
					audioDuration: 0.3125,
					connections: [
						{ ...connection, receivedBytes: 10_000, fault: 'drop-after-bytes' },
						{ ...connection, receivedBytes: 0 },
					],
					stopReceived: false,
					expired: false,
					closed: false,
				},
			],
		});
	});

	test.each([
		[{ kind: 'explode' }],
		[{}],
		[{ kind: 'drop-after-bytes' }],
		[{ kind: 'drop-after-bytes', bytes: -1 }],
		[{ kind: 'mute', bytes: 1 }],
		[{ kind: 'close-code', code: 1006 }],
		[{ kind: 'refuse', status: 200 }],
		[{ kind: 'slow-reader', bytesPerSecond: 0 }],
		[{ kind: 'mute', times: 0 }],
	])('refused: %j', async (fault) => {
		expect(await control('POST', '/faults', fault)).toMatchObject({
			status: 400,
			body: { validation_errors: [expect.any(String)] },
		});
	});
});
