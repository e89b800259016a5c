import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { LiveV2InitRequest } from '@gladiaio/sdk';
import { WebSocket } from 'ws';
import { SAMPLE_PATH } from '../../sandbox/audio/speechSample';
import type { Sandbox } from '../../sandbox/sandbox';
import { startSandbox } from '../../sandbox/sandbox';
import { sdkClient } from './support/client';
import { LiveClient, liveReport, startLive } from './support/liveClient';
import { quote } from './support/results';
import { wave } from './support/wave';

const sample = readFileSync(SAMPLE_PATH);
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

let sandbox: Sandbox;
beforeAll(async () => {
	// What the SDK would import by itself in a plain Node without global WebSocket.
	Object.assign(globalThis, { WebSocket });
	sandbox = await startSandbox({ livePostProcessingSeconds: 0 });
});
afterEach(() => sandbox.reset());
afterAll(() => sandbox.close());

interface SdkRun {
	messages: Array<{ type: string; data?: unknown }>;
	connections: number;
	ended: { code: number };
	id: string;
}

/** The official client, with all its defaults: sends everything, stops, waits for the end. */
async function runSdk(
	audio: Buffer,
	options: LiveV2InitRequest = {},
	frameBytes = 16_000,
): Promise<SdkRun> {
	const session = sdkClient(sandbox).liveV2().startSession(options);
	const run: SdkRun = { messages: [], connections: 0, ended: { code: 0 }, id: '' };
	session.on('message', (message) => run.messages.push(message));
	session.on('connected', () => run.connections++);
	session.on('error', (error) => {
		throw error;
	});
	const ended = new Promise<{ code: number }>((resolve) => session.on('ended', resolve));
	for (let at = 0; at < audio.length; at += frameBytes) {
		session.sendAudio(audio.subarray(at, at + frameBytes));
		await new Promise((resolve) => setTimeout(resolve, 1));
	}
	session.stopRecording();
	run.ended = await ended;
	run.id = await session.getSessionId();
	return run;
}

const finalText = ({ messages }: SdkRun) =>
	messages
		.filter(({ type }) => type === 'transcript')
		.map(({ data }) => (data as { utterance: { text: string } }).utterance.text)
		.join(' ');

describe('the official SDK client, unchanged', () => {
	test('streams, hears all messages and ends with 1000', async () => {
		const run = await runSdk(sample, { messages_config: { receive_lifecycle_events: true } });
		expect(run).toMatchObject({ connections: 1, ended: { code: 1000 } });
		expect(finalText(run)).toBe(quote);
		expect(run.messages.at(-1)?.type).toBe('end_session');
		expect(run.messages.map(({ type }) => type)).not.toContain('audio_chunk');
		expect(liveReport(sandbox, run.id)).toMatchObject({
			acceptedBytes: sample.length,
			sha256: sha256(sample),
			stopReceived: true,
			closed: true,
			state: 'ended',
			connections: [{ closeCode: 1000, receivedBytes: sample.length }],
		});
	});

	test.each<[string, { ackBefore: boolean; code?: number }]>([
		['cut before the acknowledgement', { ackBefore: false }],
		['cut after the acknowledgement', { ackBefore: true }],
		['closed with 1011', { ackBefore: true, code: 1011 }],
		['closed with 4500', { ackBefore: false, code: 4500 }],
	])('%s: reconnects and sends exactly the rest', async (_, how) => {
		sandbox.failLiveNext({ kind: 'drop-after-bytes', bytes: 200_001, ...how });
		const run = await runSdk(sample);
		expect(run.ended.code).toBe(1000);
		expect(finalText(run)).toBe(quote);
		const report = liveReport(sandbox, run.id);
		expect(report).toMatchObject({
			acceptedBytes: sample.length,
			sha256: sha256(sample),
			connections: [
				{ fault: 'drop-after-bytes', closeCode: how.code ?? 1006 },
				{ closeCode: 1000 },
			],
		});
		expect(report.receivedBytes).toBeGreaterThan(sample.length);
	});

	test('40 drops at odd places in one session', async () => {
		let mark = 0;
		const audio = wave(60);
		for (let drop = 0; drop < 40; drop++) {
			mark = (mark * 7919 + 104_729) % 40_009;
			sandbox.failLiveNext({
				kind: 'drop-after-bytes',
				bytes: mark,
				ackBefore: drop % 3 !== 0,
				code: drop % 4 === 0 ? 1012 : undefined,
			});
		}
		const run = await runSdk(audio, {}, 4_001);
		expect(run.ended.code).toBe(1000);
		expect(liveReport(sandbox, run.id)).toMatchObject({
			acceptedBytes: audio.length,
			sha256: sha256(audio),
		});
		expect(liveReport(sandbox, run.id).connections.length).toBe(41);
	});

	test('dropped just before the end: reconnects and hears it', async () => {
		sandbox.failLiveNext({ kind: 'drop-before-end' });
		const run = await runSdk(sample, { messages_config: { receive_lifecycle_events: true } });
		expect(run.ended.code).toBe(1000);
		expect(run.messages.filter(({ type }) => type === 'end_session')).toHaveLength(1);
		expect(run.messages.filter(({ type }) => type === 'post_final_transcript')).toHaveLength(1);
		expect(liveReport(sandbox, run.id)).toMatchObject({
			sha256: sha256(sample),
			connections: [{ closeCode: 1006 }, { closeCode: 1000 }],
		});
	});

	test('a code of 4400–4499 ends the session for the SDK', async () => {
		sandbox.failLiveNext({ kind: 'close-code', code: 4429, afterBytes: 40_000 });
		const run = await runSdk(sample);
		expect(run.ended.code).toBe(4429);
		expect(liveReport(sandbox, run.id)).toMatchObject({ acceptedBytes: 40_000, closed: false });
	});
});

describe('resuming by hand', () => {
	test('a session goes on after its last acknowledged byte', async () => {
		const { url, id } = await startLive(sandbox);
		sandbox.failLiveNext({ kind: 'drop-after-bytes', bytes: 70_000 });
		const first = await LiveClient.connect(url);
		first.sendAll(sample.subarray(0, 96_000));
		expect((await first.closed).code).toBe(1006);
		// The frame from 64,000 to 96,000 reached the mark and is lost.
		expect(first.acknowledgedBytes).toBe(64_000);
		expect(liveReport(sandbox, id)).toMatchObject({
			acceptedBytes: 64_000,
			sha256: sha256(sample.subarray(0, 64_000)),
			closed: false,
		});

		const second = await LiveClient.connect(url);
		second.sendAll(sample.subarray(64_000));
		second.stop();
		expect((await second.closed).code).toBe(1000);
		expect(second.messages[0]).toMatchObject({
			type: 'audio_chunk',
			data: { byte_range: [64_000, 96_000], time_range: [1.999, 2.999] },
		});
		expect(liveReport(sandbox, id)).toMatchObject({ sha256: sha256(sample) });
	});

	test('an acknowledgement may cover a part of a frame', async () => {
		const { url, id } = await startLive(sandbox);
		sandbox.failLiveNext({ kind: 'drop-after-bytes', bytes: 33_333, ackBefore: true });
		const client = await LiveClient.connect(url);
		client.sendAll(sample.subarray(0, 64_000));
		await client.closed;
		expect(client.acknowledgedBytes).toBe(33_333);
		expect(liveReport(sandbox, id).acceptedBytes).toBe(33_333);
	});

	test('a newer connection takes over from one that hangs', async () => {
		const { url, id } = await startLive(sandbox);
		const first = await LiveClient.connect(url);
		first.send(sample.subarray(0, 1_000));
		await first.message('audio_chunk');
		const second = await LiveClient.connect(url);
		expect(await first.closed).toEqual({ code: 4409, reason: 'Another connection took over' });
		second.send(sample.subarray(1_000));
		second.stop();
		expect((await second.closed).code).toBe(1000);
		expect(liveReport(sandbox, id)).toMatchObject({ sha256: sha256(sample) });
	});

	test('stop_recording may be repeated on a new connection, not on the same', async () => {
		const { url } = await startLive(sandbox, {
			messages_config: { receive_lifecycle_events: true },
		});
		sandbox.failLiveNext({ kind: 'drop-before-end' });
		const first = await LiveClient.connect(url);
		first.send(sample);
		first.stop();
		first.stop();
		await first.closed;
		expect(first.ofType('stop_recording')).toMatchObject([
			{ acknowledged: true, error: null, data: { recording_duration: 19.254 } },
			{ acknowledged: false, error: { message: expect.any(String) }, data: null },
		]);
		expect(first.ofType('end_session')).toEqual([]);

		const second = await LiveClient.connect(url);
		second.stop();
		expect((await second.closed).code).toBe(1000);
		expect(second.messages.map(({ type }) => type)).toEqual(['end_session']);

		const third = await LiveClient.connect(url);
		expect((await third.closed).code).toBe(4403);
	});

	test('what is said while nobody listens waits for the next connection', async () => {
		const slow = await startSandbox({ livePostProcessingSeconds: 0.1 });
		try {
			const { url } = await startLive(slow);
			const first = await LiveClient.connect(url);
			first.send(sample);
			first.stop();
			await first.message('stop_recording');
			first.socket.terminate();
			await new Promise((resolve) => setTimeout(resolve, 300));
			const second = await LiveClient.connect(url);
			expect((await second.closed).code).toBe(1000);
			expect(second.messages.map(({ type }) => type)).toEqual([
				'post_transcript',
				'post_final_transcript',
			]);
		} finally {
			await slow.close();
		}
	});

	test('a client that closes with 1000 has finished, with or without stop_recording', async () => {
		const { url, id } = await startLive(sandbox);
		const client = await LiveClient.connect(url);
		client.send(sample);
		await client.message('audio_chunk');
		client.socket.close(1000);
		await client.closed;
		const document = async () => await sdkClient(sandbox).liveV2().get(id);
		while ((await document()).status !== 'done') await new Promise((next) => setTimeout(next, 5));
		expect((await document()).result?.transcription?.full_transcript).toBe(quote);
		expect(liveReport(sandbox, id)).toMatchObject({ stopReceived: false, state: 'ended' });
	});
});
