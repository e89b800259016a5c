export interface Summary {
	min: number;
	median: number;
	max: number;
}

/** Smallest, middle and largest of some values; between two values where there is no middle one. */
export function summaryOf(values: number[]): Summary {
	const sorted = values.toSorted((a, b) => a - b);
	const at = (share: number) => {
		const position = share * (sorted.length - 1);
		const [below = NaN, above = NaN] = [sorted[Math.floor(position)], sorted[Math.ceil(position)]];
		return (below + above) / 2;
	};
	return { min: at(0), median: at(0.5), max: at(1) };
}
