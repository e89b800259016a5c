import type {
	IDataObject,
	INodeExecutionData,
	IWebhookFunctions,
	NodeApiError,
} from 'n8n-workflow';
import { maskSecrets } from '../shared/api/callbackSecrets';
import { errorDetails } from '../shared/api/errors';
import type { TranscriptionJob } from '../shared/api/types';
import type { OutputChoice } from '../shared/output/choice';
import { readOutputChoice } from '../shared/output/choice';
import { toExecutionData } from '../shared/output/output';
import { shapeResult } from '../shared/output/shape';
import type { TriggerEvent } from './readEvent';

/** The item of an event as received, with the content of the callback. */
export function eventItem(event: TriggerEvent, metadata: unknown): INodeExecutionData {
	const { payload, error } = maskSecrets({ payload: event.payload, error: event.error });
	return {
		json: {
			...heading(event),
			id: event.id,
			...(metadata !== undefined && { custom_metadata: metadata }),
			...(payload !== undefined && { payload }),
			...(error !== undefined && { error: error }),
		},
	};
}

/** The item of an event whose job could not be read, with everything needed to try again. */
export function failureItem(event: TriggerEvent, failure: NodeApiError): INodeExecutionData {
	const { message, description } = failure;
	const error = { message, description: description ?? null, ...errorDetails(failure) };
	return { json: { ...heading(event), id: event.id, error } };
}

/** @throws NodeApiError when the form lacks something that the chosen output needs */
export function outputOf(context: IWebhookFunctions): OutputChoice {
	return readOutputChoice({
		node: context.getNode(),
		itemIndex: 0,
		read: (name) => context.getNodeParameter(name, null),
	});
}

/** The chosen output of a result, each item with the event that it came with. */
export async function resultItems(
	context: IWebhookFunctions,
	event: TriggerEvent,
	{ job, choice }: { job: TranscriptionJob; choice: OutputChoice },
): Promise<INodeExecutionData[]> {
	const { kind = event.kind } = job;
	return await Promise.all(
		shapeResult(job, choice).map(async (shaped) => {
			const { json, binary } = await toExecutionData(shaped, 0, context.helpers);
			return { json: { ...json, ...heading({ ...event, kind }) }, ...(binary && { binary }) };
		}),
	);
}

/** The job in a callback, with the fields that a callback has, or undefined without a result. */
export function carriedJob({ id, kind, result }: TriggerEvent): TranscriptionJob | undefined {
	if (result === undefined) return undefined;
	const job: unknown = { id, kind, status: 'done', result };
	return job as TranscriptionJob;
}

function heading({ event, sender, kind }: TriggerEvent): IDataObject {
	return { event, sent_by: sender, kind };
}
