import { meanConfidence } from './meanConfidence';
import type { SpokenWord, Utterance } from './utterances';
import { inTimeOrder } from './utterances';

/** A sentence with the data of its words; all null where no words match. */
export interface TimedSentence {
	text: string;
	/** Seconds. */
	start: number | null;
	end: number | null;
	/** Also null when the sentence has words of several speakers; likewise the next two. */
	speaker: number | null;
	channel: number | null;
	language: string | null;
	confidence: number | null;
}

interface PlacedWord {
	word: SpokenWord;
	utterance: Utterance;
	/** Letters and digits only, lower case. */
	letters: string;
}

// A short sentence that is missing from the words must not match far ahead, because all sentences in
// between would then match nothing.
const WORDS_TO_LOOK_AHEAD = 30;

/**
 * Finds the times of sentences, which the API returns as texts only, by matching them with the spoken
 * words in order. Case, spaces and punctuation are ignored. A sentence that differs from the words in
 * any other way has null times, and the search continues with the next sentence.
 */
export function alignSentences(sentences: string[], utterances: Utterance[]): TimedSentence[] {
	const words = placedWords(utterances);
	let next = 0;
	return sentences.map((text) => {
		const found = findWords(lettersOf(text), words, next);
		if (found === undefined) return describe(text, []);
		next = found.after;
		return describe(text, words.slice(found.first, found.after));
	});
}

/** The words with letters, in order of time. No list per word: long speech has 100,000 and more. */
function placedWords(utterances: Utterance[]): PlacedWord[] {
	const words: PlacedWord[] = [];
	for (const utterance of inTimeOrder(utterances)) {
		for (const word of utterance.words) {
			const letters = lettersOf(word.text);
			if (letters !== '') words.push({ word, utterance, letters });
		}
	}
	return words;
}

function findWords(
	letters: string,
	words: PlacedWord[],
	next: number,
): { first: number; after: number } | undefined {
	if (letters === '') return undefined;
	const last = Math.min(words.length - 1, next + WORDS_TO_LOOK_AHEAD);
	for (let first = next; first <= last; first++) {
		const after = matchFrom(first, letters, words);
		if (after !== undefined) return { first, after };
	}
	return undefined;
}

/** Index after the last word if the words from `first` on spell the letters exactly. */
function matchFrom(first: number, letters: string, words: PlacedWord[]): number | undefined {
	let spelled = 0;
	for (let index = first; index < words.length; index++) {
		const piece = words[index]?.letters ?? '';
		if (!letters.startsWith(piece, spelled)) return undefined;
		spelled += piece.length;
		if (spelled === letters.length) return index + 1;
	}
	return undefined;
}

function describe(text: string, placed: PlacedWord[]): TimedSentence {
	const utterances = placed.map(({ utterance }) => utterance);
	return {
		text: text.trim(),
		start: placed[0]?.word.start ?? placed[0]?.utterance.start ?? null,
		end: placed.at(-1)?.word.end ?? placed.at(-1)?.utterance.end ?? null,
		speaker: shared(utterances.map(({ speaker }) => speaker)),
		channel: shared(utterances.map(({ channel }) => channel)),
		language: shared(utterances.map(({ language }) => language)),
		confidence: meanConfidence(placed.map(({ word }) => word.confidence)),
	};
}

function shared<Value>(values: Value[]): Value | null {
	const [first] = values;
	return first !== undefined && values.every((value) => value === first) ? first : null;
}

function lettersOf(text: string): string {
	return text
		.normalize('NFC')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}\p{M}]/gu, '');
}
