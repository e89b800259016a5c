import type { INodeProperties } from 'n8n-workflow';
import { defaultCharactersPerRow, defaultRowsPerCaption } from '../transcript/subtitles/captions';
import { defaultParagraphPause } from '../transcript/paragraphs';
import { longestContext } from './modes/search';

const language: INodeProperties = {
	displayName: 'Language',
	name: 'language',
	type: 'string',
	default: '',
	placeholder: 'e.g. fr',
	description:
		'Code of the translation to use. Leave empty for the transcript in the spoken language.',
};

const paragraphPause: INodeProperties = {
	displayName: 'New Paragraph After',
	name: 'paragraphPause',
	type: 'number',
	typeOptions: { minValue: 0, numberPrecision: 2 },
	default: defaultParagraphPause,
	description: 'Seconds of silence after which the same speaker starts a new line',
};

const speakerNames: INodeProperties = {
	displayName: 'Speaker Names',
	name: 'speakerNames',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Speaker' },
	default: {},
	placeholder: 'Add Speaker',
	description:
		'Names to show instead of Speaker 1, Speaker 2 and so on. Speaker 1 is number 0 in the API. Without diarization the numbers are those of the audio channels.',
	options: [
		{
			displayName: 'Speaker',
			name: 'speaker',
			values: [
				{
					displayName: 'Number',
					name: 'number',
					type: 'number',
					typeOptions: { minValue: 1 },
					default: 1,
					description: 'Number of the speaker as shown in the dialogue, counted from 1',
				},
				{
					displayName: 'Name',
					name: 'name',
					type: 'string',
					default: '',
					placeholder: 'e.g. Alice',
				},
			],
		},
	],
};

const timestamps: INodeProperties = {
	displayName: 'Timestamps',
	name: 'timestamps',
	type: 'options',
	default: 'none',
	description: 'Whether and how each line shows when it was said',
	options: [
		{ name: 'None', value: 'none' },
		{ name: 'Start', value: 'clock', description: 'Such as [00:01:05]' },
		{ name: 'Start and End', value: 'range', description: 'Such as [00:01:05 - 00:01:09]' },
		{
			name: 'Start with Milliseconds',
			value: 'milliseconds',
			description: 'Such as [00:01:05.250]',
		},
	],
};

export const dialogueOptions: INodeProperties[] = [
	language,
	paragraphPause,
	speakerNames,
	timestamps,
];

export const fileOptions: INodeProperties[] = [
	{
		displayName: 'Characters per Subtitle Row',
		name: 'charactersPerRow',
		type: 'number',
		typeOptions: { minValue: 10, maxValue: 500 },
		default: defaultCharactersPerRow,
		description:
			'For subtitles made from the transcript. Wide characters such as Japanese ones count as two.',
	},
	paragraphPause,
	speakerNames,
	{
		displayName: 'Subtitle Rows',
		name: 'rowsPerCaption',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 5 },
		default: defaultRowsPerCaption,
		description: 'Most rows to show at once, for subtitles made from the transcript',
	},
	timestamps,
];

export const searchOptions: INodeProperties[] = [
	{
		displayName: 'Ignore Accents',
		name: 'ignoreAccents',
		type: 'boolean',
		default: true,
		description: 'Whether letters with and without accents match, such as é and e',
	},
	language,
	{
		displayName: 'Match Case',
		name: 'matchCase',
		type: 'boolean',
		default: false,
		description: 'Whether upper and lower case letters differ',
	},
	{
		displayName: 'Whole Words',
		name: 'wholeWords',
		type: 'boolean',
		default: true,
		description: 'Whether to skip places where a term is only a part of a longer word',
	},
	{
		displayName: 'Words After',
		name: 'wordsAfter',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: longestContext },
		default: 10,
		description: 'How many words of the same speaker to return after a hit, up to 500',
	},
	{
		displayName: 'Words Before',
		name: 'wordsBefore',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: longestContext },
		default: 10,
		description: 'How many words of the same speaker to return before a hit, up to 500',
	},
];
