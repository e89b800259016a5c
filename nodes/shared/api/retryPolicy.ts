/** Shortest and longest pause between two tries, in milliseconds (Gladia advises at most 30 s). */
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;
const GROWTH = 1.5;
/** At most this much longer than a server asks for, in milliseconds. */
const LONGEST_EXTRA_PAUSE = 5_000;

/**
 * Pause before the next try or status check, in milliseconds: about 1 s at first, growing to 30 s, with
 * ±20 % of jitter so that many items (and many workers) do not ask in step.
 *
 * @param attempt number of pauses before this one
 */
export function backoff(attempt: number): number {
	const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * GROWTH ** attempt);
	return pause * (0.8 + 0.4 * Math.random());
}

/**
 * The pause a server asks for with `Retry-After` (seconds, or a date by the clock of its own `Date`
 * header), in milliseconds.
 *
 * @returns undefined when there is no readable header
 */
export function retryAfter(headers: Record<string, unknown>, now = Date.now()): number | undefined {
	const value = headers['retry-after'];
	if (typeof value !== 'string' || value.trim() === '') return undefined;
	const seconds = Number(value);
	if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
	const date = Date.parse(value);
	if (Number.isNaN(date)) return undefined;
	const serverTime = Date.parse(String(headers.date));
	return Math.max(0, date - (Number.isNaN(serverTime) ? now : serverTime));
}

/**
 * Pause before a retry, in milliseconds: what the server asks for plus some jitter, so that clients do
 * not all come back at once. Where the server asks for nothing, or for less than a second, the pauses
 * grow as those of `backoff`.
 *
 * @param attempt number of pauses before this one
 * @param headers of the answer, if one came
 */
export function pauseBeforeRetry(attempt: number, headers: Record<string, unknown> = {}): number {
	const asked = retryAfter(headers) ?? 0;
	const floor = backoff(attempt);
	if (asked < FIRST_PAUSE) return floor;
	const extra = Math.min(LONGEST_EXTRA_PAUSE, 0.2 * asked) * Math.random();
	return Math.max(asked + extra, Math.min(floor, LONGEST_EXTRA_PAUSE));
}

/** How often and how long to retry a request, and after which failures that is safe. */
export interface RepeatPolicy {
	/** Whether a retry is safe after this status. */
	statuses: (statusCode: number) => boolean;
	/** Whether a retry is safe when the request may have arrived, but no answer came. */
	whenAnswerIsLost: boolean;
	/** Tries in total; an answer of 429 does not count as one. */
	tries: number;
	/** No retries after this time, in milliseconds. */
	patience: number;
	/** How long to try a server that cannot be reached, beyond `tries`, in milliseconds. */
	whileUnreachable?: number;
}

const tooManyRequests = (status: number) => status === 429;
const passing = (status: number) => status === 429 || status === 408 || status >= 500;

const TRIES = 6;
const DEFAULT_PATIENCE = 10 * 60_000;

/** GET and DELETE: a repetition changes nothing. */
export const repeatable: RepeatPolicy = {
	statuses: passing,
	whenAnswerIsLost: true,
	tries: TRIES,
	patience: DEFAULT_PATIENCE,
};

/** Starting a job costs money: retries only what Gladia certainly did not accept. */
export const billed: RepeatPolicy = {
	statuses: tooManyRequests,
	whenAnswerIsLost: false,
	tries: TRIES,
	patience: DEFAULT_PATIENCE,
	whileUnreachable: 60_000,
};

/** An upload is not billed, so only time and transfer limit its retries. */
export const upload = {
	statuses: passing,
	/** How long it may fail, in milliseconds; the time spent sending the file does not count. */
	patience: 5 * 60_000,
	/** How often the connection may break while a file is sent: each time, a part was sent in vain. */
	mostBreaks: 100,
	/** Tries where another one will hardly help: an unknown host, a page instead of an answer. */
	triesWithoutHope: TRIES,
};
