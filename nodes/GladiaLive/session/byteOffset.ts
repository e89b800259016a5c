import type { ByteRange } from './messages';

/** Where a confirmed range lies in our own count. */
export interface Placement {
	/** Our position after its last byte. */
	end: number;
	/** Up to where Gladia has the audio, from an earlier connection too; may be before `end`. */
	keptUntil: number;
}

/**
 * Translates between Gladia's count of a session's bytes and ours. They differ when others have sent
 * audio to the session before, when Gladia has placed ours elsewhere than expected, and when it
 * counts from 0 again on every connection.
 */
export class GladiaCount {
	/**
	 * Bytes that Gladia placed elsewhere than expected when audio went on over a new line: above zero
	 * when it has heard some twice, below when it has not kept what it had confirmed.
	 */
	misplacedBytes = 0;

	/** Gladia's count less ours, as the latest confirmation told. */
	private difference?: number;

	/** Our position of the first byte on the present line; undefined once a confirmation has come. */
	private lineStart?: number;

	private lines = 0;

	/** Bytes sent, but not confirmed, when the last line broke that had brought a confirmation. */
	private unconfirmed = 0;

	/** Bytes sent again since then over lines that broke before they brought one. */
	private resent = 0;

	/** @param isUsed whether others may have sent audio before, so that nobody knows the difference */
	constructor(isUsed: boolean) {
		if (!isUsed) this.difference = 0;
	}

	/** Whether any confirmation, or that nobody was there before, has told where the audio is. */
	get isKnown(): boolean {
		return this.difference !== undefined;
	}

	/**
	 * Whether the first confirmation on a new line has still to tell what Gladia kept of the audio on
	 * the line before, whose last confirmations may be lost.
	 */
	get isUnsure(): boolean {
		return this.lines > 1 && this.lineStart !== undefined;
	}

	/**
	 * Tells from where on audio is sent over another line.
	 *
	 * @param unconfirmed how many bytes from there on were sent over the line before
	 */
	beginLine(position: number, unconfirmed: number): void {
		if (this.isUnsure) {
			this.resent += unconfirmed;
			return;
		}
		this.lines++;
		this.unconfirmed = unconfirmed;
		this.resent = 0;
		this.lineStart = position;
	}

	/** Finds the place of a confirmed range. */
	place({ from, to }: ByteRange): Placement {
		const keptUntil = this.lineStart === undefined ? 0 : this.settle(from, this.lineStart);
		return { end: to - (this.difference ?? 0), keptUntil };
	}

	/** So many bytes need not be sent again, as Gladia has kept them. */
	skip(bytes: number): void {
		this.misplacedBytes -= bytes;
		if (this.difference !== undefined) this.difference -= bytes;
	}

	/** @returns up to where Gladia has the audio of the lines before */
	private settle(from: number, lineStart: number): number {
		const expected = lineStart + (this.difference ?? from - lineStart);
		// Some count from 0 again on a new line, which tells nothing about the one before.
		const surplus = from === 0 ? 0 : from - expected;
		this.misplacedBytes += surplus;
		this.difference = from - lineStart;
		this.lineStart = undefined;
		return lineStart + Math.min(Math.max(surplus - this.resent, 0), this.unconfirmed);
	}
}
