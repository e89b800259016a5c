import { inTimeOrder, type SpokenWord, type Utterance } from '../utterances';
import { groupWords, type CaptionLimits, type TimedWord } from './captionCuts';
import { columnsOf, gapBetween } from '../text/writing';

/** One subtitle on the screen; times in seconds. */
export interface Caption {
	start: number;
	end: number;
	rows: string[];
}

// What broadcasters' guidelines ask for.
export const defaultCharactersPerRow = 42;
export const defaultRowsPerCaption = 2;

/** Least and most that can be chosen. */
export const captionBounds = { charactersPerRow: [10, 500], rowsPerCaption: [1, 5] } as const;

// A common reading speed, for utterances that have no times at all.
const columnsPerSecond = 15;

/**
 * Cuts utterances into captions that fit the limits. Captions begin and end with a word's time
 * and never mix utterances, so never speakers, nor words with more than 1.5 s between them; they
 * stay for 7 s at most. Among the ways to cut an utterance the one with few captions of about
 * the same length is taken, rather at the end of a sentence or clause than elsewhere. Words
 * without times share their utterance's time by their length.
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
	const to = end ?? timed.at(-1)?.end ?? from + columnsOf(text) / columnsPerSecond;
	return shareTime(
		words.map((word) => word.text),
		from,
		to,
	);
}

function isTimed(word: SpokenWord): word is SpokenWord & TimedWord {
	return word.start !== null && word.end !== null;
}

/** Gives each text a share of the time from `start` to `end` by its length. */
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
