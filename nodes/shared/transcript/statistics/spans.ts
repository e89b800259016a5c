import { toMilliseconds } from '../text/timecode';
import type { Utterance } from '../utterances';

/** A stretch of time, in whole milliseconds, so that sums are exact; its end is never before its start. */
export interface Span {
	start: number;
	end: number;
}

/**
 * When an utterance was said: by its own times, else by those of its words; null where neither has
 * any. An end before the start counts as the start.
 */
export function spanOf(utterance: Utterance): Span | null {
	const start = utterance.start ?? utterance.words.find((word) => word.start !== null)?.start;
	const end = utterance.end ?? utterance.words.findLast((word) => word.end !== null)?.end;
	if (start === undefined || start === null || end === undefined || end === null) return null;
	const from = toMilliseconds(start);
	return { start: from, end: Math.max(from, toMilliseconds(end)) };
}

/** The same time as spans that neither overlap nor touch, in order. */
export function mergeSpans(spans: Span[]): Span[] {
	const merged: Span[] = [];
	for (const { start, end } of spans.toSorted((left, right) => left.start - right.start)) {
		const last = merged.at(-1);
		if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
		else merged.push({ start, end });
	}
	return merged;
}

/** The sum of the lengths of spans that do not overlap. */
export function totalOf(merged: Span[]): number {
	return merged.reduce((sum, { start, end }) => sum + end - start, 0);
}

/** The longest time between merged spans, also before the first one and from the last one to `end`. */
export function longestGap(merged: Span[], end: number): number {
	let longest = 0;
	let previous = 0;
	for (const span of [...merged, { start: end, end }]) {
		longest = Math.max(longest, span.start - previous);
		previous = Math.max(previous, span.end);
	}
	return longest;
}

/**
 * The time that two spans or more have in common: a sweep along all starts and ends, O(n log n).
 * @param tracks merged spans, one list for each speaker, so that nobody overlaps with oneself
 */
export function overlapOf(tracks: Span[][]): number {
	const starts = tracks.flatMap((spans) => spans.map(({ start }) => start)).toSorted(ascending);
	const ends = tracks.flatMap((spans) => spans.map(({ end }) => end)).toSorted(ascending);
	let overlap = 0;
	let begun = 0;
	let previous = 0;
	ends.forEach((end, ended) => {
		for (let start = starts[begun]; start !== undefined && start <= end; start = starts[begun]) {
			if (begun - ended >= 2) overlap += start - previous;
			previous = start;
			begun++;
		}
		if (begun - ended >= 2) overlap += end - previous;
		previous = end;
	});
	return overlap;
}

function ascending(left: number, right: number): number {
	return left - right;
}
