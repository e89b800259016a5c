import type { IDataObject } from 'n8n-workflow';
import type { TranscriptionJob } from '../../api/types';
import { isRecord, numberOrNull, recordsIn, textOrNull, valueAt } from '../../json/values';
import { chaptersOf } from '../../transcript/chapters';
import { entityRows } from '../../transcript/entities';
import { DEFAULT_PARAGRAPH_PAUSE, toParagraphs } from '../../transcript/paragraphs';
import { timedSentences } from '../../transcript/sentences';
import { literalIn } from '../../transcript/text/pythonLiteral';
import { trimTexts } from '../../transcript/trimTexts';
import type { Utterance } from '../../transcript/utterances';
import { translationsOf, utterancesOf } from '../../transcript/utterances';
import { paragraphPauseField } from '../dialogueFields';
import { itemRows } from '../itemRows';
import type { OutputMode } from '../outputMode';
import { optionsOf, outputOptions } from '../outputMode';
import { readKey } from '../parameterSource';
import type { ChunkSettings } from './chunkItems';
import { chunkFields, chunkKind, chunkRows, readChunkSettings } from './chunkItems';

interface ItemKind {
	/** Title in the editor. */
	title: string;
	description: string;
	rows: (job: TranscriptionJob, paragraphPause: number) => unknown[];
}

/** What a result can be split into: value of the `itemType` parameter → its rows. */
export const itemKinds: Record<string, ItemKind> = {
	chapter: {
		title: 'Chapter',
		description: 'A chapter with headline, summary and times',
		rows: (job) => rowsIn(chaptersOf(job), 'chapters').map(without('sentences')),
	},
	namedEntity: {
		title: 'Named Entity',
		description: 'A name, place, date or other entity with its times',
		rows: entityRows,
	},
	paragraph: {
		title: 'Paragraph',
		description: 'What one speaker said without a long pause',
		rows: (job, paragraphPause) =>
			toParagraphs(utterancesOf(job), paragraphPause).map(({ utterances, ...paragraph }) => ({
				...paragraph,
				utterance_count: utterances.length,
			})),
	},
	promptAnswer: {
		title: 'Prompt Answer',
		description: "A language model's answer to one of the prompts",
		rows: promptAnswers,
	},
	sentence: {
		title: 'Sentence',
		description: 'A sentence; without the sentences add-on the transcript is cut into sentences',
		rows: (job) => timedSentences(job),
	},
	sentiment: {
		title: 'Sentiment',
		description: 'A passage with its sentiment and emotion',
		rows: (job) => rowsIn(literalIn(valueAt(job, 'result.sentiment_analysis.results')), 'results'),
	},
	translatedUtterance: {
		title: 'Translated Utterance',
		description: 'An utterance of a translation, for every target language',
		rows: (job) =>
			translationsOf(job).flatMap(({ language, utterances }) =>
				utterances.map((utterance) => ({
					target_language: language,
					utterance_index: utterance.index,
					...utteranceRow(utterance),
				})),
			),
	},
	translation: {
		title: 'Translation',
		description: 'The whole transcript in one target language',
		rows: (job) =>
			translationsOf(job).map(({ language, source }) => ({
				target_language: language,
				...without('utterances')(source),
			})),
	},
	utterance: {
		title: 'Utterance',
		description: 'A continuous piece of speech with its times, speaker and channel',
		rows: (job) => utterancesOf(job).map(utteranceRow),
	},
	word: {
		title: 'Word',
		description: 'A single word with its times and confidence',
		rows: (job) => utterancesOf(job).flatMap(wordRows),
	},
};

/**
 * The data of one item per row of the chosen kind; see itemRows.
 * @param paragraphPause Seconds of silence that separate two paragraphs of one speaker.
 */
export function splitIntoItems(
	job: TranscriptionJob,
	itemType: string,
	paragraphPause: number,
): IDataObject[] {
	const rows = itemKinds[itemType]?.rows(job, paragraphPause) ?? [];
	return itemRows(job, rows.filter(isRecord));
}

const offered = { ...itemKinds, chunk: chunkKind };

/** What a result is split into, and how. */
interface SplitSettings {
	/** A key of `offered`. */
	itemType: string;
	/** Seconds of silence that separate two paragraphs of one speaker. */
	paragraphPause: number;
	/** Only for chunks. */
	chunks?: ChunkSettings;
}

/** Output 'Separate Items': one item per row of the chosen kind. */
export const separateItems: OutputMode<SplitSettings> = {
	title: 'Separate Items',
	description: 'One item per utterance, paragraph, word, chapter, and so on',
	fields: [
		{
			displayName: 'One Item Per',
			name: 'itemType',
			type: 'options',
			options: optionsOf(offered),
			default: 'utterance',
			description: 'What each item of the output stands for',
		},
		{
			...paragraphPauseField,
			description: 'How long a silence must be for the same speaker to start a new paragraph',
			displayOptions: { show: { itemType: ['paragraph'] } },
		},
		...chunkFields,
	],
	options: outputOptions,
	readSettings(source) {
		const itemType = readKey(source, 'itemType', 'One Item Per', offered);
		const paragraphPause = numberOrNull(source.read('paragraphPause')) ?? DEFAULT_PARAGRAPH_PAUSE;
		const chunks = itemType === 'chunk' ? { chunks: readChunkSettings(source) } : {};
		return { itemType, paragraphPause, ...chunks };
	},
	needsTranscript: true,
	attachesFiles: false,
	shape: (job, { itemType, paragraphPause, chunks, shared }) => {
		if (chunks) return chunkRows(job, chunks, shared.speakerNames).map((json) => ({ json }));
		// Sentences are trimmed as they are made, so that no copy of all words is needed.
		const clean = itemType === 'sentence' ? job : trimTexts(job);
		return splitIntoItems(clean, itemType, paragraphPause).map((json) => ({ json }));
	},
};

/** An utterance without its words, which have a kind of their own; unknown fields are kept. */
function utteranceRow(utterance: Utterance): IDataObject {
	const { start, end, speaker, channel, language, confidence, text } = utterance;
	const fields = { start, end, speaker, channel, language, confidence, text };
	return { ...fields, ...without('words')(utterance.source), text };
}

function wordRows({ source, speaker, channel, language, index }: Utterance): IDataObject[] {
	return recordsIn(source.words).map((word) => ({
		...word,
		word: textOrNull(word.word)?.trim() ?? null,
		speaker,
		channel,
		language,
		utterance_index: index,
	}));
}

function promptAnswers(job: TranscriptionJob): IDataObject[] {
	return recordsIn(valueAt(job, 'result.audio_to_llm.results')).map((answer, index) => ({
		prompt:
			textOrNull(valueAt(answer, 'results.prompt')) ??
			textOrNull(valueAt(job, `request_params.audio_to_llm_config.prompts[${index}]`)),
		response: textOrNull(valueAt(answer, 'results.response')),
		success: answer.success !== false,
		error: answer.error ?? null,
	}));
}

/** Rows of a list, of a list inside an object, or the object itself as the only row. */
function rowsIn(value: unknown, listName: string): IDataObject[] {
	if (!isRecord(value)) return recordsIn(value);
	return Array.isArray(value[listName]) ? recordsIn(value[listName]) : [value];
}

function without(name: string): (row: IDataObject) => IDataObject {
	return (row) => Object.fromEntries(Object.entries(row).filter(([key]) => key !== name));
}
