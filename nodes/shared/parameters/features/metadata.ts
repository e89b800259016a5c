import { dataIn, isRecord } from '../../json/values';
import { flatten, isFilled } from '../engine/apiValue';
import type { ApiParameter, Feature } from '../engine/definition';
import { label } from '../engine/definition';

/** The API's limit, for the object as JSON without blanks. */
const MAX_CHARACTERS = 2000;

const PATH = 'custom_metadata';

const metadataFields: ApiParameter = {
	path: PATH,
	live: PATH,
	field: {
		displayName: 'Metadata Fields',
		name: 'metadataFields',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Field' },
		displayOptions: { show: { customMetadata: ['fields'] } },
		default: {},
		placeholder: 'Add Field',
		description: 'Names and values to find the transcription by later',
		options: [
			{
				displayName: 'Field',
				name: 'field',
				values: [
					{
						displayName: 'Name',
						name: 'name',
						type: 'string',
						default: '',
						placeholder: 'e.g. customerId',
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						default: '',
						placeholder: 'e.g. 4711',
						description: 'A text, or the result of an expression',
					},
				],
			},
		],
	},
	toApi(value) {
		const rows = flatten(isRecord(value) ? value.field : undefined)
			.filter(isRecord)
			.filter((row) => isFilled(row.name) && row.value !== undefined);
		return Object.fromEntries(rows.map((row) => [String(row.name).trim(), row.value]));
	},
};

const metadataJson: ApiParameter = {
	path: PATH,
	live: PATH,
	field: {
		displayName: 'Metadata (JSON)',
		name: 'metadataJson',
		type: 'json',
		displayOptions: { show: { customMetadata: ['json'] } },
		default: '{}',
		placeholder: 'e.g. { "customerId": 4711 }',
		description: 'A JSON object to find the transcription by later',
	},
	toApi: dataIn,
};

/** A choice decides which of the two ways to enter the object is shown, and so which one is sent. */
export const customMetadata: Feature = {
	isRare: true,
	choice: {
		displayName: 'Custom Metadata',
		name: 'customMetadata',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'As Fields',
				value: 'fields',
				description: 'Names and values, one by one',
			},
			{
				name: 'As JSON',
				value: 'json',
				description: 'One object, which may be nested',
			},
			{
				name: 'None',
				value: 'none',
				description: 'No metadata',
			},
		],
		default: 'none',
		description:
			'Your own data to store with the transcription. It is returned with the result, and you can filter by it.',
	},
	fields: [metadataFields, metadataJson],
	findIssue(read) {
		const value = read(PATH);
		if (value === undefined) return undefined;
		if (!isRecord(value)) {
			return {
				message: `${label(metadataJson)} is ${typeof value === 'string' ? 'not valid JSON' : 'JSON, but not an object'}`,
				description: 'Enter an object such as { "customerId": 4711 }',
			};
		}
		const { length } = JSON.stringify(value);
		if (length <= MAX_CHARACTERS) return undefined;
		return {
			message: `'Custom Metadata' has ${length} characters as JSON`,
			description: `Gladia keeps up to ${MAX_CHARACTERS}. Shorten the values or leave some out.`,
		};
	},
};
