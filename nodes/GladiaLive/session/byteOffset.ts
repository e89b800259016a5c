import type { ByteRange } from '../messages/liveMessage';

/** Where an acknowledged range lies in our own count. */
export interface Placement {
	/** Our position after its last byte. */
	end: number;
	/** Up to where Gladia has the audio of earlier connections; may be before `end`. */
	keptUntil: number;
}

/**
 * Translates Gladia's count of a session's bytes into ours. They differ when another client has sent
 * audio to the session before, when Gladia has placed ours elsewhere than expected, and when it counts
 * from 0 again on every connection.
 */
export class ByteOffset {
	/**
	 * Bytes that Gladia placed elsewhere than expected when audio continued over a new connection: above
	 * zero when it received some twice, below when it did not keep what it had acknowledged.
	 */
	misplacedBytes = 0;

	/** Gladia's count minus ours, by the latest acknowledgment. */
	private difference?: number;

	/** Our position of the first byte on the current connection; undefined after an acknowledgment. */
	private connectionStart?: number;

	private connections = 0;

	/** Bytes sent but not acknowledged when the last connection broke that had an acknowledgment. */
	private unacknowledged = 0;

	/** Bytes sent again since then over connections that broke before their first acknowledgment. */
	private resent = 0;

	/** @param isUsed whether another client may have sent audio before, so that the offset is unknown */
	constructor(isUsed: boolean) {
		if (!isUsed) this.difference = 0;
	}

	/** Whether it is known where Gladia places our audio. */
	get isKnown(): boolean {
		return this.difference !== undefined;
	}

	/**
	 * Whether the first acknowledgment on a new connection has yet to show what Gladia kept of the audio
	 * on the connection before, whose last acknowledgments may be lost.
	 */
	get isUncertain(): boolean {
		return this.connections > 1 && this.connectionStart !== undefined;
	}

	/**
	 * Notes from where audio is sent over another connection.
	 *
	 * @param unacknowledged how many bytes from there were sent over the connection before
	 */
	startConnection(position: number, unacknowledged: number): void {
		if (this.isUncertain) {
			this.resent += unacknowledged;
			return;
		}
		this.connections++;
		this.unacknowledged = unacknowledged;
		this.resent = 0;
		this.connectionStart = position;
	}

	/** Finds the place of an acknowledged range. */
	place({ from, to }: ByteRange): Placement {
		const start = this.connectionStart;
		const keptUntil = start === undefined ? 0 : this.settle(from, start);
		return { end: to - (this.difference ?? 0), keptUntil };
	}

	/** Skips bytes that need not be sent again, as Gladia has kept them. */
	skip(bytes: number): void {
		this.misplacedBytes -= bytes;
		if (this.difference !== undefined) this.difference -= bytes;
	}

	/** @returns up to where Gladia has the audio of earlier connections */
	private settle(from: number, start: number): number {
		const expected = start + (this.difference ?? from - start);
		// Some servers count from 0 again on a new connection, which says nothing about the one before.
		const surplus = from === 0 ? 0 : from - expected;
		this.misplacedBytes += surplus;
		this.difference = from - start;
		this.connectionStart = undefined;
		return start + Math.min(Math.max(surplus - this.resent, 0), this.unacknowledged);
	}
}
