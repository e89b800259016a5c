import type { IDataObject } from 'n8n-workflow';
import type { TranscriptionJob } from '../api/types';
import { isRecord, numberOrNull, recordsIn, textOrNull, valueAt, without } from '../json/values';
import { promptAnswers } from '../transcript/answers';
import { chaptersOf } from '../transcript/chapters';
import { entityRows } from '../transcript/entities';
import { toParagraphs } from '../transcript/paragraphs';
import type { Question } from '../transcript/questions';
import { timedSentences } from '../transcript/sentences';
import type { LabelOf, Voice } from '../transcript/speakerLabels';
import { literalIn } from '../transcript/text/pythonLiteral';
import type { Utterance } from '../transcript/utterances';
import { translationsOf } from '../transcript/utterances';
import { voiceFinder } from '../transcript/voiceFinder';

/** What rows are made of. */
export interface RowSource {
	job: TranscriptionJob;
	utterances: Utterance[];
	labelOf: LabelOf;
	/** Seconds of silence that separate two paragraphs of one speaker. */
	paragraphPause: number;
	questions: Question[];
}

interface ItemKind {
	/** Title in the editor. */
	title: string;
	description: string;
	/** Each row begins with its text, and names who speaks; see itemRows for what is added. */
	rows: (source: RowSource) => Iterable<unknown>;
	/** Whether it trims texts as it makes rows, so that no trimmed copy of the whole job is needed. */
	trimsTexts?: true;
}

/** What a result can be split into: value of the `itemType` parameter → its rows. */
export const itemKinds: Record<string, ItemKind> = {
	chapter: {
		title: 'Chapter',
		description: 'A chapter with headline, summary and times',
		rows: ({ job }) => rowsIn(chaptersOf(job), 'chapters').map((row) => without(row, 'sentences')),
	},
	namedEntity: {
		title: 'Named Entity',
		description: 'A name, place, date or other entity with its times',
		rows: (source) => withSpeakers(entityRows(source.job), source),
	},
	paragraph: {
		title: 'Paragraph',
		description: 'What one speaker said without a long pause',
		rows: ({ utterances, labelOf, paragraphPause }) =>
			toParagraphs(utterances, paragraphPause).map(({ utterances: own, text, ...paragraph }) => ({
				text,
				speaker_label: labelOf(paragraph),
				...paragraph,
				utterance_count: own.length,
			})),
	},
	promptAnswer: {
		title: 'Prompt Answer',
		description: "A language model's answer to one of the prompts",
		rows: ({ job, questions }) =>
			promptAnswers(job, questions).map(({ isNotJson, ...answer }) => ({
				...answer,
				...(isNotJson && { is_not_json: true }),
			})),
	},
	sentence: {
		title: 'Sentence',
		description: 'A sentence; without the sentences add-on the transcript is cut into sentences',
		rows: sentenceRows,
		trimsTexts: true,
	},
	sentiment: {
		title: 'Sentiment',
		description: 'A passage with its sentiment and emotion',
		rows(source) {
			const results = literalIn(valueAt(source.job, 'result.sentiment_analysis.results'));
			return withSpeakers(rowsIn(results, 'results'), source);
		},
	},
	translatedUtterance: {
		title: 'Translated Utterance',
		description: 'An utterance of a translation, for every target language',
		rows: ({ job, labelOf }) =>
			translationsOf(job).flatMap(({ language, utterances }) =>
				utterances.map((utterance) => ({
					...utteranceRow(utterance, labelOf),
					target_language: language,
					utterance_index: utterance.index,
				})),
			),
	},
	translation: {
		title: 'Translation',
		description: 'The whole transcript in one target language',
		rows: ({ job }) =>
			translationsOf(job).map(({ language, source: { full_transcript = null, ...source } }) => ({
				full_transcript,
				target_language: language,
				...without(source, 'utterances'),
			})),
	},
	utterance: {
		title: 'Utterance',
		description: 'A continuous piece of speech with its times, speaker and channel',
		rows: ({ utterances, labelOf }) =>
			utterances.map((utterance) => utteranceRow(utterance, labelOf)),
	},
	word: {
		title: 'Word',
		description: 'A single word with its times and confidence',
		// One by one: of 100,000 words there are not all rows in memory beside all items.
		*rows({ utterances, labelOf }) {
			for (const utterance of utterances) yield* wordRows(utterance, labelOf);
		},
		trimsTexts: true,
	},
};

/** An utterance without its words, which have a kind of their own; unknown fields are kept. */
function utteranceRow(utterance: Utterance, labelOf: LabelOf): IDataObject {
	const { start, end, speaker, channel, language, confidence, text } = utterance;
	return {
		text,
		speaker_label: labelOf(utterance),
		...{ start, end, speaker, channel, language, confidence },
		...without(utterance.source, 'words', 'text'),
	};
}

function wordRows(utterance: Utterance, labelOf: LabelOf): IDataObject[] {
	const { source, speaker, channel, language, index } = utterance;
	const speaker_label = labelOf(utterance);
	return recordsIn(source.words).map(({ word, ...about }) => ({
		word: textOrNull(word)?.trim() ?? null,
		speaker_label,
		...about,
		speaker,
		channel,
		language,
		utterance_index: index,
	}));
}

/** A sentence of several speakers, or one that is not in the transcript, has no label. */
function sentenceRows({ job, utterances, labelOf }: RowSource): IDataObject[] {
	const isDiarized = utterances.some(({ speaker }) => speaker !== null);
	return timedSentences(job).map(({ text, ...sentence }) => {
		const isKnown = (isDiarized ? sentence.speaker : sentence.channel) !== null;
		return { text, speaker_label: isKnown ? labelOf(sentence) : null, ...sentence };
	});
}

/** Findings with who said them: the speaker that they name, or else the one who spoke as they begin. */
function withSpeakers(rows: IDataObject[], { utterances, labelOf }: RowSource): IDataObject[] {
	const voiceAt = voiceFinder(utterances);
	return rows.map(({ text = null, ...row }) => {
		const channel = numberOrNull(row.channel);
		const found = voiceAt(numberOrNull(row.start), channel);
		const speaker = numberOrNull(row.speaker) ?? found?.speaker ?? null;
		const voice: Voice = { speaker, channel: channel ?? found?.channel ?? null };
		const isKnown = found !== undefined || speaker !== null || channel !== null;
		return { text, speaker_label: isKnown ? labelOf(voice) : null, ...row };
	});
}

/** Rows of a list, of a list inside an object, or the object itself as the only row. */
function rowsIn(value: unknown, listName: string): IDataObject[] {
	if (!isRecord(value)) return recordsIn(value);
	return Array.isArray(value[listName]) ? recordsIn(value[listName]) : [value];
}
