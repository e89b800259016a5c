import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { isRecord, numberOrNull, recordsIn, textOrNull } from '../json/values';
import { DEFAULT_PARAGRAPH_PAUSE } from '../transcript/paragraphs';
import { clock, timecode } from '../transcript/text/timecode';
import type { ParameterSource } from './parameterSource';
import { requireKey } from './parameterSource';

/** How a transcript is written for people to read: settings of the outputs Dialogue and Files. */
export interface DialogueOptions {
	/** A key of timestampStyles. */
	timestamps: string;
	/** Names by the number that the dialogue shows: 1 for the API's speaker (or channel) 0. */
	speakerNames: Map<number, string>;
	/** Seconds of silence after which the same speaker starts a new line. */
	paragraphPause: number;
}

interface TimestampStyle extends Pick<INodePropertyOptions, 'name' | 'description'> {
	/** The text before a line, from its times in milliseconds. */
	write: (start: number, end: number) => string;
}

/** How a line shows when it was said, by the value of the `timestamps` parameter. */
export const timestampStyles: Record<string, TimestampStyle> = {
	none: { name: 'None', write: () => '' },
	clock: {
		name: 'Start',
		description: 'Such as [00:01:05]',
		write: (start) => `[${clock(start)}] `,
	},
	range: {
		name: 'Start and End',
		description: 'Such as [00:01:05 - 00:01:09]',
		write: (start, end) => `[${clock(start)} - ${clock(end)}] `,
	},
	milliseconds: {
		name: 'Start With Milliseconds',
		description: 'Such as [00:01:05.250]',
		write: (start) => `[${timecode(start, '.')}] `,
	},
};

export const paragraphPauseField: INodeProperties = {
	displayName: 'New Paragraph After (Seconds)',
	name: 'paragraphPause',
	type: 'number',
	typeOptions: { minValue: 0, numberPrecision: 2 },
	default: DEFAULT_PARAGRAPH_PAUSE,
	description: 'How long a silence must be for the same speaker to start a new line',
};

export const speakerNamesField: INodeProperties = {
	displayName: 'Speaker Names',
	name: 'speakerNames',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Speaker' },
	default: {},
	placeholder: 'Add Speaker',
	description:
		'Names to show instead of Speaker 1, Speaker 2 and so on. Speaker 1 is number 0 in the API. Without diarization, the numbers are those of the audio channels.',
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

export const timestampsField: INodeProperties = {
	displayName: 'Timestamps',
	name: 'timestamps',
	type: 'options',
	default: 'none',
	description: 'Whether and how each line shows when it was said',
	options: Object.entries(timestampStyles).map(([value, { name, description }]) => ({
		name,
		value,
		description,
	})),
};

/**
 * Reads the fields above from the collection that holds them.
 * @throws NodeOperationError when an expression gives a style of timestamps that is not offered
 */
export function readDialogueOptions(
	source: ParameterSource,
	options: Record<string, unknown>,
): DialogueOptions {
	const timestamps = textOrNull(options.timestamps) ?? 'none';
	requireKey(source, timestampsField.displayName, timestamps, timestampStyles);
	const rows = isRecord(options.speakerNames) ? recordsIn(options.speakerNames.speaker) : [];
	const names = rows.filter(({ name }) => typeof name === 'string' && name.trim() !== '');
	return {
		timestamps,
		speakerNames: new Map(names.map(({ number, name }) => [Number(number), String(name).trim()])),
		paragraphPause: numberOrNull(options.paragraphPause) ?? DEFAULT_PARAGRAPH_PAUSE,
	};
}
