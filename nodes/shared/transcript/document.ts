import { dataIn } from '../json/values';
import { readPythonLiteral } from './text/pythonLiteral';

/** The same as `dataIn`, also for the text of a Python literal, which some documents hold in place of JSON. */
export function literalIn(value: unknown): unknown {
	const data = dataIn(value);
	return typeof data === 'string' ? (readPythonLiteral(data) ?? data) : data;
}

/** The mean of the numbers, to four decimals, or null when there is none. */
export function meanOf(values: Array<number | null>): number | null {
	const numbers = values.filter((value) => value !== null);
	if (numbers.length === 0) return null;
	const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
	return Math.round(mean * 10_000) / 10_000;
}
