import { columnsOf, gapBetween } from '../text/writing';
import type { SpokenWord, Utterance } from '../utterances';
import { inTimeOrder } from '../utterances';
import type { CaptionLimits, TimedWord } from './captionCuts';
import { groupWords } from './captionCuts';

/** One subtitle on the screen; times in seconds. */
export interface Caption {
	start: number;
	end: number;
	rows: string[];
}

// Common in broadcasters' guidelines.
export const DEFAULT_CHARACTERS_PER_ROW = 42;
export const DEFAULT_ROWS_PER_CAPTION = 2;

/** Lowest and highest value of each setting. */
export const captionBounds = { charactersPerRow: [10, 500], rowsPerCaption: [1, 5] } as const;

// A common reading speed, for utterances that have no times at all.
const COLUMNS_PER_SECOND = 15;

/**
 * Splits utterances into captions that fit the limits. A caption starts and ends with a word's time and
 * stays on screen for at most 7 s. It never mixes utterances, and so never speakers, nor words with
 * more than 1.5 s between them. Of all ways to split an utterance, the one with the fewest captions of
 * about the same length is used, preferably at the end of a sentence or clause. Words without times
 * share the time of their utterance in proportion to their length.
 */
export function cutCaptions(utterances: Utterance[], limits: CaptionLimits): Caption[] {
	const captions: Caption[] = [];
	for (const utterance of inTimeOrder(utterances)) {
		const words = timeWords(utterance, captions.at(-1)?.end ?? 0);
		for (const group of groupWords(splitWideWords(words, limits), limits)) {
			captions.push({
				start: group[0]?.start ?? 0,
				end: group.reduce((latest, { end }) => Math.max(latest, end), -Infinity),
				rows: wrap(group, limits.charactersPerRow),
			});
		}
	}
	return captions;
}

function wrap(words: TimedWord[], charactersPerRow: number): string[] {
	const rows: string[] = [];
	let columns = 0;
	for (const { text } of words) {
		const row = rows.at(-1) ?? '';
		const gap = gapBetween(row, text);
		const width = columnsOf(text);
		const fits = rows.length > 0 && columns + gap.length + width <= charactersPerRow;
		if (fits) rows[rows.length - 1] = row + gap + text;
		else rows.push(text);
		columns = fits ? columns + gap.length + width : width;
	}
	return rows;
}

function timeWords({ words, start, end, text }: Utterance, previousEnd: number): TimedWord[] {
	const timed = words.filter(isTimed);
	if (timed.length === words.length) return timed;
	const from = start ?? timed[0]?.start ?? previousEnd;
	const to = end ?? timed.at(-1)?.end ?? from + columnsOf(text) / COLUMNS_PER_SECOND;
	return shareTime(
		words.map((word) => word.text),
		from,
		to,
	);
}

function isTimed(word: SpokenWord): word is SpokenWord & TimedWord {
	return word.start !== null && word.end !== null;
}

/** Divides the time from `start` to `end` among the texts in proportion to their length. */
function shareTime(texts: string[], start: number, end: number): TimedWord[] {
	const total = texts.reduce((sum, text) => sum + columnsOf(text), 0) || 1;
	let columns = 0;
	const timeAt = () => start + ((end - start) * columns) / total;
	return texts.map((text) => {
		const from = timeAt();
		columns += columnsOf(text);
		return { text, start: from, end: timeAt() };
	});
}

function splitWideWords(words: TimedWord[], { charactersPerRow }: CaptionLimits): TimedWord[] {
	const isWide = ({ text }: TimedWord) => columnsOf(text) > charactersPerRow;
	if (!words.some(isWide)) return words;
	return words.flatMap((word) => (isWide(word) ? splitWord(word, charactersPerRow) : [word]));
}

function splitWord(word: TimedWord, charactersPerRow: number): TimedWord[] {
	const pieces: string[] = [];
	let columns = Infinity;
	for (const character of word.text) {
		columns += columnsOf(character);
		if (columns <= charactersPerRow) {
			pieces[pieces.length - 1] += character;
		} else {
			pieces.push(character);
			columns = columnsOf(character);
		}
	}
	return shareTime(pieces, word.start, word.end);
}
