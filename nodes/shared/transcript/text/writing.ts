import { segmentWords } from './segmentation';

// Scripts that write words without spaces between them, with their own punctuation.
const UNSPACED_SCRIPTS =
	'\\p{scx=Han}\\p{scx=Hiragana}\\p{scx=Katakana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}\\p{sc=Tibetan}\\uFF01-\\uFF65';
const unspaced = new RegExp(`[${UNSPACED_SCRIPTS}]`, 'u');
// Most texts are plain letters, which need no look-up of character properties.
const ascii = /^[\0-\x7f]*$/;
const oneColumnEach = /^[\0-\u02ff]*$/;
const breaks = /[\p{Cc}\u2028\u2029]/u;
const endsUnspaced = new RegExp(`[${UNSPACED_SCRIPTS}]$`, 'u');
const startsUnspaced = new RegExp(`^[${UNSPACED_SCRIPTS}]`, 'u');
const startsWithClosingMark = /^[.,;:!?…%)\]}»]/u;
// Characters that terminals and players display at double width.
const wide =
	/[\u1100-\u115F\u2E80-\u303E\u3041-\u33FF\u3400-\u4DBF\u4E00-\u9FFF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u;
const invisible = /\p{M}/u;

/** Whether the text contains letters of a script without spaces between words. */
export function isUnspaced(text: string): boolean {
	return !ascii.test(text) && unspaced.test(text);
}

/** The text without surrounding blanks, and with a blank for each line break or control character. */
export function onOneLine(text: string): string {
	if (!breaks.test(text)) return text.trim();
	return text
		.split(new RegExp(breaks, 'gu'))
		.map((line) => line.trim())
		.filter((line) => line !== '')
		.join(' ');
}

/** What separates two neighboring pieces of text: a space, or nothing. */
export function gapBetween(left: string, right: string): '' | ' ' {
	if (left === '' || right === '') return '';
	if (startsWithClosingMark.test(right)) return '';
	// The last character takes at most two UTF-16 units.
	return endsUnspaced.test(left.slice(-2)) && startsUnspaced.test(right) ? '' : ' ';
}

/** Joins words or texts as their script requires: with spaces, or without them as in Japanese. */
export function joinTexts(texts: string[]): string {
	const filled = texts.filter((text) => text !== '');
	return filled
		.flatMap((text, index) => [gapBetween(filled[index - 1] ?? '', text), text])
		.join('');
}

/**
 * Splits a text into words. Scripts without spaces are split by the dictionary of the JavaScript
 * engine; punctuation stays with the word before it.
 */
export function wordsInText(text: string): string[] {
	return text
		.split(/\s+/u)
		.filter((piece) => piece !== '')
		.flatMap((piece) => (isUnspaced(piece) ? segmentWords(piece) : [piece]));
}

/** Width of the text in columns: two for a wide (East Asian) character, none for a combining mark. */
export function columnsOf(text: string): number {
	if (oneColumnEach.test(text)) return text.length;
	let columns = 0;
	for (const character of text) {
		columns += wide.test(character) ? 2 : invisible.test(character) ? 0 : 1;
	}
	return columns;
}
