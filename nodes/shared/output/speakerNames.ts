import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { dataIn, isRecord, recordsIn } from '../json/values';
import type { SpeakerNames } from '../transcript/speakerLabels';
import type { ParameterSource } from './parameterSource';
import { parameterError } from './parameterSource';

const JSON_LABEL = 'Speaker Names (JSON)';
const EXAMPLE = '{ "1": "Ann", "2": "Bob", "channel 1": "Agent" }';

/** Names as a table, and as an object that an expression gives. */
export const speakerNameFields: INodeProperties[] = [
	{
		displayName: 'Speaker Names',
		name: 'speakerNames',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Speaker' },
		default: {},
		placeholder: 'Add Speaker',
		description:
			'Names to show instead of Speaker 1, Speaker 2 and so on. Speaker 1 is number 0 in the API.',
		options: [
			{
				displayName: 'Speaker',
				name: 'speaker',
				values: [
					{
						displayName: 'Counted By',
						name: 'countedBy',
						type: 'options',
						default: 'speaker',
						description:
							'What the number counts, such as channels for calls with the agent on one channel and the customer on the other',
						options: [
							{ name: 'Channel', value: 'channel', description: 'Channels of the audio' },
							{
								name: 'Speaker',
								value: 'speaker',
								description: 'Speakers as shown; channels where speakers are not told apart',
							},
						],
					},
					{
						displayName: 'Number',
						name: 'number',
						type: 'number',
						typeOptions: { minValue: 1 },
						default: 1,
						description:
							'Number of the speaker or channel as shown in the dialogue, counted from 1',
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
	},
	{
		displayName: JSON_LABEL,
		name: 'speakerNamesJson',
		type: 'json',
		default: '{}',
		description: `The same as an object, for names from an expression: <code>${EXAMPLE}</code>; 'Speaker Names' has priority`,
	},
];

/**
 * Names by speaker and by channel, from both fields. Names without text are left out.
 * @throws NodeOperationError when the object is none, or has other keys or values
 */
export function readSpeakerNames(
	source: ParameterSource,
	{ speakerNames, speakerNamesJson }: Record<string, unknown>,
): SpeakerNames {
	const rows = isRecord(speakerNames) ? speakerNames.speaker : undefined;
	// A workflow that was written by hand may have the object in the place of the table.
	const inTable = rows === undefined ? namesIn(source, speakerNames) : recordsIn(rows);
	const speakers = new Map<number, string>();
	const channels = new Map<number, string>();
	for (const { countedBy, number, name } of [...namesIn(source, speakerNamesJson), ...inTable]) {
		if (typeof name !== 'string' || name.trim() === '') continue;
		(countedBy === 'channel' ? channels : speakers).set(Number(number), name.trim());
	}
	return { speakers, channels };
}

/** The rows of an object such as `{ "1": "Ann", "channel 1": "Agent" }`, also as JSON. */
function namesIn(source: ParameterSource, value: unknown): IDataObject[] {
	const isUnset = value === undefined || value === null || value === '';
	const names = isUnset ? {} : dataIn(value);
	if (!isRecord(names)) throw notNames(source, 'is not an object');
	return Object.entries(names).map(([key, name]) => {
		const [, kind = '', number] = /^(?:(speaker|channel)[\s_-]*)?(\d+)$/i.exec(key.trim()) ?? [];
		if (number === undefined) throw notNames(source, `has the unknown key '${key}'`);
		if (typeof name === 'object' && name !== null) {
			throw notNames(source, `has no name for '${key}'`);
		}
		return { countedBy: kind.toLowerCase() || 'speaker', number, name: String(name ?? '') };
	});
}

function notNames(source: ParameterSource, what: string) {
	return parameterError(source, {
		message: `'${JSON_LABEL}' ${what}`,
		description: `Enter an object of names by number, such as ${EXAMPLE}`,
	});
}
