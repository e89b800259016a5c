import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { dataIn, isRecord, valueAt } from '../json/values';

interface Row {
	key?: unknown;
	value?: unknown;
}

/** Keys and values that the custom metadata of a job must have, for a 'Filters' collection. */
export function metadataRows(description: string): INodeProperties {
	return {
		displayName: 'Custom Metadata',
		name: 'customMetadata',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Field' },
		placeholder: 'Add Field',
		default: {},
		description,
		options: [
			{
				displayName: 'Field',
				name: 'fields',
				values: [
					{
						displayName: 'Key',
						name: 'key',
						type: 'string',
						default: '',
						placeholder: 'e.g. customer',
						description: 'Name of the field, or its path, such as order.number',
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						default: '',
						placeholder: 'e.g. ACME',
						description: 'A text or number, or JSON such as { "number": 7 }',
					},
				],
			},
		],
	};
}

/** The object that the rows stand for, or undefined when no row has a key. */
export function readMetadataRows(value: unknown): IDataObject | undefined {
	const { fields } = (value ?? {}) as { fields?: Row[] };
	const rows = (fields ?? []).map(({ key, ...row }) => [String(key ?? '').trim(), row.value]);
	const named = rows.filter(([key]) => key !== '');
	return named.length > 0 ? (Object.fromEntries(named) as IDataObject) : undefined;
}

/**
 * Whether the custom metadata of a job has all that is wanted. A key may be a path, and a value an object
 * or JSON, of which the job must have every part. Compares other values as texts, so 12 equals "12".
 */
export function hasMetadata(metadata: unknown, wanted: IDataObject): boolean {
	return Object.entries(wanted).every(([key, value]) => {
		const isOwn = isRecord(metadata) && Object.hasOwn(metadata, key);
		return contains(isOwn ? metadata[key] : valueAt(metadata, key), value);
	});
}

function contains(actual: unknown, wanted: unknown): boolean {
	if (actual === undefined) return false;
	if (typeof actual !== 'object' || actual === null) return asText(actual) === asText(wanted);
	const parts = dataIn(wanted);
	if (Array.isArray(actual)) {
		return (
			Array.isArray(parts) && parts.every((part) => actual.some((entry) => contains(entry, part)))
		);
	}
	return (
		isRecord(parts) &&
		Object.entries(parts).every(([key, part]) => contains(own(actual, key), part))
	);
}

function own(record: object, key: string): unknown {
	return Object.hasOwn(record, key) ? (record as IDataObject)[key] : undefined;
}

function asText(value: unknown): string {
	if (value === undefined || value === null) return '';
	return typeof value === 'object' ? JSON.stringify(value) : String(value).trim();
}

/**
 * The part of the wanted metadata to filter by at Gladia: plain values under plain names, as its SDK
 * sends them. How Gladia reads paths and nested values is unknown, and a filter that it misreads would
 * leave out jobs that match.
 */
export function filterableMetadata(wanted: IDataObject): IDataObject | undefined {
	const plain = Object.entries(wanted).filter(
		([key, value]) => !/[.[\]]/.test(key) && typeof (dataIn(value) ?? '') !== 'object',
	);
	return plain.length > 0 ? (Object.fromEntries<unknown>(plain) as IDataObject) : undefined;
}
