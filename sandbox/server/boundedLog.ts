/**
 * Keeps the latest entries in one array that never changes identity. Both the number of entries
 * and the bytes they hold are bounded; the oldest go first.
 */
export class BoundedLog<Entry extends object> {
	readonly entries: Entry[] = [];
	private readonly bytesOf = new WeakMap<Entry, number>();
	private totalBytes = 0;

	constructor(private readonly limits: { entries: number; bytes: number }) {}

	/** @param bytes what the entry holds, as far as known; more is counted by `grow` */
	add(entry: Entry, bytes = 0): void {
		this.entries.push(entry);
		this.grow(entry, bytes);
	}

	grow(entry: Entry, bytes: number): void {
		this.bytesOf.set(entry, (this.bytesOf.get(entry) ?? 0) + bytes);
		this.totalBytes += bytes;
		while (this.entries.length > 0 && this.isTooFull()) {
			this.totalBytes -= this.bytesOf.get(this.entries.shift() as Entry) ?? 0;
		}
	}

	clear(): void {
		this.entries.length = 0;
		this.totalBytes = 0;
	}

	private isTooFull(): boolean {
		return this.entries.length > this.limits.entries || this.totalBytes > this.limits.bytes;
	}
}
