/** Shortest and longest pause between two tries, in milliseconds (Gladia advises at most 30 s). */
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;
const GROWTH = 1.5;
/** A server that names a time is asked little later than that, in milliseconds. */
const LONGEST_EXTRA_PAUSE = 5_000;

/**
 * Pause before the next try or status check, in milliseconds: about 1 s at first, growing to 30 s,
 * with ±20 % of chance in it so that many items (and many workers) do not ask in step.
 *
 * @param attempt how many pauses there have been before, from 0
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
 * Pause before a request is sent again, in milliseconds: what the server asks for and a little more,
 * so that not all come back at once. A server that asks for nothing, for no time or for one that has
 * passed is asked with the growing pauses of `backoff`.
 *
 * @param attempt how many pauses there have been before, from 0
 * @param headers of the answer; none when none came
 */
export function pauseBeforeRetry(attempt: number, headers: Record<string, unknown> = {}): number {
	const asked = retryAfter(headers) ?? 0;
	const floor = backoff(attempt);
	if (asked < FIRST_PAUSE) return floor;
	const extra = Math.min(LONGEST_EXTRA_PAUSE, 0.2 * asked) * Math.random();
	return Math.max(asked + extra, Math.min(floor, LONGEST_EXTRA_PAUSE));
}

/** How often and how long a request may be repeated. Safety decides which failures qualify. */
export interface RepeatPolicy {
	/** Statuses after which the request may be sent again without harm. */
	statuses: (statusCode: number) => boolean;
	/** Whether it may be sent again when no answer came although it may have arrived. */
	whenAnswerIsLost: boolean;
	/** Tries in all; answers of 429 are no failed tries, they are waited out. */
	tries: number;
	/** After how many milliseconds no further try is made. */
	patience: number;
	/** How long a server that cannot be reached is tried beyond `tries`, in milliseconds. */
	whileUnreachable?: number;
}

const tooManyRequests = (status: number) => status === 429;
const passing = (status: number) => status === 429 || status === 408 || status >= 500;

const TRIES = 6;
const DEFAULT_PATIENCE = 10 * 60_000;

/** GET and DELETE: repeating them changes nothing. */
export const repeatable: RepeatPolicy = {
	statuses: passing,
	whenAnswerIsLost: true,
	tries: TRIES,
	patience: DEFAULT_PATIENCE,
};

/** Starting a job costs money: only what Gladia certainly did not take is sent again. */
export const billed: RepeatPolicy = {
	statuses: tooManyRequests,
	whenAnswerIsLost: false,
	tries: TRIES,
	patience: DEFAULT_PATIENCE,
	whileUnreachable: 60_000,
};

/** An upload is not billed, so time and transfer are all that bounds how often it is repeated. */
export const upload = {
	statuses: passing,
	/** How long it may fail; the time in which the file is being sent does not count, in milliseconds. */
	patience: 5 * 60_000,
	/** How often the line may break under a file: each time a part of it was sent for nothing. */
	mostBreaks: 100,
	/** Tries where hardly anything will change: a host that nobody knows, a page that is no answer. */
	triesWithoutHope: TRIES,
};
