/** Lets a limited number of callers in at a time; the others wait in the order in which they came. */
export class Semaphore {
	private taken = 0;

	private readonly queue: Array<() => void> = [];

	constructor(private readonly limit: number) {}

	/** Runs `work` once a slot is free, and frees it however `work` ends. */
	async run<T>(work: () => Promise<T>): Promise<T> {
		if (this.taken >= this.limit) {
			// Whoever ends hands its slot over, so `taken` stays the same.
			await new Promise<void>((resolve) => this.queue.push(resolve));
		} else {
			this.taken++;
		}
		try {
			return await work();
		} finally {
			const next = this.queue.shift();
			if (next === undefined) this.taken--;
			else next();
		}
	}
}

/** For requests with little data: as many as Gladia runs jobs in parallel on paid plans. */
export const MANY_AT_ONCE = 25;

/** For whole files: more in parallel would only share the bandwidth, and open more files. */
export const FILES_AT_ONCE = 5;
