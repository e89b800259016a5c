/** How many queries may be sent at once, and how often one more; ms. */
const BURST = 30;
const REFILL_INTERVAL = 1_000;

/** A token bucket: a burst of queries, then one per second. Times are in milliseconds since 1970. */
export class QueryBudget {
	private left = BURST;

	private refilledAt: number;

	constructor(now: number) {
		this.refilledAt = now;
	}

	/** Takes one query out of the budget; false when none is left. */
	take(now: number): boolean {
		const earned = Math.floor((now - this.refilledAt) / REFILL_INTERVAL);
		this.refilledAt += earned * REFILL_INTERVAL;
		this.left = Math.min(BURST, this.left + earned);
		if (this.left === 0) return false;
		this.left--;
		return true;
	}

	/** Returns a query that turned out not to count. */
	refund(): void {
		this.left = Math.min(BURST, this.left + 1);
	}
}
