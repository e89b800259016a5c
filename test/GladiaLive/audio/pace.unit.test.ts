import type { AudioFormat } from '../../../nodes/GladiaLive/audio/audioFormat';
import { frameBytes, PacedAudio } from '../../../nodes/GladiaLive/audio/pace';
import type { Track } from '../../../nodes/GladiaLive/audio/track';
import { openTrack, UnsuitableAudio } from '../../../nodes/GladiaLive/audio/track';
import { noise } from '../support/noise';
import { steppingClock } from '../support/steppingClock';

const pcm: AudioFormat = { encoding: 'wav/pcm', bit_depth: 16, sample_rate: 16000, channels: 1 };
const second = noise(32_000);

async function* pieces(bytes: Uint8Array) {
	for (let at = 0; at < bytes.length; at += 777) yield bytes.subarray(at, at + 777);
}

async function trackOf(chunks: AsyncIterable<Uint8Array>, format = pcm): Promise<Track> {
	const track = await openTrack({ chunks, close: () => undefined }, format);
	if (track instanceof UnsuitableAudio) throw new Error(track.problem);
	return track;
}

async function paced(
	chunks: AsyncIterable<Uint8Array>,
	{ speed = Infinity, maxSeconds = 60, frameSeconds = 0.1, format = pcm } = {},
) {
	const clock = steppingClock();
	const audio = new PacedAudio(await trackOf(chunks, format), {
		speed,
		frameSeconds,
		maxSeconds,
		clock,
	});
	const [frames, times]: [Uint8Array[], number[]] = [[], []];
	for await (const frame of audio) {
		frames.push(frame);
		times.push(Math.round(clock.now()));
	}
	const { reachedLimit } = audio;
	return {
		bytes: Buffer.concat(frames),
		sizes: frames.map(({ length }) => length),
		times,
		reachedLimit,
		clock,
	};
}

const tenths = Array.from({ length: 10 }, (_, n) => n);

it.each([0.5, 1, 2])('sends frames when they would be heard, at speed %d', async (speed) => {
	const { bytes, sizes, times } = await paced(pieces(second), { speed });
	expect(times).toEqual(tenths.map((n) => (n * 100) / speed));
	expect(sizes).toEqual(tenths.map(() => 3_200));
	expect(bytes.equals(second)).toBe(true);
});

it('never pauses when it is as fast as possible', async () => {
	const { sizes, clock } = await paced(pieces(second), { frameSeconds: 0.25 });
	expect(sizes).toEqual([8_000, 8_000, 8_000, 8_000]);
	expect(clock.pauses).toEqual([]);
});

it('stops at the limit, and reports that there was more', async () => {
	const { bytes, reachedLimit } = await paced(pieces(second), { maxSeconds: 0.55 });
	expect(bytes.equals(second.subarray(0, 17_600))).toBe(true);
	expect(reachedLimit).toBe(true);
});

it('has not reached the limit when the audio ends right there', async () => {
	const { bytes, reachedLimit } = await paced(pieces(second), { maxSeconds: 1 });
	expect(bytes.equals(second)).toBe(true);
	expect(reachedLimit).toBe(false);
});

it('ends normally at the limit even if the source breaks off there', async () => {
	async function* breaking(): AsyncGenerator<Uint8Array> {
		yield second;
		throw new Error('The source broke off');
	}
	const { bytes, reachedLimit } = await paced(breaking(), { maxSeconds: 1, frameSeconds: 0.25 });
	expect(bytes.equals(second)).toBe(true);
	expect(reachedLimit).toBe(true);
});

it('waits a second at most for a source that stalls at the limit', async () => {
	async function* stalling(): AsyncGenerator<Uint8Array> {
		yield second;
		await new Promise(() => undefined);
	}
	const { bytes, reachedLimit, clock } = await paced(stalling(), { maxSeconds: 1 });
	expect(bytes.equals(second)).toBe(true);
	expect(reachedLimit).toBe(true);
	expect(clock.pauses).toEqual([1_000]);
});

it('ends with the failure of a source that breaks off before the limit', async () => {
	async function* breaking(): AsyncGenerator<Uint8Array> {
		yield second;
		throw new Error('The source broke off');
	}
	await expect(paced(breaking())).rejects.toThrow('The source broke off');
});

it('never makes a frame longer than half a mebibyte, nor splits a sample', async () => {
	const format = { ...pcm, bit_depth: 24, sample_rate: 48000, channels: 7 };
	const { sizes } = await paced(pieces(noise(1_000_000)), { frameSeconds: 5, format });
	expect(sizes).toEqual([524_286, 475_713]);
	expect(sizes.every((size) => size % 21 === 0)).toBe(true);
});

it.each([
	['a tenth of a second', pcm, 0.1, 3_200],
	['at least one sample', pcm, 0, 2],
	['whole samples of all channels', { ...pcm, channels: 3 }, 0.0001, 6],
	['half a mebibyte at most', { ...pcm, channels: 8 }, 60, 524_288],
])('a frame has %s', (_what, format, seconds, bytes) => {
	expect(frameBytes(format, seconds)).toBe(bytes);
});
