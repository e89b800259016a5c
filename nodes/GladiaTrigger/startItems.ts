import type { INodeExecutionData, IWebhookFunctions } from 'n8n-workflow';
import type { TranscriptionJob } from '../shared/api/types';
import { hasMetadata } from '../shared/fields/metadataRows';
import { isRecord } from '../shared/json/values';
import type { FetchedJob } from './fetchJob';
import { fetchJob, hasOutcome } from './fetchJob';
import type { Filters } from './filters';
import { carriedJob, eventItem, failureItem, outputOf, resultItems } from './items';
import type { FoundMetadata } from './triggerState';
import { memoryOf } from './triggerState';
import type { TriggerEvent } from './readEvent';
import { hasResult } from './readEvent';

/**
 * The items that the workflow starts with, or undefined when the event is not wanted because its
 * job does not have the metadata asked for. What cannot be fetched becomes an item that says so.
 *
 * @param confirmed the job, when the API has confirmed the event
 */
export async function startItems(
	context: IWebhookFunctions,
	event: TriggerEvent,
	{ metadata: wanted }: Filters,
	confirmed?: TranscriptionJob,
): Promise<INodeExecutionData[] | undefined> {
	const wantsResult = hasResult(event) && context.getNodeParameter('fetchResult', false) === true;
	// Before anything is waited for: it names mistakes in the form.
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

/** The metadata as far as it is known already; the API is asked only if it must be known. */
async function findMetadata(
	context: IWebhookFunctions,
	event: TriggerEvent,
	fetched: FetchedJob | undefined,
	mustBeKnown: boolean,
): Promise<FoundMetadata> {
	if (event.customMetadata !== undefined) return { metadata: event.customMetadata };
	if (fetched !== undefined) return metadataIn(fetched);
	if (!mustBeKnown) return { metadata: undefined };
	const { metadata } = memoryOf(context);
	const asked = metadata.get(event.id) ?? askForMetadata(context, event);
	metadata.set(event.id, asked);
	const found = await asked;
	if ('failure' in found) metadata.delete(event.id);
	return found;
}

async function askForMetadata(
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
