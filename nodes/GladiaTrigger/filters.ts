import type { IDataObject, INodeProperties, IWebhookFunctions } from 'n8n-workflow';
import { metadataRows, readMetadataRows } from '../shared/fields/metadataRows';
import { ALL_EVENTS } from './events';
import type { TriggerEvent } from './readEvent';

/** What the user wants to hear of. */
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
			'Only jobs that were started with this custom metadata. Account webhooks and live messages do not carry it, so it is fetched from Gladia for them.',
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

export function readFilters(context: IWebhookFunctions): Filters {
	const events: unknown = context.getNodeParameter('events', []);
	const jobKind: unknown = context.getNodeParameter('filters.jobKind', null);
	const metadata = readMetadataRows(context.getNodeParameter('filters.customMetadata', {}));
	return {
		// An expression may give one name.
		events: (Array.isArray(events) ? events : [events]).map(String),
		...(typeof jobKind === 'string' && { jobKind }),
		...(metadata !== undefined && { metadata }),
	};
}

/** Whether the event is one of those chosen, as far as it tells by itself. */
export function isChosen({ name, kind }: TriggerEvent, { events, jobKind }: Filters): boolean {
	if (jobKind !== undefined && jobKind !== kind) return false;
	return events.includes(ALL_EVENTS) || events.includes(name);
}
