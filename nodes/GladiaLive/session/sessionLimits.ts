/** Bounds of a session's behaviour on a bad line. Times in milliseconds, sizes in bytes. */
export interface SessionLimits {
	/** How long a handshake may take. */
	handshake: number;
	/** How long sent audio may stay unacknowledged. */
	acknowledgment: number;
	/** How long nothing may be heard after the end of the audio. */
	silenceAtEnd: number;
	/**
	 * How long a line may go on after the end of the audio, whatever is heard. Audio that was sent faster
	 * than it is spoken may take as long as that to be worked through before.
	 */
	ending: number;
	/** How many times in a row the line may fail without any progress. */
	tries: number;
	/** The same when all audio has arrived and only the rest of the messages is missing. */
	triesAtEnd: number;
	/** How long the line may be down without any progress. */
	outage: number;
	/** How long a farewell may take (stop_recording, close). */
	farewell: number;
	/** After how long without audio to send an empty chunk is sent instead. */
	keepAlive: number;
	/** How long a line without anything overdue must have been open to count as progress. */
	steady: number;
	/** Audio kept to be sent again; reading pauses when it is full. */
	held: number;
	/** Audio waiting in the socket; Gladia's advice is to stay below 1 MiB. */
	inSocket: number;
}

/** The limits that are no matter of taste. */
export const fixedLimits: Omit<SessionLimits, 'acknowledgment' | 'ending' | 'tries'> = {
	handshake: 10_000,
	silenceAtEnd: 60_000,
	triesAtEnd: 3,
	outage: 120_000,
	farewell: 4_000,
	keepAlive: 15_000,
	steady: 5_000,
	held: 2 * 1024 * 1024,
	inSocket: 256 * 1024,
};

/**
 * After these a new line would end the same way: what we send, or the session itself, is refused.
 * Gladia's SDK draws the line there too.
 */
export function isFinalCode(code: number): boolean {
	return code >= 4400 && code <= 4499;
}

const FIRST_DELAY = 250;
const LONGEST_DELAY = 5_000;

/**
 * Pause before the next line, in milliseconds: doubles up to 5 s, with ±30 % of chance in it so
 * that many sessions do not come back in step.
 *
 * @param failures how many lines in a row have failed, from 1
 */
export function reconnectDelay(failures: number): number {
	const delay = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** (failures - 1));
	return delay * (0.7 + 0.6 * Math.random());
}
