import type { ByteRange } from './messages';

/**
 * Translates between Gladia's count of a session's bytes and ours. They differ when others have sent
 * audio to the session before, and when Gladia has placed ours elsewhere than expected.
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

	/** @param isUsed whether others may have sent audio before, so that nobody knows the difference */
	constructor(isUsed: boolean) {
		if (!isUsed) this.difference = 0;
	}

	/** Whether any confirmation, or that nobody was there before, has told where the audio is. */
	get isKnown(): boolean {
		return this.difference !== undefined;
	}

	/** Tells from where on audio is sent over another line. */
	beginLine(position: number): void {
		this.lineStart = position;
	}

	/** Our position for the end of a confirmed range. */
	endOf({ from, to }: ByteRange): number {
		if (this.lineStart !== undefined) {
			const difference = from - this.lineStart;
			this.misplacedBytes += difference - (this.difference ?? difference);
			this.difference = difference;
			this.lineStart = undefined;
		}
		return to - (this.difference ?? 0);
	}
}
