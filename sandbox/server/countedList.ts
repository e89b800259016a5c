interface Counted {
	/** How many matches it is used for; default 1. */
	times?: number;
	/** How many matches pass before the first; default 0. */
	skip?: number;
}

interface Pending<Entry> {
	entry: Entry;
	left: number;
	skip: number;
}

/** Things to play in the next matching cases, in the order in which they were asked for. */
export class CountedList<Entry extends Counted> {
	private pending: Array<Pending<Entry>> = [];

	add(entry: Entry): void {
		this.pending.push({ entry, left: entry.times ?? 1, skip: entry.skip ?? 0 });
	}

	clear(): void {
		this.pending = [];
	}

	/** The first entry that matches and is due, used up by one. */
	takeFirst(matches: (entry: Entry) => boolean): Entry | undefined {
		return this.pending.filter(({ entry }) => matches(entry)).find((pending) => this.useUp(pending))
			?.entry;
	}

	/** All entries that match and are due, each used up by one. */
	takeAll(matches: (entry: Entry) => boolean): Entry[] {
		return this.pending
			.filter(({ entry }) => matches(entry))
			.filter((pending) => this.useUp(pending))
			.map(({ entry }) => entry);
	}

	/** Counts a match; false while the entry still lets matches pass. */
	private useUp(pending: Pending<Entry>): boolean {
		if (pending.skip > 0) {
			pending.skip--;
			return false;
		}
		pending.left--;
		if (pending.left <= 0) this.pending = this.pending.filter((other) => other !== pending);
		return true;
	}
}
