import { reconnectDelay } from './sessionLimits';

/** Lines that failed in a row without any progress in between. */
export class Outage {
	private failures = 0;

	private since = 0;

	/** Counts another failed line. */
	fail(): void {
		if (this.failures === 0) this.since = Date.now();
		this.failures++;
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
