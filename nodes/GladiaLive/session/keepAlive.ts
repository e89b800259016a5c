import type { LiveMessage } from '../messages/liveMessage';
import { byteRangeOf } from '../messages/liveMessage';

/** A chunk without audio, which adds no bytes. */
const EMPTY_CHUNK = JSON.stringify({ type: 'audio_chunk', data: { chunk: '' } });

/**
 * Keeps a connection open while there is no audio to send: Gladia closes one that sends nothing for
 * about 30 seconds. Times are in milliseconds since 1970.
 */
export class KeepAlive {
	private lastSent = 0;

	/** Empty chunks that Gladia may still answer. */
	private unanswered = 0;

	/** @param interval after how many milliseconds without audio an empty chunk is due */
	constructor(private readonly interval: number) {}

	/** Starts over for another connection. */
	restart(now: number): void {
		this.unanswered = 0;
		this.audioSent(now);
	}

	audioSent(now: number): void {
		this.lastSent = now;
	}

	isDue(now: number): boolean {
		return now - this.lastSent >= this.interval;
	}

	/** The empty chunk to send when it is due. */
	take(now: number): string {
		this.lastSent = now;
		this.unanswered++;
		return EMPTY_CHUNK;
	}

	/**
	 * Whether an `audio_chunk` message answers an empty chunk. It is not documented how Gladia answers
	 * one: by acknowledging no bytes, by refusing it, or not at all.
	 */
	isAnswer(message: LiveMessage): boolean {
		if (this.unanswered === 0) return false;
		const range = byteRangeOf(message);
		const isAboutAudio = range !== undefined && range.to > range.from;
		// Answers arrive in order: what was sent before acknowledged audio has its answer, or never will.
		this.unanswered = isAboutAudio ? 0 : this.unanswered - 1;
		return !isAboutAudio;
	}
}
