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

const LONGEST_CAPTION_SECONDS = 7;
const LONGEST_PAUSE_SECONDS = 1.5;
// Most words end in a letter, which ends neither a sentence nor a clause.
const plainEnd = /[A-Za-z0-9]$/;
const endsSentence = /[.!?…。！？][\p{Pe}\p{Pf}"']*$/u;
const endsClause = /[,;:–—、，；][\p{Pe}\p{Pf}"']*$/u;

/**
 * The words of each caption: the cheapest of all splits that fit the limits, found by dynamic
 * programming from the first word to the last. A word that does not fit gets a caption of its own.
 */
export function groupWords(words: TimedWord[], limits: CaptionLimits): TimedWord[][] {
	const measures = measure(words);
	// For each word: the cost of the cheapest captions before it, and where the last of them starts.
	const costs = new Float64Array(words.length + 1).fill(Infinity);
	const starts = new Int32Array(words.length + 1);
	costs[0] = 0;
	for (let from = 0; from < words.length; from++) {
		weighCaptionsFrom(from, words, measures, limits, costs, starts);
	}
	const groups: TimedWord[][] = [];
	for (let after = words.length; after > 0; after = starts[after] ?? 0) {
		groups.push(words.slice(starts[after], after));
	}
	return groups.reverse();
}

/** Measures of the words in captions, as plain lists of numbers: long speech has 100,000 words and more. */
interface Measures {
	/** Columns of each word, and of the gap between it and the word before. */
	widths: Int32Array;
	gaps: Int32Array;
	/** How much cheaper a caption becomes if it ends with the word. */
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

/** Compares every possible caption that starts with the given word to the best so far. */
function weighCaptionsFrom(
	from: number,
	words: TimedWord[],
	{ widths, gaps, rewards }: Measures,
	{ charactersPerRow, rowsPerCaption }: CaptionLimits,
	costs: Float64Array,
	starts: Int32Array,
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
			if (rows > rowsPerCaption || word.start - previousEnd > LONGEST_PAUSE_SECONDS) break;
			if (word.end - start > LONGEST_CAPTION_SECONDS) break;
		}
		// Squares favor captions of equal length.
		const cost = soFar + (1 + (columns / room) ** 2 - (rewards[index] ?? 0));
		if (cost < (costs[index + 1] ?? Infinity)) {
			costs[index + 1] = cost;
			starts[index + 1] = from;
		}
		previousEnd = word.end;
	}
}

/** Too small to offset the cost (1) of one more caption. */
function rewardOf(lastWord: string): number {
	if (plainEnd.test(lastWord)) return 0;
	return endsSentence.test(lastWord) ? 0.3 : endsClause.test(lastWord) ? 0.15 : 0;
}
