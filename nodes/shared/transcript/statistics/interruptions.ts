import type { Span } from './spans';

/**
 * Shorter overlaps are how people take turns anyway, and less than what the times of a transcript
 * promise; in milliseconds.
 */
const LEAST_OVERLAP = 250;

/** How often a speaker interrupted, and was interrupted. */
export interface Interruptions {
	made: number;
	suffered: number;
}

/**
 * Who interrupts whom: a speaker begins at least a quarter of a second before another one stops, and
 * still speaks when that one has stopped. Whoever says "mhm" meanwhile, or gives up, does not interrupt.
 * Counted for each speaker who is interrupted. A sweep along all starts and ends, O(n log n) even if
 * everybody speaks at once.
 *
 * @param tracks merged spans, one list for each speaker
 * @returns one entry for each speaker
 */
export function countInterruptions(tracks: Span[][]): Interruptions[] {
	const spans = tracks.flatMap((track, speaker) => track.map((span) => ({ ...span, speaker })));
	const byStart = spans.toSorted((left, right) => left.start - right.start);
	const byEnd = spans.toSorted((left, right) => right.end - left.end);
	const counts = tracks.map(() => ({ made: 0, suffered: 0 }));

	const ends = new Tally(spans.map(({ end }) => end));
	let begun = 0;
	for (const { start, end, speaker } of byStart) {
		// Merged spans of one speaker do not touch, so what is counted here are others.
		for (; (byStart[begun]?.start ?? Infinity) < start; begun++) ends.add(byStart[begun]?.end ?? 0);
		const count = counts[speaker];
		if (count) count.made += ends.countBelow(end) - ends.countBelow(start + LEAST_OVERLAP);
	}

	const starts = new Tally(spans.map(({ start }) => start));
	let later = 0;
	for (const { start, end, speaker } of byEnd) {
		for (; (byEnd[later]?.end ?? 0) > end; later++) starts.add(byEnd[later]?.start ?? 0);
		const count = counts[speaker];
		if (count === undefined || end - LEAST_OVERLAP <= start) continue;
		count.suffered += starts.countBelow(end - LEAST_OVERLAP + 1) - starts.countBelow(start + 1);
	}
	return counts;
}

/** Counts how many of the numbers added so far are below a limit, in logarithmic time (a Fenwick tree). */
class Tally {
	private readonly values: number[];
	private readonly counts: Int32Array;

	/** @param possible every number that may be added */
	constructor(possible: number[]) {
		this.values = [...new Set(possible)].toSorted((left, right) => left - right);
		this.counts = new Int32Array(this.values.length + 1);
	}

	add(value: number): void {
		for (let node = this.rankOf(value) + 1; node < this.counts.length; node += node & -node) {
			this.counts[node] = (this.counts[node] ?? 0) + 1;
		}
	}

	countBelow(limit: number): number {
		let count = 0;
		for (let node = this.rankOf(limit); node > 0; node -= node & -node) {
			count += this.counts[node] ?? 0;
		}
		return count;
	}

	/** How many of the possible numbers are below the limit. */
	private rankOf(limit: number): number {
		let low = 0;
		let high = this.values.length;
		while (low < high) {
			const middle = (low + high) >>> 1;
			if ((this.values[middle] ?? Infinity) < limit) low = middle + 1;
			else high = middle;
		}
		return low;
	}
}
