import type { SpokenWord } from '../utterances';
import { gapBetween, isUnspaced } from './writing';

/** How strictly a term must match. */
export interface MatchRules {
	matchCase: boolean;
	/** Ignored next to letters of scripts that do not separate words by spaces. */
	wholeWords: boolean;
	/** Whether é and e count as the same letter. */
	ignoreAccents: boolean;
}

/** Words as one searchable text without punctuation, with the word of every position. */
interface SearchableText {
	text: string;
	/** Index of the word, for every UTF-16 unit of the text. */
	wordAt: number[];
}

const notSearchable = /[^\p{L}\p{N}\p{M}\p{S}]+/u;
const letter = /[\p{L}\p{N}\p{M}]/u;
// Most words are plain letters, which need no normalization.
const plainWord = /^[A-Za-z0-9]+$/;
// Marks above or below letters in Latin, Greek, Cyrillic, Hebrew and Arabic. The marks of other
// scripts are vowels: without them, a word would be a different one.
const accents = /[\u0300-\u036F\u0591-\u05C7\u0610-\u061A\u064B-\u065F\u0670]/g;

/** Prepares words for findTerm. */
export function searchableText(words: SpokenWord[], rules: MatchRules): SearchableText {
	const pieces: string[] = [];
	const wordAt: number[] = [];
	let previous = '';
	words.forEach(({ text }, word) => {
		for (const piece of piecesOf(text, rules)) {
			const gap = gapBetween(previous, piece);
			pieces.push(gap, piece);
			for (let unit = gap.length + piece.length; unit > 0; unit--) wordAt.push(word);
			previous = piece;
		}
	});
	return { text: pieces.join(''), wordAt };
}

/** Every occurrence of the term, as its first and last word; occurrences do not overlap. */
export function findTerm(
	term: string,
	{ text, wordAt }: SearchableText,
	rules: MatchRules,
): Array<{ first: number; last: number }> {
	const untimed = { text: term, start: null, end: null, confidence: null };
	const wanted = searchableText([untimed], rules).text;
	const places: Array<{ first: number; last: number }> = [];
	if (wanted === '') return places;
	for (let from = text.indexOf(wanted); from >= 0;) {
		const after = from + wanted.length;
		const matches = !rules.wholeWords || (isEdge(text, from) && isEdge(text, after));
		if (matches) {
			const first = wordAt[from] ?? 0;
			places.push({ first, last: wordAt[after - 1] ?? first });
		}
		from = text.indexOf(wanted, matches ? after : from + 1);
	}
	return places;
}

function piecesOf(text: string, { matchCase, ignoreAccents }: MatchRules): string[] {
	const cased = matchCase ? text : text.toLowerCase();
	if (plainWord.test(cased)) return [cased];
	const plain = ignoreAccents ? cased.normalize('NFD').replace(accents, '') : cased;
	return plain
		.normalize('NFC')
		.split(notSearchable)
		.filter((piece) => piece !== '');
}

/** Whether a word may start or end between the characters before and at the position. */
function isEdge(text: string, position: number): boolean {
	const before = characterBefore(text, position);
	const after = String.fromCodePoint(text.codePointAt(position) ?? 0x20);
	if (!letter.test(before) || !letter.test(after)) return true;
	return isUnspaced(before) || isUnspaced(after);
}

function characterBefore(text: string, position: number): string {
	const units = text.slice(Math.max(0, position - 2), position);
	return [...units].at(-1) ?? '';
}
