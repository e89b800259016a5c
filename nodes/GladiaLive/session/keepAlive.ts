import type { LiveMessage } from './messages';
import { byteRangeOf } from './messages';

/** A chunk without audio, which counts no bytes. */
const EMPTY_CHUNK = JSON.stringify({ type: 'audio_chunk', data: { chunk: '' } });

/**
 * Keeps a connection open while there is no audio to send: Gladia closes one that brings nothing
 * for about 30 seconds.
 */
export class KeepAlive {
	private lastSent = 0;

	/** Empty chunks that Gladia may still answer. */
	private unanswered = 0;

	/** @param interval after how many milliseconds without audio an empty chunk is due */
	constructor(private readonly interval: number) {}

	/** Starts anew for another connection. */
	restart(): void {
		this.unanswered = 0;
		this.audioSent();
	}

	audioSent(): void {
		this.lastSent = Date.now();
	}

	get isDue(): boolean {
		return Date.now() - this.lastSent >= this.interval;
	}

	/** What to send when it is due. */
	take(): string {
		this.lastSent = Date.now();
		this.unanswered++;
		return EMPTY_CHUNK;
	}

	/**
	 * Whether an `audio_chunk` message answers an empty chunk. Nothing documents what Gladia says to
	 * one: a confirmation of no bytes, a refusal, or nothing.
	 */
	isAnswer(message: LiveMessage): boolean {
		if (this.unanswered === 0) return false;
		const range = byteRangeOf(message);
		const isAboutAudio = range !== undefined && range.to > range.from;
		// Answers come in order: what was sent before confirmed audio is answered, or never will be.
		this.unanswered = isAboutAudio ? 0 : this.unanswered - 1;
		return !isAboutAudio;
	}
}
