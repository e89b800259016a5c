import { inTimeOrder, type Utterance } from './utterances';
import { groupWords, type CaptionLimits, type TimedWord } from './captionCuts';
import { columnsOf, gapBetween } from './writing';

/** One subtitle on the screen; times in seconds. */
export interface Caption {
	start: number;
	end: number;
	rows: string[];
}

// What broadcasters' guidelines ask for.
export const defaultCharactersPerRow = 42;
export const defaultRowsPerCaption = 2;

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
		const words = timeWords(utterance, captions.at(-1)?.end ?? 0).flatMap((word) =>
			splitWideWord(word, limits.charactersPerRow),
		);
		for (const group of groupWords(words, limits)) {
			captions.push({
				start: group[0]?.start ?? 0,
				end: Math.max(...group.map(({ end }) => end)),
				rows: wrap(group, limits.charactersPerRow),
			});
		}
	}
	return captions;
}

function wrap(words: TimedWord[], charactersPerRow: number): string[] {
	const rows: string[] = [];
	for (const { text } of words) {
		const row = rows.at(-1) ?? '';
		const longer = row + gapBetween(row, text) + text;
		if (rows.length > 0 && columnsOf(longer) <= charactersPerRow) rows[rows.length - 1] = longer;
		else rows.push(text);
	}
	return rows;
}

function timeWords({ words, start, end, text }: Utterance, previousEnd: number): TimedWord[] {
	const timed = words.flatMap((word) =>
		word.start === null || word.end === null
			? []
			: [{ text: word.text, start: word.start, end: word.end }],
	);
	if (timed.length === words.length) return timed;
	const from = start ?? timed[0]?.start ?? previousEnd;
	const to = end ?? timed.at(-1)?.end ?? from + columnsOf(text) / columnsPerSecond;
	return shareTime(
		words.map((word) => word.text),
		from,
		to,
	);
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

function splitWideWord(word: TimedWord, charactersPerRow: number): TimedWord[] {
	if (columnsOf(word.text) <= charactersPerRow) return [word];
	const pieces: string[] = [];
	for (const character of word.text) {
		const piece = pieces.at(-1);
		const fits = piece !== undefined && columnsOf(piece + character) <= charactersPerRow;
		if (fits) pieces[pieces.length - 1] = piece + character;
		else pieces.push(character);
	}
	return shareTime(pieces, word.start, word.end);
}
