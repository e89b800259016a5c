import { columnsOf, gapBetween } from '../text/writing';

export interface CaptionLimits {
	/** Columns; wide characters such as Japanese ones take two. */
	charactersPerRow: number;
	rowsPerCaption: number;
}

/** A word with its times in seconds. */
export interface TimedWord {
	text: string;
	start: number;
	end: number;
}

const longestCaptionSeconds = 7;
const longestPauseSeconds = 1.5;
// Most words end in a letter, which ends nothing.
const plainEnd = /[A-Za-z0-9]$/;
const endsSentence = /[.!?…。！？][\p{Pe}\p{Pf}"']*$/u;
const endsClause = /[,;:–—、，；][\p{Pe}\p{Pf}"']*$/u;

/**
 * The words of each caption: the cheapest of all ways to cut them that fit the limits, found from
 * the first word to the last. A word that does not fit stands alone.
 */
export function groupWords(words: TimedWord[], limits: CaptionLimits): TimedWord[][] {
	const measures = measure(words);
	// Of the cheapest captions up to before each word: their cost, and where the last one begins.
	const costs = new Float64Array(words.length + 1).fill(Infinity);
	const begins = new Int32Array(words.length + 1);
	costs[0] = 0;
	for (let from = 0; from < words.length; from++) {
		weighCaptionsFrom(from, words, measures, limits, costs, begins);
	}
	const groups: TimedWord[][] = [];
	for (let after = words.length; after > 0; after = begins[after] ?? 0) {
		groups.push(words.slice(begins[after], after));
	}
	return groups.reverse();
}

/** What words count in captions. Plain lists of numbers, as long speech has 100,000 words and more. */
interface Measures {
	/** Columns of each word, and of the gap between it and the word before. */
	widths: Int32Array;
	gaps: Int32Array;
	/** How much cheaper a caption is that ends with the word. */
	rewards: Float64Array;
}

function measure(words: TimedWord[]): Measures {
	const widths = new Int32Array(words.length);
	const gaps = new Int32Array(words.length);
	const rewards = new Float64Array(words.length);
	let previous = '';
	words.forEach(({ text }, index) => {
		widths[index] = columnsOf(text);
		gaps[index] = gapBetween(previous, text).length;
		rewards[index] = rewardOf(text);
		previous = text;
	});
	return { widths, gaps, rewards };
}

/** Compares every caption that may begin with the given word with the best so far. */
function weighCaptionsFrom(
	from: number,
	words: TimedWord[],
	{ widths, gaps, rewards }: Measures,
	{ charactersPerRow, rowsPerCaption }: CaptionLimits,
	costs: Float64Array,
	begins: Int32Array,
): void {
	const room = charactersPerRow * rowsPerCaption;
	const last = Math.min(words.length, from + Math.trunc(room));
	const soFar = costs[from] ?? 0;
	const start = words[from]?.start ?? 0;
	let previousEnd = start;
	let rows = 1;
	let rowColumns = 0;
	let columns = 0;
	for (let index = from; index < last; index++) {
		const word = words[index];
		if (word === undefined) break;
		const width = widths[index] ?? 0;
		const gap = index === from ? 0 : (gaps[index] ?? 0);
		const fitsRow = rowColumns + gap + width <= charactersPerRow;
		if (!fitsRow && index > from) rows++;
		rowColumns = fitsRow ? rowColumns + gap + width : width;
		columns += gap + width;
		if (index > from) {
			if (rows > rowsPerCaption || word.start - previousEnd > longestPauseSeconds) break;
			if (word.end - start > longestCaptionSeconds) break;
		}
		// Squares favour captions of equal length.
		const cost = soFar + (1 + (columns / room) ** 2 - (rewards[index] ?? 0));
		if (cost < (costs[index + 1] ?? Infinity)) {
			costs[index + 1] = cost;
			begins[index + 1] = from;
		}
		previousEnd = word.end;
	}
}

/** Too small to make up for the price (1) of one more caption. */
function rewardOf(lastWord: string): number {
	if (plainEnd.test(lastWord)) return 0;
	return endsSentence.test(lastWord) ? 0.3 : endsClause.test(lastWord) ? 0.15 : 0;
}
