import type { IDataObject } from 'n8n-workflow';
import { toParagraphs } from '../../transcript/paragraphs';
import { findTerm, searchableText, type MatchRules } from '../../transcript/text/searchText';
import type { SpokenWord, Utterance } from '../../transcript/utterances';
import { gapBetween } from '../../transcript/text/writing';

export interface SearchOptions extends MatchRules {
	/** Words of the same speaker's turn to return around a hit, at most longestContext. */
	wordsBefore: number;
	wordsAfter: number;
}

export const longestContext = 500;
export const mostTerms = 500;
/** Characters. */
export const longestTerm = 500;

const outerPunctuation = /^\p{P}+|\p{P}+$/gu;

interface PlacedWord extends SpokenWord {
	utterance: Utterance;
}

/**
 * Every occurrence of the terms, in the order in which they were spoken. Punctuation between
 * words does not matter, and a phrase may run on into the same speaker's next utterance. Times
 * (seconds) are those of the matched words, or of their utterance where words have none.
 */
export function searchTranscript(
	utterances: Utterance[],
	terms: string[],
	options: SearchOptions,
): IDataObject[] {
	return toParagraphs(utterances, Infinity).flatMap((turn) => {
		const words = turn.utterances.flatMap((utterance) =>
			utterance.words.map((word) => ({ ...word, utterance })),
		);
		const text = searchableText(words, options);
		const textOf = joinedWords(words);
		return terms
			.flatMap((term) => findTerm(term, text, options).map((place) => ({ term, ...place })))
			.toSorted((left, right) => left.first - right.first)
			.map(({ term, first, last }) => {
				const { wordsBefore, wordsAfter } = options;
				return {
					term,
					match: textOf(first, last + 1).replace(outerPunctuation, ''),
					...describeHit(words[first], words[last]),
					text: textOf(first - wordsBefore, last + 1 + wordsAfter),
				};
			});
	});
}

function describeHit(first: PlacedWord | undefined, last: PlacedWord | undefined): IDataObject {
	return {
		start: first?.start ?? first?.utterance.start ?? null,
		end: last?.end ?? last?.utterance.end ?? null,
		speaker: first?.utterance.speaker ?? null,
		channel: first?.utterance.channel ?? null,
		language: first?.utterance.language ?? null,
		utterance_index: first?.utterance.index ?? null,
	};
}

/** Gives the text from one word to before another, without joining the words anew each time. */
function joinedWords(words: SpokenWord[]): (from: number, to: number) => string {
	const pieces: string[] = [];
	const begins: number[] = [];
	const ends: number[] = [];
	let length = 0;
	words.forEach(({ text }, index) => {
		const gap = gapBetween(words[index - 1]?.text ?? '', text);
		pieces.push(gap, text);
		begins.push(length + gap.length);
		length += gap.length + text.length;
		ends.push(length);
	});
	const whole = pieces.join('');
	return (from, to) => whole.slice(begins[Math.max(0, from)], ends[Math.min(to, words.length) - 1]);
}
