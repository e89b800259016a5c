import type { AudioFormat } from '../../../nodes/GladiaLive/audio/audioFormat';
import { formatIssue } from '../../../nodes/GladiaLive/audio/audioFormat';
import { interleave } from '../../../nodes/GladiaLive/audio/interleave';
import type { Track } from '../../../nodes/GladiaLive/audio/track';
import { openTrack, UnsuitableAudio } from '../../../nodes/GladiaLive/audio/track';
import { noise } from '../support/noise';
import { chunk, formatChunk, riff, wav } from '../support/waveFiles';

const pcm: AudioFormat = { encoding: 'wav/pcm', bit_depth: 16, sample_rate: 16000, channels: 1 };

async function* pieces(bytes: Uint8Array, size: number) {
	for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const open = async (
	bytes: Uint8Array,
	raw?: AudioFormat,
	size: number | undefined = bytes.length,
) => await openTrack({ chunks: pieces(bytes, 777), size, close: () => undefined }, raw);

async function track(bytes: Uint8Array, raw?: AudioFormat, size?: number): Promise<Track> {
	const opened = await open(bytes, raw, size);
	if (opened instanceof UnsuitableAudio) throw new Error(opened.problem);
	return opened;
}

async function all({ read }: Track, portion = 1000): Promise<Buffer> {
	const portions: Uint8Array[] = [];
	for (let next = await read(portion); next.length > 0; next = await read(portion)) {
		portions.push(next);
	}
	return Buffer.concat(portions);
}

describe('a track', () => {
	it('is the samples of a WAV file, without header and without what follows them', async () => {
		const samples = noise(10_000);
		const file = riff(
			chunk('LIST', noise(501)),
			formatChunk(1),
			chunk('data', samples),
			chunk('LIST', noise(300)),
		);
		const opened = await track(file);
		expect(opened).toMatchObject({ format: pcm, seconds: 10_000 / 32_000 });
		expect((await all(opened)).equals(samples)).toBe(true);
	});

	it('is raw audio of the given format', async () => {
		const samples = noise(10_000);
		const opened = await track(samples, { ...pcm, channels: 2 });
		expect(opened).toMatchObject({ format: { ...pcm, channels: 2 }, seconds: 10_000 / 64_000 });
		expect((await all(opened)).equals(samples)).toBe(true);
	});

	it('ends with a whole sample', async () => {
		const opened = await track(noise(10_003), { ...pcm, channels: 2 });
		expect((await all(opened)).equals(noise(10_000))).toBe(true);
	});

	it('has no length if neither header nor source has one', async () => {
		const stream = riff(formatChunk(1), chunk('data', noise(1000), 0xffffffff));
		const opened = await openTrack(
			{ chunks: pieces(stream, 100), close: () => undefined },
			undefined,
		);
		expect(opened).toMatchObject({ seconds: undefined });
		expect(await track(stream)).toMatchObject({ seconds: 1000 / 32_000 });
	});

	it('is as long as the file when the header announces more', async () => {
		const broken = riff(formatChunk(1), chunk('data', noise(1000), 50_000));
		const opened = await track(broken);
		expect(opened.seconds).toBe(1000 / 32_000);
		expect(await all(opened)).toHaveLength(1000);
	});
});

describe('unsuitable audio', () => {
	it.each([
		['22.05 kHz', wav(noise(100), { rate: 22_050 }), 'has a sample rate of 22050 Hz'],
		['9 channels', wav(noise(100), { channels: 9 }), 'has 9 channels'],
		['20 bit', wav(noise(100), { bits: 20 }), 'has 20 bit samples'],
		['floating-point', wav(noise(100), {}, 3), 'is a WAV file with floating-point samples'],
		['MP3', Buffer.from('ID3\x04\x00\x00'), 'is an MP3 file'],
	])('%s: is named, with what to convert it to', async (_name, bytes, what) => {
		expect(await open(bytes)).toEqual({
			problem: `${what}, which live transcription does not support`,
			solution:
				'Convert it to WAV with 16-bit PCM and 16 kHz, for example with ffmpeg and the options -ar 16000 -c:a pcm_s16le. Gladia Transcribe accepts it unchanged.',
		});
	});

	it('without a header needs its format', async () => {
		expect(await open(new Uint8Array(100))).toMatchObject({
			problem: 'has no WAV header',
			solution: expect.stringMatching(/^If it is raw audio, set 'Audio Format' to 'Raw Audio'/),
		});
	});

	it('contradicts the entered format', async () => {
		expect(await open(wav(noise(100)), { ...pcm, sample_rate: 8000 })).toEqual({
			problem: 'is a WAV file with 16 bit PCM, 16 kHz, 1 channel, not 16 bit PCM, 8 kHz, 1 channel',
			solution: "Set 'Audio Format' to 'From WAV Header', or correct the format fields",
		});
		expect(await open(wav(noise(100)), pcm)).toMatchObject({ format: pcm });
	});

	it.each([
		['a header and nothing else', wav(new Uint8Array()), undefined],
		['less than a sample', new Uint8Array(1), pcm],
	])('%s', async (_name, bytes, raw) => {
		expect(await open(bytes, raw)).toMatchObject({ problem: 'is empty' });
	});

	it('does not include raw audio that looks like a frame of MP3', async () => {
		const samples = Buffer.from([0xff, 0xfb, 0x90, 0x00, 1, 2, 3, 4, 5, 6, 7, 8]);
		expect((await all(await track(samples, pcm))).equals(samples)).toBe(true);
		expect(await open(Buffer.from('OggS and more of it'), pcm)).toMatchObject({
			problem: 'is an Ogg file (Opus or Vorbis), which live transcription does not support',
		});
	});

	it('includes no format that Gladia supports', () => {
		for (const bit_depth of [8, 16, 24, 32]) {
			for (const sample_rate of [8000, 16000, 32000, 44100, 48000]) {
				for (const channels of [1, 8]) {
					expect(formatIssue({ ...pcm, bit_depth, sample_rate, channels })).toBeUndefined();
				}
			}
		}
	});
});

describe('several tracks', () => {
	it('are interleaved sample by sample, the shorter ones with silence', async () => {
		const interleaved = interleave([
			await track(wav(Buffer.from([1, 2, 3, 4, 5, 6]))),
			await track(wav(Buffer.from([11, 12]))),
			await track(wav(Buffer.from([21, 22, 23, 24]))),
		]) as Track;
		expect(interleaved.format).toEqual({ ...pcm, channels: 3 });
		expect([...(await all(interleaved, 12))]).toEqual([
			...[1, 2, 11, 12, 21, 22],
			...[3, 4, 0, 0, 23, 24],
			...[5, 6, 0, 0, 0, 0],
		]);
	});

	it.each([
		['wav/alaw', 0xd5],
		['wav/ulaw', 0xff],
		['wav/pcm', 0x80],
	])('of %s are silent at %i', async (encoding, silence) => {
		const format = { ...pcm, encoding, bit_depth: 8 };
		const interleaved = interleave([
			await track(Buffer.from([1, 2]), format),
			await track(Buffer.from([3]), format),
		]) as Track;
		expect([...(await all(interleaved))]).toEqual([1, 3, 2, silence]);
	});

	it('of one are just that one', async () => {
		const only = await track(wav(noise(100), { channels: 2 }));
		expect(interleave([only])).toBe(only);
	});

	it('must be mono and of one format', async () => {
		const mono = async () => await track(wav(noise(100)));
		expect(interleave([await mono(), await track(wav(noise(100), { rate: 8000 }))])).toEqual({
			problem: 'has 16 bit PCM, 8 kHz, 1 channel',
			solution:
				'All files must be mono and have the same format; the first one has 16 bit PCM, 16 kHz, 1 channel',
		});
		expect(interleave([await mono(), await track(wav(noise(100), { channels: 2 }))])).toMatchObject(
			{ problem: 'has 16 bit PCM, 16 kHz, 2 channels' },
		);
		const nine = await Promise.all(Array.from({ length: 9 }, mono));
		expect(interleave(nine)).toMatchObject({ problem: 'has 9 files' });
	});
});
