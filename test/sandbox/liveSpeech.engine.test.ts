import { readFileSync } from 'node:fs';
import { parseBuffer } from 'music-metadata';
import { SAMPLE_PATH } from '../../sandbox/audio/speechSample';
import type { JsonObject } from '../../sandbox/json';
import type { Sandbox } from '../../sandbox/sandbox';
import { startSandbox } from '../../sandbox/sandbox';
import { sdkClient } from './support/client';
import type { LiveClient } from './support/liveClient';
import { transcribeLive } from './support/liveClient';
import { quote } from './support/results';
import { wave } from './support/wave';

const pcm = readFileSync(SAMPLE_PATH).subarray(44);
const silence = Buffer.alloc(pcm.length);
/** The second speaker starts after 8 s. */
const SECOND_SPEAKER = 8 * 32_000;

/** Mono tracks of 16 bit as the channels of one stream; shorter ones end in silence. */
function interleaved(...tracks: Buffer[]): Buffer {
	const frames = Math.max(...tracks.map(({ length }) => length)) / 2;
	const result = Buffer.alloc(frames * tracks.length * 2);
	tracks.forEach((track, channel) => {
		for (let frame = 0; frame < track.length / 2; frame++) {
			track.copy(result, (frame * tracks.length + channel) * 2, frame * 2, frame * 2 + 2);
		}
	});
	return result;
}

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ livePostProcessingSeconds: 0 });
});
afterEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const heard = (client: LiveClient) =>
	client.ofType('transcript').map(({ data }) => {
		const { channel, text } = data?.utterance as { channel: number; text: string };
		return { channel, text };
	});
const said = (...channels: number[]) => {
	const lines = [
		'Your call is now first in line and will be answered by the next available representative.',
		'Thank you for your patience.',
		'And so my fellow Americans, ask not what your country can do for you,',
		'ask what you can do for your country.',
	];
	return channels.map((channel, position) => ({ channel, text: lines[position] }));
};

describe('the bundled recording in a stream', () => {
	const caller = Buffer.concat([pcm.subarray(0, SECOND_SPEAKER), silence.subarray(SECOND_SPEAKER)]);
	const answer = Buffer.concat([silence.subarray(0, SECOND_SPEAKER), pcm.subarray(SECOND_SPEAKER)]);

	test.each([
		['one speaker per channel', interleaved(caller, answer), 2, said(0, 0, 1, 1)],
		['the other way round', interleaved(answer, caller), 2, said(1, 1, 0, 0)],
		['the same in both channels', interleaved(pcm, pcm), 2, said(0, 0, 0, 0)],
		['beside a tone', interleaved(wave(20).subarray(44), pcm), 2, said(1, 1, 1, 1)],
		[
			'in the last of eight channels',
			interleaved(...Array<Buffer>(7).fill(silence), pcm),
			8,
			said(7, 7, 7, 7),
		],
	])('%s', async (_, audio, channels, expected) => {
		const { client } = await transcribeLive(sandbox, audio, { channels }, 100_001);
		expect(heard(client)).toEqual(expected);
		const speech = client.ofType('speech_start').map(({ data }) => data?.channel);
		expect(speech).toEqual(expected.map(({ channel }) => channel));
		const [final] = client.ofType('post_final_transcript');
		expect(final?.data).toMatchObject({
			metadata: { number_of_distinct_channels: channels },
			transcription: { full_transcript: quote },
		});
	});

	test('over and over', async () => {
		const { client } = await transcribeLive(sandbox, Buffer.concat([pcm, pcm, pcm]), {});
		expect(heard(client)).toEqual([...said(0, 0, 0, 0), ...said(0, 0, 0, 0), ...said(0, 0, 0, 0)]);
		const starts = client.ofType('speech_start').map(({ data }) => data?.time);
		expect(starts.slice(0, 5)).toEqual([0.48, 6.28, 8.97, 16.83, 19.73]);
	});

	test('broken off: the last utterance ends with the last word', async () => {
		const { client } = await transcribeLive(sandbox, pcm.subarray(0, 3 * 32_000));
		expect(heard(client)).toEqual([
			{ channel: 0, text: 'Your call is now first in line and will' },
		]);
		expect(client.ofType('stop_recording')[0]?.data).toEqual({
			recording_duration: 3,
			recording_left_to_process: 2.52,
		});
	});

	test('followed by silence: nobody speaks in it', async () => {
		const audio = Buffer.concat([pcm, silence, silence, pcm.subarray(0, SECOND_SPEAKER)]);
		const { client } = await transcribeLive(sandbox, audio);
		expect(heard(client)).toEqual([...said(0, 0, 0, 0), ...said(0, 0)]);
		expect(client.ofType('speech_start').map(({ data }) => data?.time)).toHaveLength(6);
	});

	test('followed by something else: no words are made up for that', async () => {
		const audio = Buffer.concat([pcm.subarray(0, SECOND_SPEAKER), wave(30).subarray(44)]);
		const { client } = await transcribeLive(sandbox, audio, {}, 640_000);
		expect(heard(client)).toEqual(said(0, 0));
	});
});

describe('formats', () => {
	const cases: Array<[JsonObject, number, string]> = [
		[{}, 32_000, 'PCM'],
		[{ bit_depth: 8, sample_rate: 8000, channels: 3 }, 24_000, 'PCM'],
		[{ bit_depth: 24, sample_rate: 44_100, channels: 2 }, 264_600, 'PCM'],
		[{ bit_depth: 32, sample_rate: 48_000, channels: 8 }, 1_536_000, 'PCM'],
		[{ encoding: 'wav/alaw', sample_rate: 8000 }, 8_000, 'non-PCM (6)'],
		[{ encoding: 'wav/ulaw', sample_rate: 32_000, channels: 2 }, 64_000, 'non-PCM (7)'],
	];

	test.each(cases)('%j: %d bytes are a second, and the file is a WAV of it', async (...args) => {
		const [body, bytesPerSecond, codec] = args;
		const audio = Buffer.alloc(bytesPerSecond * 2, 85);
		const { client, session } = await transcribeLive(sandbox, audio, body, 500_000);
		expect(client.ofType('audio_chunk').at(-1)?.data).toMatchObject({
			time_range: [expect.any(Number), 2],
		});
		const file = Buffer.from(await sdkClient(sandbox).liveV2().getFile(session.id));
		const { format } = await parseBuffer(file, 'audio/wav', { duration: true });
		expect(format).toMatchObject({
			container: 'WAVE',
			codec,
			sampleRate: body.sample_rate ?? 16_000,
			numberOfChannels: body.channels ?? 1,
			bitsPerSample: body.encoding === undefined ? (body.bit_depth ?? 16) : 8,
		});
		expect(file.subarray(-audio.length).equals(audio)).toBe(true);
	});
});
