import { pause } from '../shared/async/cancellation';

/** Time as a session and its audio see it, so that tests can pass a clock of their own. */
export interface Clock {
	/** Milliseconds since 1970. */
	now: () => number;
	/** Waits so many milliseconds; may reject when the signal fires. */
	pause: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}

/** The clock of the machine. Its pauses reject with the reason of the signal. */
export const systemClock: Clock = {
	now: () => Date.now(),
	pause: async (milliseconds, signal) =>
		await pause({ getExecutionCancelSignal: () => signal }, milliseconds),
};
