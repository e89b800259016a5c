import type { SentimentPassage } from '../sentiment';

/** A point of the sentiment over time. */
export interface CurvePoint {
	/** Seconds: the middle of the passages' interval. */
	time: number;
	/** Mean score of the passages that start in it, from -1 to 1. */
	score: number;
}

/** As many as can be told apart on a phone. */
const MOST_POINTS = 60;

/** The sentiment over time: means of equal intervals; intervals without passages are left out. */
export function sentimentCurve(passages: SentimentPassage[], duration: number): CurvePoint[] {
	const timed = passages.flatMap(({ start, score }) => (start === null ? [] : [{ start, score }]));
	const length = timed.reduce((latest, { start }) => Math.max(latest, start), duration);
	if (length <= 0) return [];
	const intervals = Math.min(MOST_POINTS, timed.length);
	const sums = Array.from({ length: intervals }, () => ({ count: 0, score: 0 }));
	for (const { start, score } of timed) {
		const sum =
			sums[Math.min(intervals - 1, Math.floor((Math.max(0, start) / length) * intervals))];
		if (sum === undefined) continue;
		sum.count++;
		sum.score += score;
	}
	return sums.flatMap(({ count, score }, index) =>
		count === 0 ? [] : [{ time: ((index + 0.5) / intervals) * length, score: score / count }],
	);
}
