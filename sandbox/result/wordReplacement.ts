import type { Word } from './utterance';

const bare = (word: string) => word.toLowerCase().replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
const tailOf = (word: string) => /[^\p{L}\p{N}]*$/u.exec(word)?.[0] ?? '';

/** Where a phrase of one or more words starts, from a position on; -1 if nowhere. */
export function findPhrase(words: Word[], phrase: string, from = 0): number {
	const wanted = phrase
		.split(/\s+/)
		.map(bare)
		.filter((word) => word !== '');
	if (wanted.length === 0) return -1;
	return words.findIndex(
		(_, at) =>
			at >= from && wanted.every((word, step) => bare(words[at + step]?.word ?? '') === word),
	);
}

export function phraseLength(phrase: string): number {
	return phrase.split(/\s+/).filter((word) => bare(word) !== '').length;
}

/** Replaces every occurrence of a phrase by one word; case and punctuation do not matter. */
export function replacePhrase(
	words: Word[],
	phrase: string,
	replacement: (found: string) => string,
): Word[] {
	const length = phraseLength(phrase);
	const result = [...words];
	let at = findPhrase(result, phrase);
	while (at >= 0) {
		const found = result.slice(at, at + length);
		const first = found[0];
		const last = found.at(-1);
		if (!first || !last) break;
		const tail = tailOf(last.word);
		const text = found.map(({ word }) => word).join(' ');
		const word = replacement(text.slice(0, text.length - tail.length)) + tail;
		result.splice(at, length, { ...first, word, end: last.end });
		at = findPhrase(result, phrase, at + 1);
	}
	return result;
}
