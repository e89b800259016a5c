import type { AudioFormat } from '../../../nodes/GladiaLive/audio/audioFormat';
import { formatIssue } from '../../../nodes/GladiaLive/audio/audioFormat';
import { interleave } from '../../../nodes/GladiaLive/audio/interleave';
import { PacedAudio } from '../../../nodes/GladiaLive/audio/pace';
import { openTrack, UnsuitableAudio, type Track } from '../../../nodes/GladiaLive/audio/track';
import { noise } from '../session/liveSession';
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
	if (opened instanceof UnsuitableAudio) throw new Error(opened.what);
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

	it('does not know its length when nobody does', async () => {
		const stream = riff(formatChunk(1), chunk('data', noise(1000), 0xffffffff));
		const opened = await openTrack(
			{ chunks: pieces(stream, 100), close: () => undefined },
			undefined,
		);
		expect(opened).toMatchObject({ seconds: undefined });
		expect(await track(stream)).toMatchObject({ seconds: 1000 / 32_000 });
	});

	it('is as long as the file when the header promises more', async () => {
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
	])('%s: says what it is and what to convert to', async (_name, bytes, what) => {
		expect(await open(bytes)).toEqual({
			what: `${what}, which Gladia does not take live`,
			next: 'Convert it to WAV with 16 bit PCM and 16 kHz, for example with ffmpeg and the options -ar 16000 -c:a pcm_s16le. Gladia Transcribe takes it as it is.',
		});
	});

	it('without a header asks for the format', async () => {
		expect(await open(new Uint8Array(100))).toMatchObject({
			what: 'has no WAV header',
			next: expect.stringMatching(/^If it is raw audio, set 'Audio Format' to 'Raw Audio'/),
		});
	});

	it('contradicting the entered format', async () => {
		expect(await open(wav(noise(100)), { ...pcm, sample_rate: 8000 })).toEqual({
			what: 'is a WAV file with 16 bit PCM, 16 kHz, 1 channel, not 16 bit PCM, 8 kHz, 1 channel',
			next: "Set 'Audio Format' to 'From WAV Header', or correct the fields of the format",
		});
		expect(await open(wav(noise(100)), pcm)).toMatchObject({ format: pcm });
	});

	it.each([
		['a header and nothing else', wav(new Uint8Array()), undefined],
		['less than a sample', new Uint8Array(1), pcm],
	])('%s', async (_name, bytes, raw) => {
		expect(await open(bytes, raw)).toMatchObject({ what: 'has no sound in it' });
	});

	it('raw audio that looks like a frame of MP3 is taken', async () => {
		const samples = Buffer.from([0xff, 0xfb, 0x90, 0x00, 1, 2, 3, 4, 5, 6, 7, 8]);
		expect((await all(await track(samples, pcm))).equals(samples)).toBe(true);
		expect(await open(Buffer.from('OggS and more of it'), pcm)).toMatchObject({
			what: 'is an Ogg file (Opus or Vorbis), which Gladia does not take live',
		});
	});

	it('knows all formats that Gladia takes', () => {
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
	it('are woven sample by sample, the shorter ones with silence', async () => {
		const woven = interleave([
			await track(wav(Buffer.from([1, 2, 3, 4, 5, 6]))),
			await track(wav(Buffer.from([11, 12]))),
			await track(wav(Buffer.from([21, 22, 23, 24]))),
		]) as Track;
		expect(woven.format).toEqual({ ...pcm, channels: 3 });
		expect([...(await all(woven, 12))]).toEqual([
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
		const woven = interleave([
			await track(Buffer.from([1, 2]), format),
			await track(Buffer.from([3]), format),
		]) as Track;
		expect([...(await all(woven))]).toEqual([1, 3, 2, silence]);
	});

	it('of one are that one', async () => {
		const only = await track(wav(noise(100), { channels: 2 }));
		expect(interleave([only])).toBe(only);
	});

	it('must be mono and alike', async () => {
		const mono = async () => await track(wav(noise(100)));
		expect(interleave([await mono(), await track(wav(noise(100), { rate: 8000 }))])).toEqual({
			what: 'has 16 bit PCM, 8 kHz, 1 channel',
			next: 'Tracks of one session must be mono and alike; the first one has 16 bit PCM, 16 kHz, 1 channel',
		});
		expect(interleave([await mono(), await track(wav(noise(100), { channels: 2 }))])).toMatchObject(
			{ what: 'has 16 bit PCM, 16 kHz, 2 channels' },
		);
		const nine = await Promise.all(Array.from({ length: 9 }, mono));
		expect(interleave(nine)).toMatchObject({ what: 'has 9 tracks' });
	});
});

describe('pace', () => {
	const second = noise(32_000);
	const frames = async (speed: number, { maxSeconds = 60, frameSeconds = 0.1 } = {}) => {
		const pauses: number[] = [];
		const paced = new PacedAudio(await track(second, pcm), {
			speed,
			frameSeconds,
			maxSeconds,
			pause: async (milliseconds) => {
				pauses.push(milliseconds);
				await new Promise((resolve) => setTimeout(resolve, milliseconds));
			},
		});
		const sent: Uint8Array[] = [];
		const began = Date.now();
		for await (const frame of paced) sent.push(frame);
		return { sent, took: Date.now() - began, reachedLimit: paced.reachedLimit };
	};

	it('is real time, or a multiple of it', async () => {
		const real = await frames(1);
		// The last of ten frames is sent when 0.9 seconds have passed.
		expect(real.took).toBeGreaterThanOrEqual(890);
		expect(real.took).toBeLessThan(1_500);
		const double = await frames(2);
		expect(double.took).toBeGreaterThanOrEqual(440);
		expect(double.took).toBeLessThan(900);
		expect(Buffer.concat(double.sent).equals(second)).toBe(true);
	});

	it('is as fast as the frames are taken', async () => {
		const { sent, took } = await frames(Infinity, { frameSeconds: 0.25 });
		expect(took).toBeLessThan(200);
		expect(sent.map(({ length }) => length)).toEqual([8000, 8000, 8000, 8000]);
	});

	it('ends at the limit, and says whether there was more', async () => {
		const cut = await frames(Infinity, { maxSeconds: 0.55 });
		expect(Buffer.concat(cut.sent).equals(second.subarray(0, 17_600))).toBe(true);
		expect(cut.reachedLimit).toBe(true);
		const whole = await frames(Infinity, { maxSeconds: 1 });
		expect(Buffer.concat(whole.sent).equals(second)).toBe(true);
		expect(whole.reachedLimit).toBe(false);
	});

	it('is over at the limit, though the source breaks off then', async () => {
		async function* breaking(): AsyncGenerator<Uint8Array> {
			yield second;
			throw new Error('The source broke off');
		}
		const source = await openTrack({ chunks: breaking(), close: () => undefined }, pcm);
		if (source instanceof UnsuitableAudio) throw new Error(source.what);
		const paced = new PacedAudio(source, {
			speed: Infinity,
			frameSeconds: 0.25,
			maxSeconds: 1,
			pause: async () => undefined,
		});
		const sent: Uint8Array[] = [];
		for await (const frame of paced) sent.push(frame);
		expect(Buffer.concat(sent).equals(second)).toBe(true);
		expect(paced.reachedLimit).toBe(true);
	});

	it('is over at the limit, though the source stalls then', async () => {
		async function* stalling(): AsyncGenerator<Uint8Array> {
			yield second;
			await new Promise(() => undefined);
		}
		const source = await openTrack({ chunks: stalling(), close: () => undefined }, pcm);
		if (source instanceof UnsuitableAudio) throw new Error(source.what);
		const paced = new PacedAudio(source, {
			speed: Infinity,
			frameSeconds: 0.25,
			maxSeconds: 1,
			pause: async (milliseconds) =>
				await new Promise((resolve) => setTimeout(resolve, milliseconds)),
		});
		const sent: Uint8Array[] = [];
		const began = Date.now();
		for await (const frame of paced) sent.push(frame);
		expect(Buffer.concat(sent).equals(second)).toBe(true);
		expect(paced.reachedLimit).toBe(true);
		expect(Date.now() - began).toBeLessThan(2_000);
	});

	it('never makes a frame longer than half a mebibyte, nor cuts a sample', async () => {
		const format = { ...pcm, bit_depth: 24, sample_rate: 48000, channels: 7 };
		const long = await track(noise(1_000_000), format);
		const paced = new PacedAudio(long, {
			speed: Infinity,
			frameSeconds: 5,
			maxSeconds: 60,
			pause: async () => undefined,
		});
		const sizes: number[] = [];
		for await (const { length } of paced) sizes.push(length);
		expect(sizes).toEqual([524_286, 475_713]);
		expect(sizes.every((size) => size % 21 === 0)).toBe(true);
	});
});
