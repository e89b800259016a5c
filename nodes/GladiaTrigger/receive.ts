import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { jsonParse } from 'n8n-workflow';
import type { Call, Proof } from './authentication/authenticate';
import { ownProofOf } from './authentication/authenticate';
import { believed, confirm } from './authentication/apiConfirmation';
import { ConfirmedBefore } from './authentication/confirmedBefore';
import { claimDelivery, deliveryKey, hasStarted } from './deliveries';
import type { Filters } from './filters';
import { isChosen, readFilters } from './filters';
import { knownDelivery, memoryOf } from './triggerState';
import { readWindow } from './options';
import type { TriggerEvent } from './readEvent';
import { readEvent } from './readEvent';
import { startItems } from './startItems';
import { readSignature } from './authentication/signature';

/** Answers one call and says with which items the workflow starts, if at all. */
export async function receive(
	context: IWebhookFunctions,
	answerLater: () => void,
): Promise<IWebhookResponseData> {
	const call = await readCall(context);
	const event = readEvent(readBody(context, call));
	const own = await ownProofOf(context, call);
	if ('refused' in own) return refuse(context, own.refused);
	const filters = readFilters(context);
	if (own.by !== 'nothing') {
		if (event === undefined) return answer(context, 400, 'This is no event of Gladia');
		return await start(context, { call, event, filters, proof: { by: own.by } });
	}
	if (event === undefined) return refuse(context, 'A call came without proof and without an event');
	return await startIfConfirmed(context, { call, event, filters }, answerLater);
}

interface Delivered {
	call: Call;
	event: TriggerEvent;
	filters: Filters;
}

/** Lets in by what the API says, and believes nothing but that. */
async function startIfConfirmed(
	context: IWebhookFunctions,
	{ call, event, filters }: Delivered,
	answerLater: () => void,
): Promise<IWebhookResponseData> {
	// Not worth a question: starts nothing, whoever calls.
	const mayBeLive = !event.kindIsTold && isChosen({ ...event, kind: 'live' }, filters);
	if (!mayBeLive && !isChosen(event, filters)) return notChosen();
	const key = deliveryKey(event, 'api', call);
	const before = new ConfirmedBefore(context, readWindow(context));
	const known = knownDelivery(context, key);
	// One that n8n could not start is in both, and may come again.
	const isKnown = known === undefined ? before.has(key) : await known.started;
	if (isKnown) return startedBefore();
	const confirmation = await confirm(context, event, answerLater);
	if ('refused' in confirmation) return refuse(context, confirmation.refused);
	if ('unsure' in confirmation) {
		log(context, confirmation.unsure);
		return answer(context, 503, LATER);
	}
	const result = await start(context, {
		call,
		event: believed(event, confirmation),
		filters,
		proof: { by: 'api', ...confirmation },
	});
	if (result.workflowData !== undefined) before.add(key);
	return result;
}

/** Starts the workflow by an event that is believed, unless it did so before. */
async function start(
	context: IWebhookFunctions,
	{ call, event, filters, proof }: Delivered & { proof: Proof },
): Promise<IWebhookResponseData> {
	// Answered as taken, or Gladia would send it again.
	if (!isChosen(event, filters)) return notChosen();
	const { deliveries } = memoryOf(context);
	const key = deliveryKey(event, proof.by, call);
	const claim = await claimDelivery(deliveries, key);
	if (claim === undefined) return startedBefore();
	// Whoever knows the id could repeat it unsigned, for the API to confirm.
	const delivery = deliveries.get(key);
	const unsigned = deliveryKey(event, 'api', call);
	if (proof.by === 'signature' && delivery !== undefined && deliveries.get(unsigned) === undefined)
		deliveries.set(unsigned, delivery);
	const response = context.getResponseObject();
	try {
		const items = await startItems(context, event, filters, 'job' in proof ? proof.job : undefined);
		// How n8n ends an answer that was given early tells nothing any more.
		claim.settle(response.headersSent || hasStarted(response));
		if (items === undefined) return taken('The custom metadata does not match');
		return { ...taken('The workflow was started'), workflowData: [items] };
	} finally {
		// No effect where it is settled.
		claim.settle(false);
	}
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

const notChosen = () => taken('This event is not chosen in the trigger');
const startedBefore = () => taken('This event has started the workflow before');

/** What a caller reads who shall send the event again. */
export const LATER = 'The event cannot be handled yet';

/** Tells a stranger nothing; the reason is for the owner of the workflow. */
function refuse(context: IWebhookFunctions, reason: string): IWebhookResponseData {
	log(context, reason);
	return answer(context, 401, 'Unauthorized');
}

function answer(context: IWebhookFunctions, status: number, message: string): IWebhookResponseData {
	const response = context.getResponseObject();
	if (!response.headersSent) response.status(status).json({ message });
	return { noWebhookResponse: true };
}

function log(context: IWebhookFunctions, reason: string): void {
	context.logger.warn(`Gladia Trigger '${context.getNode().name}': ${reason}`, {
		workflowId: context.getWorkflow().id,
	});
}
