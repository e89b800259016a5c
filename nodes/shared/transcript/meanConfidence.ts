/** The mean of the known confidences, to four decimals, or null when none is known. */
export function meanConfidence(confidences: Array<number | null>): number | null {
	const known = confidences.filter((confidence) => confidence !== null);
	if (known.length === 0) return null;
	const mean = known.reduce((sum, confidence) => sum + confidence, 0) / known.length;
	return Math.round(mean * 10_000) / 10_000;
}
