import { inTimeOrder, type Utterance } from './utterances';
import { columnsOf, gapBetween, joinTexts } from './writing';

/** One subtitle on the screen; times in seconds. */
export interface Caption {
	start: number;
	end: number;
	rows: string[];
}

export interface CaptionLimits {
	/** Columns; wide characters such as Japanese ones take two. */
	charactersPerRow: number;
	rowsPerCaption: number;
}

// What broadcasters' guidelines ask for.
export const defaultCharactersPerRow = 42;
export const defaultRowsPerCaption = 2;

interface TimedWord {
	text: string;
	start: number;
	end: number;
}

const longestCaptionSeconds = 7;
const longestPauseSeconds = 1.5;
// A common reading speed, for utterances that have no times at all.
const columnsPerSecond = 15;
const endsSentence = /[.!?…。！？][\p{Pe}\p{Pf}"']*$/u;

/**
 * Cuts utterances into captions that fit the limits. Captions begin and end with a word's time
 * and never mix utterances, so never speakers. Besides at the limits they are cut at pauses
 * over 1.5 s, after 7 s, and at the end of a sentence once they are half full. Words without
 * times share their utterance's time by their length.
 */
export function cutCaptions(utterances: Utterance[], limits: CaptionLimits): Caption[] {
	const captions: Caption[] = [];
	for (const utterance of inTimeOrder(utterances)) {
		const words = timeWords(utterance, captions.at(-1)?.end ?? 0);
		captions.push(
			...groupWords(
				words.flatMap((word) => splitWideWord(word, limits.charactersPerRow)),
				limits,
			),
		);
	}
	return captions;
}

function groupWords(words: TimedWord[], limits: CaptionLimits): Caption[] {
	const groups: TimedWord[][] = [];
	for (const word of words) {
		const group = groups.at(-1);
		if (group === undefined || mustCut(group, word, limits)) groups.push([word]);
		else group.push(word);
	}
	return groups.flatMap((group) => {
		const [first] = group;
		if (first === undefined) return [];
		const end = Math.max(...group.map((word) => word.end));
		return [{ start: first.start, end, rows: wrap(group, limits.charactersPerRow) }];
	});
}

function mustCut(group: TimedWord[], next: TimedWord, limits: CaptionLimits): boolean {
	const [first] = group;
	const last = group.at(-1);
	if (first === undefined || last === undefined) return false;
	if (wrap([...group, next], limits.charactersPerRow).length > limits.rowsPerCaption) return true;
	if (next.start - last.end > longestPauseSeconds) return true;
	if (next.end - first.start > longestCaptionSeconds) return true;
	const columns = columnsOf(joinTexts(group.map(({ text }) => text)));
	const isHalfFull = columns >= (limits.charactersPerRow * limits.rowsPerCaption) / 2;
	return isHalfFull && endsSentence.test(last.text);
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
