import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { jsonParse } from 'n8n-workflow';
import type { Call } from './authenticate';
import { refusalOf } from './authenticate';
import { claimDelivery, deliveryKey } from './deliveries';
import { isChosen, readFilters } from './filters';
import { memoryOf } from './memory';
import { readEvent } from './readEvent';
import { startItems } from './startItems';
import { readSignature } from './verify';

/** Answers one call and says with which items the workflow starts, if at all. */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const call = await readCall(context);
	const event = readEvent(readBody(context, call));
	const refusal = await refusalOf(context, call, event);
	if (refusal !== undefined) {
		context.logger.warn(`Gladia Trigger '${context.getNode().name}': ${refusal}`, {
			workflowId: context.getWorkflow().id,
		});
		return refuse(context, 401, refusal);
	}
	if (event === undefined) return refuse(context, 400, 'This is no event of Gladia');
	const filters = readFilters(context);
	// Answered as taken, or Gladia would send it again.
	if (!isChosen(event, filters)) return taken('This event is not chosen in the trigger');
	const { deliveries } = memoryOf(context);
	const key = deliveryKey(event, call.signature, call.rawBody);
	if (!(await claimDelivery(deliveries, key, context.getResponseObject()))) {
		return taken('This event has started the workflow before');
	}
	const items = await startItems(context, event, filters);
	if (items === undefined) return taken('The custom metadata does not match');
	return { ...taken('The workflow was started'), workflowData: [items] };
}

async function readCall(context: IWebhookFunctions): Promise<Call> {
	const request = context.getRequestObject();
	// n8n leaves it to the node to read what the header does not call text.
	if (request.rawBody === undefined && request.readable) await request.readRawBody();
	return {
		signature: readSignature(context.getHeaderData()),
		// Of a form with files there are no bytes any more.
		rawBody: request.rawBody ?? Buffer.alloc(0),
		token: request.query.token,
	};
}

/** n8n reads JSON only when the header says that it is JSON. */
function readBody(context: IWebhookFunctions, { rawBody }: Call): unknown {
	const body: unknown = context.getBodyData();
	const isRead = typeof body === 'object' && body !== null && Object.keys(body).length > 0;
	return isRead ? body : jsonParse<unknown>(rawBody.toString(), { fallbackValue: null });
}

function taken(message: string): IWebhookResponseData {
	return { webhookResponse: { message } };
}

function refuse(
	context: IWebhookFunctions,
	status: 400 | 401,
	message: string,
): IWebhookResponseData {
	context.getResponseObject().status(status).json({ message });
	return { noWebhookResponse: true };
}
