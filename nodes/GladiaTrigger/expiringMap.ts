/** Longer than Svix keeps repeating a delivery (27.6 hours), in milliseconds. */
const MAX_AGE = 28 * 60 * 60_000;

/** A map of the latest entries, bounded in number and age. */
export class ExpiringMap<Value> {
	private readonly entries = new Map<string, { value: Value; at: number }>();

	/**
	 * @param limit maximum number of entries
	 * @param maxAge how long an entry is kept, in milliseconds
	 */
	constructor(
		private readonly limit: number,
		private readonly maxAge = MAX_AGE,
	) {}

	get size(): number {
		return this.entries.size;
	}

	get(key: string, now = Date.now()): Value | undefined {
		const entry = this.entries.get(key);
		return entry !== undefined && now - entry.at <= this.maxAge ? entry.value : undefined;
	}

	set(key: string, value: Value, now = Date.now()): void {
		// A Map iterates in insertion order, so the oldest entry comes first.
		this.entries.delete(key);
		this.entries.set(key, { value, at: now });
		for (const [oldest, { at }] of this.entries) {
			if (this.entries.size <= this.limit && now - at <= this.maxAge) break;
			this.entries.delete(oldest);
		}
	}

	delete(key: string): void {
		this.entries.delete(key);
	}
}
