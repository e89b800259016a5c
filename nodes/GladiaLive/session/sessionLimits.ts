/** All limits and pauses of a session. Times in milliseconds, sizes in bytes. */
export interface SessionLimits {
	/** How long a handshake may take. */
	handshake: number;
	/** How long sent audio may stay unacknowledged. */
	acknowledgment: number;
	/** How long the server may stay silent after the end of the audio. */
	silenceAtEnd: number;
	/**
	 * How long a connection may stay open after the end of the audio, whatever is received. Audio that was
	 * sent faster than real time may take its own length to be processed before that.
	 */
	ending: number;
	/** How many times in a row the connection may fail without any progress. */
	maxReconnects: number;
	/** The same when all audio has arrived and only the last messages are missing. */
	maxReconnectsAtEnd: number;
	/** How long the connection may be down without any progress. */
	downtime: number;
	/** Pause before the first reconnect; it doubles with every failure, up to the longest. */
	firstReconnectDelay: number;
	longestReconnectDelay: number;
	/** How long it may take to close a session (stop_recording, then close). */
	closing: number;
	/** Pause before another attempt to send stop_recording. */
	stopRetry: number;
	/** How long without audio until an empty chunk is sent instead. */
	keepAlive: number;
	/** How long an idle connection must have been open to count as progress. */
	stableAfter: number;
	/** Audio kept for retransmission; reading pauses when it is full. */
	retransmitBuffer: number;
	/** Audio waiting in the socket; Gladia advises to stay below 1 MiB. */
	socketBuffer: number;
	/** How often time limits are checked. */
	tick: number;
	/** How often a full socket is checked. */
	drainPoll: number;
}

/** The limits that users cannot set. */
export const fixedLimits: Omit<SessionLimits, 'acknowledgment' | 'ending' | 'maxReconnects'> = {
	handshake: 10_000,
	silenceAtEnd: 60_000,
	maxReconnectsAtEnd: 3,
	downtime: 120_000,
	firstReconnectDelay: 250,
	longestReconnectDelay: 5_000,
	closing: 4_000,
	stopRetry: 300,
	keepAlive: 15_000,
	stableAfter: 5_000,
	retransmitBuffer: 2 * 1024 * 1024,
	socketBuffer: 256 * 1024,
	tick: 100,
	drainPoll: 2,
};
