import type { IDataObject } from 'n8n-workflow';
import { toParagraphs } from './paragraphs';
import { findTerm, searchableText, type MatchRules } from './searchText';
import type { SpokenWord, Utterance } from './utterances';
import { joinTexts } from './writing';

export interface SearchOptions extends MatchRules {
	/** Words of the same speaker's turn to return around a hit. */
	wordsBefore: number;
	wordsAfter: number;
}

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
		return terms
			.flatMap((term) => findTerm(term, text, options).map((place) => ({ term, ...place })))
			.toSorted((left, right) => left.first - right.first)
			.map(({ term, first, last }) => describeHit(term, words, first, last, options));
	});
}

function describeHit(
	term: string,
	words: PlacedWord[],
	first: number,
	last: number,
	{ wordsBefore, wordsAfter }: SearchOptions,
): IDataObject {
	const textOf = (from: number, to: number) =>
		joinTexts(words.slice(Math.max(0, from), to).map(({ text }) => text));
	const begin = words[first];
	const finish = words[last];
	return {
		term,
		match: textOf(first, last + 1).replace(outerPunctuation, ''),
		start: begin?.start ?? begin?.utterance.start ?? null,
		end: finish?.end ?? finish?.utterance.end ?? null,
		speaker: begin?.utterance.speaker ?? null,
		channel: begin?.utterance.channel ?? null,
		language: begin?.utterance.language ?? null,
		utterance_index: begin?.utterance.index ?? null,
		text: textOf(first - wordsBefore, last + 1 + wordsAfter),
	};
}
