import type { IDataObject, INodeProperties } from 'n8n-workflow';

interface Row {
	key?: unknown;
	value?: unknown;
}

/** Keys and values that the custom metadata of a job must have; an entry of a 'Filters' collection. */
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
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						default: '',
						placeholder: 'e.g. ACME',
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
