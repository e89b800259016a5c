import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { toParagraphs } from '../../transcript/paragraphs';
import type { LabelOf } from '../../transcript/speakerLabels';
import { speakerLabels } from '../../transcript/speakerLabels';
import type { MatchRules } from '../../transcript/text/searchText';
import { findTerm, searchableText } from '../../transcript/text/searchText';
import { gapBetween } from '../../transcript/text/writing';
import type { SpokenWord, Utterance } from '../../transcript/utterances';
import { itemRows } from '../itemRows';
import type { OutputMode } from '../outputMode';
import type { ParameterSource } from '../parameterSource';
import { bounded, parameterError, readList } from '../parameterSource';
import { languageField, readLanguage, speechIn } from '../spokenLanguage';

export interface SearchOptions extends MatchRules {
	/** Words of the same speaker's turn to return around a match, at most `maxContextWords`. */
	wordsBefore: number;
	wordsAfter: number;
}

const MAX_CONTEXT_WORDS = 500;
const DEFAULT_CONTEXT_WORDS = 10;
const MAX_TERMS = 500;
const MAX_TERM_CHARACTERS = 500;

const optionFields: INodeProperties[] = [
	{
		displayName: 'Ignore Accents',
		name: 'ignoreAccents',
		type: 'boolean',
		default: true,
		description: 'Whether letters with and without accents match, such as é and e',
	},
	languageField,
	{
		displayName: 'Match Case',
		name: 'matchCase',
		type: 'boolean',
		default: false,
		description: 'Whether to distinguish uppercase from lowercase letters',
	},
	{
		displayName: 'Whole Words',
		name: 'wholeWords',
		type: 'boolean',
		default: true,
		description: 'Whether to skip places where a term is only part of a longer word',
	},
	{
		displayName: 'Words After',
		name: 'wordsAfter',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: MAX_CONTEXT_WORDS },
		default: DEFAULT_CONTEXT_WORDS,
		description: 'How many words of the same speaker to return after a match, up to 500',
	},
	{
		displayName: 'Words Before',
		name: 'wordsBefore',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: MAX_CONTEXT_WORDS },
		default: DEFAULT_CONTEXT_WORDS,
		description: 'How many words of the same speaker to return before a match, up to 500',
	},
];

interface SearchSettings {
	terms: string[];
	/** Code of a translation; '' is the original. */
	language: string;
	options: SearchOptions;
}

/** Output 'Search in Transcript': one item per match. */
export const search: OutputMode<SearchSettings> = {
	title: 'Search in Transcript',
	description: 'One item for every place where a word or phrase was said',
	fields: [
		{
			displayName: 'Search Terms',
			name: 'searchTerms',
			type: 'string',
			typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Search Term' },
			default: [],
			required: true,
			placeholder: 'e.g. New York',
			description: 'Words or phrases to look for. Punctuation between the words does not matter.',
		},
	],
	options: { displayName: 'Search Options', name: 'searchOptions', fields: optionFields },
	readSettings(source, options) {
		const words = (value: unknown) => bounded(value, DEFAULT_CONTEXT_WORDS, [0, MAX_CONTEXT_WORDS]);
		return {
			terms: readTerms(source),
			language: readLanguage(options),
			options: {
				matchCase: options.matchCase === true,
				wholeWords: options.wholeWords !== false,
				ignoreAccents: options.ignoreAccents !== false,
				wordsBefore: words(options.wordsBefore),
				wordsAfter: words(options.wordsAfter),
			},
		};
	},
	needsTranscript: true,
	attachesFiles: false,
	shape(job, { terms, language, options, shared }) {
		const { utterances, note } = speechIn(job, language);
		if (utterances === undefined) return [{ json: { ...note, transcription_id: job.id } }];
		const labelOf = speakerLabels(utterances, shared.speakerNames);
		const matches = searchTranscript(utterances, terms, options, labelOf);
		return itemRows(job, matches).map((json) => ({ json }));
	},
};

/** Every term once, in the order of the list. */
function readTerms(source: ParameterSource): string[] {
	const terms = [...new Set(readList(source, 'searchTerms', 'Search Terms'))];
	const tooLong = terms.find((term) => term.length > MAX_TERM_CHARACTERS);
	if (terms.length <= MAX_TERMS && tooLong === undefined) return terms;
	throw parameterError(source, {
		message:
			tooLong === undefined
				? `'Search Terms' has ${terms.length} entries`
				: `'Search Terms' has an entry of ${tooLong.length} characters`,
		description: `You can search for up to ${MAX_TERMS} terms of up to ${MAX_TERM_CHARACTERS} characters each`,
	});
}

const outerPunctuation = /^\p{P}+|\p{P}+$/gu;

interface PlacedWord extends SpokenWord {
	utterance: Utterance;
}

/**
 * Every occurrence of the terms, in spoken order. Punctuation between words is ignored, and a phrase may
 * continue in the same speaker's next utterance. Times (seconds) are those of the matched words, or of
 * their utterance where words have none.
 */
export function searchTranscript(
	utterances: Utterance[],
	terms: string[],
	options: SearchOptions,
	labelOf: LabelOf = () => null,
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
					text: textOf(first - wordsBefore, last + 1 + wordsAfter),
					speaker_label: labelOf(turn),
					term,
					match: textOf(first, last + 1).replace(outerPunctuation, ''),
					...describeMatch(words[first], words[last]),
				};
			});
	});
}

function describeMatch(first: PlacedWord | undefined, last: PlacedWord | undefined): IDataObject {
	return {
		start: first?.start ?? first?.utterance.start ?? null,
		end: last?.end ?? last?.utterance.end ?? null,
		speaker: first?.utterance.speaker ?? null,
		channel: first?.utterance.channel ?? null,
		language: first?.utterance.language ?? null,
		utterance_index: first?.utterance.index ?? null,
	};
}

/** A function for the text from one word up to another, which joins the words only once. */
function joinedWords(words: SpokenWord[]): (from: number, to: number) => string {
	const pieces: string[] = [];
	const starts: number[] = [];
	const ends: number[] = [];
	let length = 0;
	words.forEach(({ text }, index) => {
		const gap = gapBetween(words[index - 1]?.text ?? '', text);
		pieces.push(gap, text);
		starts.push(length + gap.length);
		length += gap.length + text.length;
		ends.push(length);
	});
	const whole = pieces.join('');
	return (from, to) => whole.slice(starts[Math.max(0, from)], ends[Math.min(to, words.length) - 1]);
}
