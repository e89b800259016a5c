import { isUnspaced, wordsInText } from '../text/writing';

const spacedWord = /\S*[\p{L}\p{N}]\S*/gu;
const letter = /[\p{L}\p{N}]/u;
/** Not within an address such as example.com/?page=2. */
const question = /[?？؟][?？؟!！…]*(?![\w&=])/gu;

/**
 * Words of a text: what stands between blanks and has a letter or digit; in scripts without blanks
 * between words, what the dictionary of the JavaScript engine cuts.
 */
export function countWords(text: string): number {
	if (!isUnspaced(text)) return text.match(spacedWord)?.length ?? 0;
	return wordsInText(text).filter((word) => letter.test(word)).length;
}

/** Sentences of a text that end in a question mark of any script; `?!` and `???` are one. */
export function countQuestions(text: string): number {
	return text.match(question)?.length ?? 0;
}
