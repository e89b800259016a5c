import type { Clock } from '../clock';
import type { LiveMessage } from '../messages/liveMessage';
import type { OpenSocket } from './connection';
import type { SessionLimits } from './sessionLimits';

/** What a session needs to run. */
export interface SessionOptions {
	/** Where to connect, with the session's own token. */
	url: string;
	/** Whether another client may have sent audio to the session before. */
	isUsed: boolean;
	/** The audio, in frames as they are to be sent. */
	frames: AsyncIterable<Uint8Array>;
	/** Bytes per second of audio. */
	bytesPerSecond: number;
	/** Called with every message of the server. */
	onMessage: (message: LiveMessage) => void;
	limits: SessionLimits;
	openSocket: OpenSocket;
	clock: Clock;
	/** Fires when the session must end at once. */
	cancelled: AbortSignal;
}

/**
 * How a session ended: `complete` with all messages; `unconfirmed` when all audio arrived but the
 * connection was lost before the last message; `lost` when not all audio was confirmed, though all of it
 * may have arrived if all was sent.
 */
export interface SessionEnd {
	outcome: 'complete' | 'unconfirmed' | 'lost';
	/** Why, for people; empty when complete. */
	reason: string;
}

/** What became of a session and its audio. */
export interface SessionReport {
	end: SessionEnd;
	/** Bytes of audio read from the source, and acknowledged by Gladia. */
	readBytes: number;
	acknowledgedBytes: number;
	/** Whether all audio was sent, followed by stop_recording. */
	isAllSent: boolean;
	/** Whether Gladia closed the last connection because the session has ended. */
	isOver: boolean;
	/** How many times the connection was replaced. */
	reconnects: number;
	/**
	 * Bytes that Gladia placed elsewhere than expected when the audio continued over a new connection:
	 * above zero when it received some twice, below when it did not keep what it had acknowledged.
	 */
	misplacedBytes: number;
	/** Why the source ended too early. */
	sourceFailure?: Error;
}
