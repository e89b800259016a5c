import type { OpenSocket } from './connection';
import type { LiveMessage } from './messages';
import type { SessionLimits } from './sessionLimits';

/** What a session needs of the world around it. */
export interface SessionTools {
	open: OpenSocket;
	/** Waits some milliseconds, and may reject when the signal fires. */
	pause: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
	/** Fires when the session shall end at once. */
	cancelled: AbortSignal;
}

export interface SessionStart {
	/** Where to connect, with the session's own token. */
	url: string;
	/** Whether others may have sent audio to the session before. */
	isUsed: boolean;
	/** The audio in frames as they shall be sent. */
	frames: AsyncIterable<Uint8Array>;
	/** How much audio is spoken in a second. */
	bytesPerSecond: number;
	/** Gets every message of the server. */
	hear: (message: LiveMessage) => void;
	limits: SessionLimits;
	tools: SessionTools;
}

/**
 * How a session ended: `complete` with all messages; `unconfirmed` when all audio arrived but the
 * line was lost before the last message; `lost` when not all audio was confirmed, though all of it
 * may have arrived when all was sent.
 */
export interface SessionEnd {
	how: 'complete' | 'unconfirmed' | 'lost';
	/** Why, for people; empty when complete. */
	reason: string;
}

export interface SessionReport {
	end: SessionEnd;
	/** Bytes of audio read from the source, and confirmed by Gladia. */
	readBytes: number;
	acknowledgedBytes: number;
	/** Whether all audio was sent, and that it is all. */
	isAllSent: boolean;
	/** Whether Gladia closed the last line because the session has ended. */
	isOver: boolean;
	/** How many times the line was replaced. */
	reconnects: number;
	/**
	 * Bytes that Gladia placed elsewhere than expected when the audio went on over a new line: above
	 * zero when it has heard some twice, below when it has not kept what it had confirmed.
	 */
	misplacedBytes: number;
	/** Why the source ended too early. */
	sourceFailure?: Error;
}
