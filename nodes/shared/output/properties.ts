import type {
	IDisplayOptions,
	INodeProperties,
	INodePropertyOptions,
	NodeParameterValue,
} from 'n8n-workflow';
import { dialogueOptions, fileOptions, searchOptions } from './optionFields';
import { fileFormats } from './modes/files';
import { defaultParagraphPause } from '../transcript/paragraphs';
import { resultParts } from './modes/parts';
import { itemKinds } from './modes/splitItems';

type Show = NonNullable<IDisplayOptions['show']>;

const outputs: INodePropertyOptions[] = [
	{
		name: 'Dialogue',
		value: 'dialogue',
		description: 'The transcript as text to read, with the names of the speakers',
	},
	{
		name: 'Files',
		value: 'files',
		description: 'Subtitle, text or JSON files as binary data',
	},
	{
		name: 'Full Response',
		value: 'full',
		description: 'Everything the API returns, with the secrets of callback addresses masked',
	},
	{
		name: 'Search in Transcript',
		value: 'search',
		description: 'One item for every place where a word or phrase was said',
	},
	{
		name: 'Selected Parts',
		value: 'selected',
		description: 'Only the parts of the result that you choose',
	},
	{
		name: 'Separate Items',
		value: 'items',
		description: 'One item per utterance, paragraph, word, chapter, and so on',
	},
	{
		name: 'Simplified',
		value: 'simplified',
		description: 'The fields that most workflows need, such as transcript, summary and status',
	},
];

/**
 * The choice of what comes out of a node that yields a transcription, and the settings of each
 * choice. The parameters are read by readOutputChoice.
 * @param show Under which other parameters the choice is shown.
 */
export function outputProperties(show?: Show): INodeProperties[] {
	const forOutput = (output: string, more: Record<string, NodeParameterValue[]> = {}) => ({
		show: { ...show, output: [output], ...more },
	});
	return [
		{
			displayName: 'Output',
			name: 'output',
			type: 'options',
			options: outputs,
			default: 'simplified',
			description: 'What to return of a transcription',
			...(show === undefined ? {} : { displayOptions: { show } }),
		},
		{
			displayName: 'Parts',
			name: 'parts',
			type: 'multiOptions',
			options: optionsOf(resultParts),
			default: ['id', 'status', 'full_transcript'],
			description:
				'Which parts of the result to return. An expression may also give paths into the API response, such as <code>result.translation.results[0].languages</code>.',
			displayOptions: forOutput('selected'),
		},
		{
			displayName: 'One Item Per',
			name: 'itemType',
			type: 'options',
			options: optionsOf(itemKinds),
			default: 'utterance',
			description: 'What each item of the output stands for',
			displayOptions: forOutput('items'),
		},
		{
			displayName: 'New Paragraph After',
			name: 'paragraphPause',
			type: 'number',
			typeOptions: { minValue: 0, numberPrecision: 2 },
			default: defaultParagraphPause,
			description: 'Seconds of silence after which the same speaker starts a new paragraph',
			displayOptions: forOutput('items', { itemType: ['paragraph'] }),
		},
		{
			displayName: 'Search Terms',
			name: 'searchTerms',
			type: 'string',
			typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Search Term' },
			default: [],
			required: true,
			placeholder: 'e.g. New York',
			description: 'Words or phrases to look for. Punctuation between the words does not matter.',
			displayOptions: forOutput('search'),
		},
		{
			displayName: 'Search Options',
			name: 'searchOptions',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: searchOptions,
			displayOptions: forOutput('search'),
		},
		{
			displayName: 'Dialogue Options',
			name: 'dialogueOptions',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: dialogueOptions,
			displayOptions: forOutput('dialogue'),
		},
		{
			displayName: 'File Formats',
			name: 'fileFormats',
			type: 'multiOptions',
			options: optionsOf(fileFormats),
			default: ['srt'],
			required: true,
			description:
				'The files to create. The binary fields are named after the formats. Subtitles that were not requested from Gladia are made from the transcript.',
			displayOptions: forOutput('files'),
		},
		{
			displayName: 'Include Translations',
			name: 'includeTranslations',
			type: 'boolean',
			default: false,
			description:
				'Whether to add a file for every translation. Their binary fields end in the language, such as <code>srt_fr</code>.',
			displayOptions: forOutput('files'),
		},
		{
			displayName: 'File Options',
			name: 'fileOptions',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: fileOptions,
			displayOptions: forOutput('files'),
		},
	];
}

function optionsOf(
	table: Record<string, { title: string; description: string }>,
): INodePropertyOptions[] {
	return Object.entries(table)
		.map(([value, { title, description }]) => ({ name: title, value, description }))
		.toSorted((left, right) => left.name.localeCompare(right.name, 'en'));
}
