import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { SAMPLE_PATH } from '../../sandbox/audio/speechSample';
import type { Sandbox } from '../../sandbox/sandbox';
import { startSandbox } from '../../sandbox/sandbox';
import { LiveClient, liveReport, startLive } from './support/liveClient';
import { wave } from './support/wave';

const sample = readFileSync(SAMPLE_PATH);
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const MIB = 1_048_576;

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ livePostProcessingSeconds: 0 });
});
afterEach(() => sandbox.reset());
afterAll(() => sandbox.close());

async function open(body = {}) {
	const session = await startLive(sandbox, body);
	return { ...session, client: await LiveClient.connect(session.url) };
}

describe('frames', () => {
	test('1 MiB is taken; one byte more closes with 1009 and can be resumed', async () => {
		const { client, url, id } = await open();
		client.send(Buffer.alloc(MIB, 1));
		client.send(Buffer.alloc(MIB + 1, 1));
		expect((await client.closed).code).toBe(1009);
		expect(client.acknowledgedBytes).toBe(MIB);
		const again = await LiveClient.connect(url);
		again.send(Buffer.alloc(10, 1));
		await again.message('audio_chunk');
		expect(liveReport(sandbox, id).acceptedBytes).toBe(MIB + 10);
	});

	test('base64 in JSON counts like a binary frame', async () => {
		const { client, id } = await open();
		client.send(sample.subarray(0, 1_000));
		client.send({
			type: 'audio_chunk',
			data: { chunk: sample.subarray(1_000, 3_001).toString('base64') },
		});
		client.send(sample.subarray(3_001));
		client.stop();
		await client.closed;
		expect(liveReport(sandbox, id)).toMatchObject({ sha256: sha256(sample) });
		expect(client.ofType('audio_chunk').map(({ data }) => data?.byte_range)).toEqual([
			[0, 1_000],
			[1_000, 3_001],
			[3_001, sample.length],
		]);
	});

	test.each([
		['no JSON', 'hello', 'A text frame must be JSON'],
		['no object', '[1]', 'A message must be a JSON object'],
		['an unknown type', '{"type":"pause"}', /^A message must be \{"type":"audio_chunk"/],
		['no type', '{"data":{}}', /^A message must be/],
		['an unknown field', '{"type":"stop_recording","now":true}', /^A message must be/],
		['a chunk that is no base64', '{"type":"audio_chunk","data":{"chunk":"%%%%"}}', /base64/],
		['no chunk', '{"type":"audio_chunk","data":{}}', /base64/],
	])('%s is answered with an error, and the session goes on', async (_, text, message) => {
		const { client, id } = await open();
		client.socket.send(text);
		expect(await client.message('error')).toEqual({
			session_id: id,
			created_at: expect.any(String),
			type: 'error',
			error: {
				message: typeof message === 'string' ? message : expect.stringMatching(message),
			},
			data: null,
		});
		client.send(sample);
		client.stop();
		expect((await client.closed).code).toBe(1000);
		expect(liveReport(sandbox, id).sha256).toBe(sha256(sample));
	});

	test('errors are not told to who does not want them', async () => {
		const { client } = await open({ messages_config: { receive_errors: false } });
		client.socket.send('hello');
		client.send(sample);
		client.stop();
		await client.closed;
		expect(client.ofType('error')).toEqual([]);
	});
});

describe('order', () => {
	test('audio after stop_recording is refused and not counted', async () => {
		const { client, id } = await open();
		client.send(sample);
		client.stop();
		client.send(Buffer.alloc(100));
		await client.closed;
		expect(client.ofType('audio_chunk').at(-1)).toMatchObject({
			acknowledged: false,
			error: { message: 'The recording is over' },
			data: null,
		});
		expect(liveReport(sandbox, id)).toMatchObject({
			acceptedBytes: sample.length,
			receivedBytes: sample.length + 100,
			sha256: sha256(sample),
		});
	});

	test('empty audio is refused', async () => {
		const { client } = await open();
		client.send(Buffer.alloc(0));
		expect(await client.message('audio_chunk')).toMatchObject({ acknowledged: false, data: null });
	});

	test('stop_recording without any audio ends an empty session', async () => {
		const { client, id } = await open({ messages_config: { receive_lifecycle_events: true } });
		client.stop();
		expect((await client.closed).code).toBe(1000);
		expect(client.ofType('post_transcript')).toMatchObject([
			{ data: { full_transcript: '', languages: [], utterances: [] } },
		]);
		expect(sandbox.jobs()).toMatchObject([{ id, status: 'done', file: null }]);
	});
});

describe('WAV headers', () => {
	test('a header may come in pieces and with other chunks in it; times leave it out', async () => {
		const list = Buffer.from('LIST\x05\x00\x00\x00INFOx\x00', 'latin1');
		const audio = Buffer.concat([sample.subarray(0, 36), list, sample.subarray(36)]);
		const { client, id } = await open();
		client.sendAll(audio.subarray(0, 70), 3);
		client.send(audio.subarray(70));
		client.stop();
		await client.closed;
		const acknowledged = client.ofType('audio_chunk').map(({ data }) => data);
		expect(acknowledged[1]).toEqual({ byte_range: [3, 6], time_range: [0, 0] });
		expect(acknowledged.at(-1)).toEqual({
			byte_range: [70, audio.length],
			time_range: [0, 19.254],
		});
		expect(liveReport(sandbox, id)).toMatchObject({
			acceptedBytes: audio.length,
			audioDuration: sample.length / 32_000 - 44 / 32_000,
			sha256: sha256(audio),
		});
		expect(client.ofType('transcript')).toHaveLength(4);
	});

	test('without a header every byte is audio, even if it starts like one', async () => {
		const { client, id } = await open();
		client.send(Buffer.from('RIFFraff'));
		client.send(Buffer.alloc(31_992));
		client.stop();
		await client.closed;
		expect(liveReport(sandbox, id)).toMatchObject({ acceptedBytes: 32_000, audioDuration: 1 });
	});

	test.each([
		[{ channels: 2 }, 'channels 1 instead of 2'],
		[{ sample_rate: 8000 }, 'sampleRate 16000 instead of 8000'],
		[{ bit_depth: 24 }, 'bitDepth 16 instead of 24'],
		[{ encoding: 'wav/ulaw' }, 'formatTag 1 instead of 7, bitDepth 16 instead of 8'],
	])('a header that contradicts %j closes with 4400; nothing is accepted', async (body, what) => {
		const { client, id } = await open(body);
		client.send(wave(1).subarray(0, 20));
		client.send(wave(1).subarray(20));
		expect(await client.closed).toEqual({ code: 4400, reason: 'Wrong audio format' });
		expect(client.ofType('error').map(({ error }) => error?.message)).toEqual([
			`The WAV header does not fit the session: ${what}`,
		]);
		expect(liveReport(sandbox, id)).toMatchObject({ acceptedBytes: 20, closed: false });
	});
});
