import type { IDataObject, INodeProperties, IWebhookFunctions } from 'n8n-workflow';
import { metadataRows, readMetadataRows } from '../../shared/fields/metadataRows';
import { ALL_EVENTS } from '../events';
import type { TriggerEvent } from '../readEvent';

/** Which events start the workflow. */
export interface Filters {
	events: string[];
	jobKind?: string;
	metadata?: IDataObject;
}

export const filters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: [
		metadataRows(
			'Only jobs started with this custom metadata. Account webhooks and live messages do not carry it, so it is fetched from Gladia.',
		),
		{
			displayName: 'Job Kind',
			name: 'jobKind',
			type: 'options',
			options: [
				{ name: 'Live', value: 'live', description: 'Sessions that are streamed' },
				{ name: 'Pre-Recorded', value: 'pre-recorded', description: 'Files and URLs' },
			],
			default: 'pre-recorded',
			description: 'Only jobs of this kind',
		},
	],
};

/** The events and filters that the user has set. */
export function readFilters(context: IWebhookFunctions): Filters {
	const events: unknown = context.getNodeParameter('events', []);
	const jobKind: unknown = context.getNodeParameter('filters.jobKind', null);
	const metadata = readMetadataRows(context.getNodeParameter('filters.customMetadata', {}));
	return {
		// An expression may return a single name.
		events: (Array.isArray(events) ? events : [events]).map(String),
		...(typeof jobKind === 'string' && { jobKind }),
		...(metadata !== undefined && { metadata }),
	};
}

/** Whether the user has chosen the event, as far as the event itself tells. */
export function isChosen(
	{ name, kind }: Pick<TriggerEvent, 'name' | 'kind'>,
	{ events, jobKind }: Filters,
): boolean {
	if (jobKind !== undefined && jobKind !== kind) return false;
	return events.includes(ALL_EVENTS) || events.includes(name);
}
