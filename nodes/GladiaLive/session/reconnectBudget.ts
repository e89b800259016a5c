import type { SessionLimits } from './sessionLimits';

type ReconnectLimits = Pick<
	SessionLimits,
	| 'maxReconnects'
	| 'maxReconnectsAtEnd'
	| 'downtime'
	| 'firstReconnectDelay'
	| 'longestReconnectDelay'
>;

/**
 * Counts connections that failed in a row without any progress, and decides whether to try another one.
 * Times are in milliseconds.
 */
export class ReconnectBudget {
	private failures = 0;

	/** When the first of them failed. */
	private since = 0;

	/** Why the first of them failed. */
	private cause = '';

	constructor(private readonly limits: ReconnectLimits) {}

	/** Counts another failed connection. */
	countFailure(cause: string, now: number): void {
		if (this.failures === 0) {
			this.since = now;
			this.cause = cause;
		}
		this.failures++;
	}

	/** There was progress. */
	reset(): void {
		this.failures = 0;
	}

	/**
	 * Whether to give up.
	 *
	 * @param isAtEnd whether all audio has arrived and only the last messages are missing
	 */
	isExhausted(isAtEnd: boolean, now: number): boolean {
		const { maxReconnects, maxReconnectsAtEnd, downtime } = this.limits;
		const allowed = isAtEnd ? maxReconnectsAtEnd : maxReconnects;
		return this.failures > allowed || now - this.since > downtime;
	}

	/** Why the session is lost, for people: the first cause, and why reconnecting did not help. */
	explain(last: string): string {
		if (this.failures === 0 || this.cause === last) return last;
		return `${this.cause}, and connecting again did not help: ${last}`;
	}

	/**
	 * Pause before the next connection: doubles with every failure, ±30 % at random so that many
	 * sessions do not come back in step.
	 *
	 * @param chance from 0 to 1
	 */
	delay(chance = Math.random()): number {
		const { firstReconnectDelay, longestReconnectDelay } = this.limits;
		const doubled = firstReconnectDelay * 2 ** (this.failures - 1);
		return Math.min(longestReconnectDelay, doubled) * (0.7 + 0.6 * chance);
	}
}
