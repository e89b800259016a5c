import type { INodeExecutionData, IWebhookFunctions } from 'n8n-workflow';
import type { TranscriptionJob } from '../shared/api/types';
import { hasMetadata } from '../shared/fields/metadataRows';
import { isRecord } from '../shared/json/values';
import type { FetchedJob } from './fetchJob';
import { fetchJob, hasOutcome } from './fetchJob';
import type { Filters } from './fields/filters';
import { carriedJob, eventItem, failureItem, outputOf, resultItems } from './items';
import type { TriggerEvent } from './readEvent';
import { hasResult } from './readEvent';
import type { FoundMetadata } from './triggerState';
import { stateOf } from './triggerState';

/**
 * The items to start the workflow with, or undefined when the job does not have the custom metadata
 * that the filter asks for. If something cannot be fetched, the item reports it.
 *
 * @param confirmed the job, when the API has confirmed the event
 * @throws NodeApiError when the form lacks something that the chosen output needs
 */
export async function startItems(
	context: IWebhookFunctions,
	event: TriggerEvent,
	{ metadata: wanted }: Filters,
	confirmed?: TranscriptionJob,
): Promise<INodeExecutionData[] | undefined> {
	const wantsResult = hasResult(event) && context.getNodeParameter('fetchResult', false) === true;
	// Read first, because it reports missing fields before anything is waited for.
	const choice = wantsResult ? outputOf(context) : undefined;
	const carried = wantsResult ? carriedJob(event) : undefined;
	const isRead = carried !== undefined || (confirmed !== undefined && hasOutcome(confirmed));
	const read: FetchedJob | undefined =
		wantsResult && !isRead ? await fetchJob(context, event, true) : confirmed && { job: confirmed };
	if (read !== undefined && 'failure' in read) return [failureItem(event, read.failure)];

	const found = await findMetadata(context, event, read, wanted !== undefined);
	if ('failure' in found) return [failureItem(event, found.failure)];
	const { metadata } = found;
	if (wanted !== undefined && !hasMetadata(metadata, wanted)) return undefined;

	const job = carried ?? read?.job;
	if (choice === undefined || job === undefined) return [eventItem(event, metadata)];
	return await resultItems(context, event, { job: withMetadata(job, metadata), choice });
}

/** The metadata as far as it is known; asks the API only when the filter needs it. */
async function findMetadata(
	context: IWebhookFunctions,
	event: TriggerEvent,
	fetched: FetchedJob | undefined,
	isNeeded: boolean,
): Promise<FoundMetadata> {
	if (event.customMetadata !== undefined) return { metadata: event.customMetadata };
	if (fetched !== undefined) return metadataIn(fetched);
	if (!isNeeded) return { metadata: undefined };
	const { metadata } = stateOf(context);
	const request = metadata.get(event.id) ?? fetchMetadata(context, event);
	metadata.set(event.id, request);
	const found = await request;
	if ('failure' in found) metadata.delete(event.id);
	return found;
}

async function fetchMetadata(
	context: IWebhookFunctions,
	event: TriggerEvent,
): Promise<FoundMetadata> {
	return metadataIn(await fetchJob(context, event, false));
}

function metadataIn(fetched: FetchedJob): FoundMetadata {
	return 'failure' in fetched ? fetched : { metadata: fetched.job.custom_metadata };
}

/** Gladia sends null for a job without metadata. */
function withMetadata(job: TranscriptionJob, metadata: unknown): TranscriptionJob {
	return isRecord(metadata) ? { ...job, custom_metadata: metadata } : job;
}
