import type { SpokenWord } from './utterances';
import { gapBetween, isUnspaced } from './writing';

/** How strictly a term must match. */
export interface MatchRules {
	matchCase: boolean;
	/** Ignored at the edge of letters of scripts that do not part words by spaces. */
	wholeWords: boolean;
	/** Whether é and e count as the same letter. */
	ignoreAccents: boolean;
}

/** Words as one searchable text: punctuation gone, every character knowing its word. */
export interface SearchableText {
	characters: string[];
	wordOfCharacter: number[];
}

const notSearchable = /[^\p{L}\p{N}\p{M}\p{S}]+/u;
const letter = /[\p{L}\p{N}\p{M}]/u;
// Marks that are written over or under a letter in Latin, Greek, Cyrillic, Hebrew and Arabic.
// Marks of other scripts are vowels, without which a word would be another one.
const accents = /[\u0300-\u036F\u0591-\u05C7\u0610-\u061A\u064B-\u065F\u0670]/g;

/** Prepares words for findTerm. */
export function searchableText(words: SpokenWord[], rules: MatchRules): SearchableText {
	const characters: string[] = [];
	const wordOfCharacter: number[] = [];
	words.forEach(({ text }, word) => {
		for (const piece of piecesOf(text, rules)) {
			const gap = gapBetween(characters.at(-1) ?? '', piece);
			for (const character of [...gap, ...piece]) {
				characters.push(character);
				wordOfCharacter.push(word);
			}
		}
	});
	return { characters, wordOfCharacter };
}

/** Every place where the term occurs, as first and last word; places do not overlap. */
export function findTerm(
	term: string,
	text: SearchableText,
	rules: MatchRules,
): Array<{ first: number; last: number }> {
	const untimed = { text: term, start: null, end: null, confidence: null };
	const wanted = searchableText([untimed], rules).characters;
	const places: Array<{ first: number; last: number }> = [];
	if (wanted.length === 0) return places;
	let from = 0;
	while (from + wanted.length <= text.characters.length) {
		const after = from + wanted.length;
		const matches =
			wanted.every((character, offset) => character === text.characters[from + offset]) &&
			(!rules.wholeWords || (isEdge(text, from) && isEdge(text, after)));
		if (matches) {
			const first = text.wordOfCharacter[from] ?? 0;
			places.push({ first, last: text.wordOfCharacter[after - 1] ?? first });
		}
		from = matches ? after : from + 1;
	}
	return places;
}

function piecesOf(text: string, { matchCase, ignoreAccents }: MatchRules): string[] {
	const cased = matchCase ? text : text.toLowerCase();
	const plain = ignoreAccents ? cased.normalize('NFD').replace(accents, '') : cased;
	return plain
		.normalize('NFC')
		.split(notSearchable)
		.filter((piece) => piece !== '');
}

/** Whether a word may begin or end between the characters before and at the position. */
function isEdge({ characters }: SearchableText, position: number): boolean {
	const before = characters[position - 1] ?? '';
	const after = characters[position] ?? '';
	if (!letter.test(before) || !letter.test(after)) return true;
	return isUnspaced(before) || isUnspaced(after);
}
