/** Lets a limited number of callers in at a time; the others wait in the order they came. */
export class Semaphore {
	private taken = 0;

	private readonly queue: Array<() => void> = [];

	constructor(private readonly limit: number) {}

	/** Runs `work` once a slot is free, and frees it however `work` ends. */
	async run<T>(work: () => Promise<T>): Promise<T> {
		if (this.taken >= this.limit) {
			// The slot is handed over by the one that ends, so `taken` stays as it is.
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

/** Requests that move little data: as many as Gladia runs jobs side by side on paid plans. */
export const MANY_AT_ONCE = 25;

/** Whole files: more at a time would only share the line, and open more files. */
export const FILES_AT_ONCE = 5;
