import type {
	IDataObject,
	IExecuteSingleFunctions,
	INodeProperties,
	NodeApiError,
} from 'n8n-workflow';
import { itemError } from '../../shared/api/errors';
import { metadataRows, readMetadataRows } from '../../shared/fields/metadataRows';

/** A time from the editor has no zone and is in that of the workflow; the API requires one. */
const TIME_WITH_ZONE =
	'={{ $value ? DateTime.fromISO(String($value)).toUTC().toISO() : undefined }}';

/** Every filter of the API, each routed to its query parameter. */
export const filterProperty: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: [
		{
			displayName: 'Created After',
			name: 'afterDate',
			type: 'dateTime',
			default: '',
			description: 'Only transcriptions that were created after this time',
			routing: { send: { type: 'query', property: 'after_date', value: TIME_WITH_ZONE } },
		},
		{
			displayName: 'Created Before',
			name: 'beforeDate',
			type: 'dateTime',
			default: '',
			description: 'Only transcriptions that were created before this time',
			routing: { send: { type: 'query', property: 'before_date', value: TIME_WITH_ZONE } },
		},
		{
			...metadataRows('Only transcriptions that were started with this custom metadata'),
			routing: { send: { type: 'query', property: 'custom_metadata' } },
		},
		{
			displayName: 'Date',
			name: 'date',
			type: 'string',
			default: '',
			placeholder: 'e.g. 2026-11-20',
			description: 'Only transcriptions of this day (UTC), as YYYY-MM-DD',
			routing: { send: { type: 'query', property: 'date' } },
		},
		{
			displayName: 'Skip',
			name: 'offset',
			type: 'number',
			typeOptions: { minValue: 0, numberPrecision: 0 },
			default: 0,
			description: 'Number of newest matching transcriptions to skip',
			routing: { send: { type: 'query', property: 'offset' } },
		},
		{
			displayName: 'Status',
			name: 'status',
			type: 'multiOptions',
			default: [],
			options: [
				{ name: 'Done', value: 'done' },
				{ name: 'Error', value: 'error' },
				{ name: 'Processing', value: 'processing' },
				{ name: 'Queued', value: 'queued' },
			],
			description: 'Only transcriptions with one of these statuses',
			routing: { send: { type: 'query', property: 'status' } },
		},
	],
};

/** The query that the routing made of the filters, without empty values and in the API's formats. */
export function readFilters(query: object): IDataObject {
	const { custom_metadata: metadata, ...rest } = query as IDataObject;
	const filters: IDataObject = {
		...rest,
		date: dayOf(rest.date),
		custom_metadata: readMetadataRows(metadata),
	};
	return Object.fromEntries(Object.entries(filters).filter(([, value]) => isSet(value)));
}

/** Finds what the API would misread: a 'Date' that is not a day, and an empty time span. */
export function filterError(
	context: IExecuteSingleFunctions,
	{ date, after_date: after, before_date: before }: IDataObject,
): NodeApiError | undefined {
	const validationError = (message: string, description: string) =>
		itemError(context, message, { description });
	if (date !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(String(date))) {
		return validationError(
			`'Date' is not a day: ${String(date)}`,
			'Enter it as YYYY-MM-DD, e.g. 2026-11-20',
		);
	}
	if (after !== undefined && before !== undefined && String(after) >= String(before)) {
		return validationError(
			"'Created After' is not earlier than 'Created Before'",
			'No transcription can match both: exchange the two, or leave one out',
		);
	}
	return undefined;
}

function isSet(value: unknown): boolean {
	if (value === undefined || value === null || value === '') return false;
	return !Array.isArray(value) || value.length > 0;
}

function dayOf(value: unknown): string | undefined {
	return isSet(value) ? String(value).trim().slice(0, 10) : undefined;
}
