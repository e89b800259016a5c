import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { TranscriptionJob } from '../../api/types';
import type { ChunkSize } from '../../transcript/chunks/chunks';
import { cutChunks } from '../../transcript/chunks/chunks';
import { speakerLabels } from '../../transcript/speakerLabels';
import { remarkFields } from '../addOnFields';
import { itemRows } from '../itemRows';
import type { ParameterSource } from '../parameterSource';
import { bounded, readKey } from '../parameterSource';
import { hasResult } from '../resultItem';
import type { SharedOptions } from '../sharedOptions';
import { languageField, speechIn } from '../spokenLanguage';

const SIZE_LABEL = 'Chunk Size';
const DEFAULT_CHARACTERS = 1000;
const DEFAULT_OVERLAP = 200;
/** UTF-16 units; fewer would cut most words. */
const characterBounds = [50, 1_000_000] as const;

interface NamedSize extends Partial<ChunkSize> {
	/** Name in the editor. */
	name: string;
	description: string;
}

/** Value of the `chunkSize` parameter → the size; the custom one is in fields of its own. */
const chunkSizes: Record<string, NamedSize> = {
	custom: { name: 'Custom', description: 'Enter the length and the overlap' },
	notion: {
		name: 'Notion',
		description: 'Up to 2,000 characters, as a block of text in Notion may have',
		maxCharacters: 2000,
		overlap: 0,
	},
	telegram: {
		name: 'Telegram',
		description:
			"Up to 4,096 characters, as a message may have. Turn off 'Append n8n Attribution' in the Telegram node, which adds some.",
		maxCharacters: 4096,
		overlap: 0,
	},
	vectorStore: {
		name: 'Vector Store',
		description: 'Up to 1,000 characters, of which up to 200 repeat the chunk before',
		maxCharacters: DEFAULT_CHARACTERS,
		overlap: DEFAULT_OVERLAP,
	},
};

/** How chunks are cut. */
export interface ChunkSettings extends ChunkSize {
	/** Code of a translation; '' is the original. */
	language: string;
}

/** The choice of chunks among the kinds of items. */
export const chunkKind = {
	title: 'Chunk',
	description:
		'A part of the dialogue of limited length, for messages, notes or a vector store. Summary and answers come with each.',
};

const whenChunk = { show: { itemType: ['chunk'] } };
const whenCustom = { show: { itemType: ['chunk'], chunkSize: ['custom'] } };

/** The settings of chunks in the form. */
export const chunkFields: INodeProperties[] = [
	{
		displayName: SIZE_LABEL,
		name: 'chunkSize',
		type: 'options',
		options: Object.entries(chunkSizes).map(([value, { name, description }]) => ({
			name,
			value,
			description,
		})),
		default: 'vectorStore',
		description:
			'How long a chunk may be. Chunks end with a turn of a speaker where possible, else with a sentence, else with a word.',
		displayOptions: whenChunk,
	},
	{
		displayName: 'Max Characters',
		name: 'maxCharacters',
		type: 'number',
		typeOptions: { minValue: characterBounds[0], maxValue: characterBounds[1] },
		default: DEFAULT_CHARACTERS,
		description: 'Longest chunk, names of the speakers included. An emoji counts as two or more.',
		displayOptions: whenCustom,
	},
	{
		displayName: 'Overlap',
		name: 'chunkOverlap',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: DEFAULT_OVERLAP,
		description:
			"How many characters of the chunk before to repeat at most, up to half of 'Max Characters'",
		displayOptions: whenCustom,
	},
	{ ...languageField, name: 'chunkLanguage', displayOptions: whenChunk },
];

/**
 * Reads the fields above.
 * @throws NodeOperationError when an expression gives a size that is not offered
 */
export function readChunkSettings(source: ParameterSource): ChunkSettings {
	const size = chunkSizes[readKey(source, 'chunkSize', SIZE_LABEL, chunkSizes)];
	const language = source.read('chunkLanguage');
	const custom = (name: string, fallback: number, bounds: readonly number[]) =>
		Math.trunc(bounded(source.read(name), fallback, bounds));
	return {
		maxCharacters:
			size?.maxCharacters ?? custom('maxCharacters', DEFAULT_CHARACTERS, characterBounds),
		overlap: size?.overlap ?? custom('chunkOverlap', DEFAULT_OVERLAP, [0]),
		language: typeof language === 'string' ? language.trim() : '',
	};
}

/**
 * The data of one item per chunk; see itemRows. Each also has the summary and the answers that were asked
 * for, so that a page or message made of it can show them.
 */
export function chunkRows(
	job: TranscriptionJob,
	{ language, ...size }: ChunkSettings,
	shared: SharedOptions,
): IDataObject[] {
	const { utterances, note } = speechIn(job, language);
	if (utterances === undefined) return [{ ...note, transcription_id: job.id }];
	const chunks = cutChunks(utterances, size, speakerLabels(utterances, shared.speakerNames));
	const remarks = remarkFields(job, shared, hasResult(job));
	return itemRows(
		job,
		chunks.map(({ text, speakers, start, end }) => ({
			text,
			speaker_labels: speakers,
			start,
			end,
			chunk_count: chunks.length,
			...remarks,
		})),
	);
}
