import { columnsOf, gapBetween } from './writing';

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
const endsSentence = /[.!?…。！？][\p{Pe}\p{Pf}"']*$/u;
const endsClause = /[,;:–—、，；][\p{Pe}\p{Pf}"']*$/u;

/**
 * The words of each caption: the cheapest of all ways to cut them that fit the limits, found from
 * the first word to the last. A word that does not fit stands alone.
 */
export function groupWords(words: TimedWord[], limits: CaptionLimits): TimedWord[][] {
	const best = [{ cost: 0, from: 0 }];
	words.forEach((_word, from) => {
		for (const { after, cost } of captionsFrom(from, words, limits)) {
			const total = (best[from]?.cost ?? 0) + cost;
			if (total < (best[after]?.cost ?? Infinity)) best[after] = { cost: total, from };
		}
	});
	const groups: TimedWord[][] = [];
	for (let after = words.length; after > 0; after = best[after]?.from ?? 0) {
		groups.unshift(words.slice(best[after]?.from, after));
	}
	return groups;
}

/** Every caption that may begin with the given word: the index after its last word, its cost. */
function captionsFrom(
	from: number,
	words: TimedWord[],
	{ charactersPerRow, rowsPerCaption }: CaptionLimits,
): Array<{ after: number; cost: number }> {
	const captions: Array<{ after: number; cost: number }> = [];
	const start = words[from]?.start ?? 0;
	let previous: TimedWord | undefined;
	let rows = 1;
	let rowColumns = 0;
	let columns = 0;
	for (const word of words.slice(from, from + charactersPerRow * rowsPerCaption)) {
		const gap = gapBetween(previous?.text ?? '', word.text).length;
		const width = columnsOf(word.text);
		const fitsRow = rowColumns + gap + width <= charactersPerRow;
		if (!fitsRow && previous !== undefined) rows++;
		rowColumns = fitsRow ? rowColumns + gap + width : width;
		columns += gap + width;
		if (previous !== undefined) {
			const pause = word.start - previous.end;
			if (rows > rowsPerCaption || pause > longestPauseSeconds) break;
			if (word.end - start > longestCaptionSeconds) break;
		}
		const fullness = columns / (charactersPerRow * rowsPerCaption);
		captions.push({ after: from + captions.length + 1, cost: costOf(fullness, word.text) });
		previous = word;
	}
	return captions;
}

/**
 * Squares favour captions of equal length. The rewards are too small to make up for the price
 * (1) of one more caption.
 */
function costOf(fullness: number, lastWord: string): number {
	const reward = endsSentence.test(lastWord) ? 0.3 : endsClause.test(lastWord) ? 0.15 : 0;
	return 1 + fullness ** 2 - reward;
}
