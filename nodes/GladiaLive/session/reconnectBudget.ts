import { reconnectDelay } from './sessionLimits';

/** Lines that failed in a row without any progress in between. */
export class Outage {
	private failures = 0;

	private since = 0;

	/** Why the first of them failed. */
	private cause = '';

	/** Counts another failed line. */
	fail(cause: string): void {
		if (this.failures === 0) {
			this.since = Date.now();
			this.cause = cause;
		}
		this.failures++;
	}

	/** Why the session is lost, for people: what came first, and why it could not be mended. */
	explain(last: string): string {
		if (this.failures === 0 || this.cause === last) return last;
		return `${this.cause}, and connecting again did not help: ${last}`;
	}

	/** There was progress. */
	end(): void {
		this.failures = 0;
	}

	/** Whether there have been more than so many failures, or they go on for too long. */
	exceeds(tries: number, milliseconds: number): boolean {
		return this.failures > tries || Date.now() - this.since > milliseconds;
	}

	/** How long to wait before the next line, in milliseconds. */
	get delay(): number {
		return reconnectDelay(this.failures);
	}
}
