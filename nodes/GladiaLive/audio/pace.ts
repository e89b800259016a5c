import type { Clock } from '../clock';
import type { AudioFormat } from './audioFormat';
import { blockSize, bytesPerSecond } from './audioFormat';
import type { Track } from './track';
import { wholeBlocks } from './track';

/** Gladia takes frames of up to 1 MiB, and its own SDK sends half of that at most. */
const LARGEST_FRAME = 512 * 1024;

/** How long to look for audio after the limit, only to report that there was more; in milliseconds. */
const LOOK_AHEAD = 1_000;

export interface Pace {
	/** Seconds of audio per second: 1 is real time, Infinity as fast as the server accepts it. */
	speed: number;
	/** Seconds of audio in a frame. */
	frameSeconds: number;
	/** Seconds of audio after which to stop. */
	maxSeconds: number;
	/** When a pause rejects, no further frame comes. */
	clock: Clock;
}

/** Size of a frame in bytes: about as long as asked for, in whole samples, and at least one. */
export function frameBytes(format: AudioFormat, seconds: number): number {
	const wanted = Math.min(LARGEST_FRAME, Math.round(bytesPerSecond(format) * seconds));
	return Math.max(wholeBlocks(wanted, format), blockSize(format));
}

/** Audio in frames, each at the time when it would have been heard at the given speed. */
export class PacedAudio implements AsyncIterable<Uint8Array> {
	/** Whether the audio was cut off at the limit. */
	reachedLimit = false;

	constructor(
		private readonly track: Track,
		private readonly pace: Pace,
	) {}

	async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
		const { format } = this.track;
		const { speed, maxSeconds, frameSeconds, clock } = this.pace;
		const perSecond = bytesPerSecond(format);
		const size = frameBytes(format, frameSeconds);
		let left = wholeBlocks(Math.floor(perSecond * maxSeconds), format);
		let sent = 0;
		const startedAt = clock.now();
		for (;;) {
			const frame = await this.track.read(Math.min(size, left));
			if (frame.length === 0) return;
			const early = startedAt + (sent / perSecond / speed) * 1000 - clock.now();
			if (early > 0) await clock.pause(early);
			yield frame;
			sent += frame.length;
			left -= frame.length;
			if (left > 0) continue;
			// A source that breaks off or stalls now has provided everything that was wanted.
			const hasMore = this.track.read(blockSize(format)).then(
				({ length }) => length > 0,
				() => true,
			);
			this.reachedLimit = await Promise.race([hasMore, clock.pause(LOOK_AHEAD).then(() => true)]);
			return;
		}
	}
}
