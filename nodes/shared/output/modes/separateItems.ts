import type { IDataObject } from 'n8n-workflow';
import type { TranscriptionJob } from '../../api/types';
import { numberOrNull } from '../../json/values';
import { DEFAULT_PARAGRAPH_PAUSE } from '../../transcript/paragraphs';
import { noNames, speakerLabels } from '../../transcript/speakerLabels';
import { trimTexts } from '../../transcript/trimTexts';
import { utterancesOf } from '../../transcript/utterances';
import { paragraphPauseField } from '../dialogueFields';
import type { RowSource } from '../itemKinds';
import { itemKinds } from '../itemKinds';
import { itemRows } from '../itemRows';
import type { OutputMode } from '../outputMode';
import { optionsOf, outputOptions } from '../outputMode';
import { readKey } from '../parameterSource';
import type { SharedOptions } from '../sharedOptions';
import type { ChunkSettings } from './chunkItems';
import { chunkFields, chunkKind, chunkRows, readChunkSettings } from './chunkItems';

type SplitOptions = Pick<RowSource, 'paragraphPause' | 'questions'> &
	Pick<SharedOptions, 'speakerNames'>;

/** The data of one item per row of the chosen kind; see itemRows. */
export function splitIntoItems(
	job: TranscriptionJob,
	itemType: string,
	options: Partial<SplitOptions> = {},
): IDataObject[] {
	const { paragraphPause = DEFAULT_PARAGRAPH_PAUSE, questions = [], speakerNames } = options;
	const utterances = utterancesOf(job);
	const labelOf = speakerLabels(utterances, speakerNames ?? noNames);
	const source = { job, utterances, labelOf, paragraphPause, questions };
	return itemRows(job, itemKinds[itemType]?.rows(source) ?? []);
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
		if (chunks) return chunkRows(job, chunks, shared).map((json) => ({ json }));
		const clean = itemKinds[itemType]?.trimsTexts ? job : trimTexts(job);
		const rows = splitIntoItems(clean, itemType, { ...shared, paragraphPause });
		return rows.map((json) => ({ json }));
	},
};
