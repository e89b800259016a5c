import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { jsonParse } from 'n8n-workflow';
import { accepted, notChosen, postpone, refuse, refuseContent, startedBefore } from './answers';
import { confirm, confirmedEvent } from './authentication/apiConfirmation';
import type { Call, Proof } from './authentication/authenticate';
import { authenticate } from './authentication/authenticate';
import { ConfirmedEvents } from './authentication/confirmedEvents';
import { readSignature } from './authentication/signature';
import { claimDelivery, deliveryKey, hasStarted } from './deliveries';
import type { Filters } from './fields/filters';
import { isChosen, readFilters } from './fields/filters';
import { readWindow } from './fields/options';
import type { TriggerEvent } from './readEvent';
import { readEvent } from './readEvent';
import { startItems } from './startItems';
import { knownDelivery, stateOf } from './triggerState';

/**
 * Handles one call: reads the event, authenticates it and filters it.
 *
 * @param answerLater answers 503 at once, for calls that will take longer than the caller waits
 * @returns the answer, and the items to start the workflow with, if any
 */
export async function receive(
	context: IWebhookFunctions,
	answerLater: () => void,
): Promise<IWebhookResponseData> {
	const call = await readCall(context);
	const event = readEvent(readBody(context, call));
	const proof = await authenticate(context, call);
	if ('refused' in proof) return refuse(context, proof.refused);
	const filters = readFilters(context);
	if (proof.by !== 'nothing') {
		if (event === undefined) return refuseContent(context);
		return await start(context, { call, event, filters, proof: { by: proof.by } });
	}
	if (event === undefined) return refuse(context, 'A call carried neither proof nor an event');
	return await startIfConfirmed(context, { call, event, filters }, answerLater);
}

interface Delivered {
	call: Call;
	event: TriggerEvent;
	filters: Filters;
}

/** Starts the workflow if the API confirms the event, and trusts nothing else of it. */
async function startIfConfirmed(
	context: IWebhookFunctions,
	{ call, event, filters }: Delivered,
	answerLater: () => void,
): Promise<IWebhookResponseData> {
	// Such an event starts nothing, whoever sends it, so the API is not asked.
	const mayBeLive = !event.isKindKnown && isChosen({ ...event, kind: 'live' }, filters);
	if (!mayBeLive && !isChosen(event, filters)) return notChosen();
	const key = deliveryKey(event, 'api', call);
	const confirmedEvents = new ConfirmedEvents(context, readWindow(context));
	const known = knownDelivery(context, key);
	// An event that n8n could not start is in both, and may come again.
	const isKnown = known === undefined ? confirmedEvents.has(key) : await known.started;
	if (isKnown) return startedBefore();
	const confirmation = await confirm(context, event, answerLater);
	if ('refused' in confirmation) return refuse(context, confirmation.refused);
	if ('unsure' in confirmation) return postpone(context, confirmation.unsure);
	const result = await start(context, {
		call,
		event: confirmedEvent(event, confirmation),
		filters,
		proof: { by: 'api', ...confirmation },
	});
	if (result.workflowData !== undefined) confirmedEvents.add(key);
	return result;
}

/** Starts the workflow with an authenticated event, unless the event has started it before. */
async function start(
	context: IWebhookFunctions,
	{ call, event, filters, proof }: Delivered & { proof: Proof },
): Promise<IWebhookResponseData> {
	if (!isChosen(event, filters)) return notChosen();
	const { deliveries } = stateOf(context);
	const key = deliveryKey(event, proof.by, call);
	const claim = await claimDelivery(deliveries, key);
	if (claim === undefined) return startedBefore();
	// Otherwise anyone who knows the id could repeat the event unsigned and have the API confirm it.
	const delivery = deliveries.get(key);
	const unsigned = deliveryKey(event, 'api', call);
	if (proof.by === 'signature' && delivery !== undefined && deliveries.get(unsigned) === undefined)
		deliveries.set(unsigned, delivery);
	const response = context.getResponseObject();
	try {
		const items = await startItems(context, event, filters, 'job' in proof ? proof.job : undefined);
		// Once the call has been answered, the end of the response says nothing about the start.
		claim.settle(response.headersSent || hasStarted(response));
		if (items === undefined) return accepted('The custom metadata does not match');
		return { ...accepted('The workflow was started'), workflowData: [items] };
	} finally {
		// Has no effect on a settled claim.
		claim.settle(false);
	}
}

async function readCall(context: IWebhookFunctions): Promise<Call> {
	const request = context.getRequestObject();
	// n8n leaves bodies to the node whose content type is not text.
	if (request.rawBody === undefined && request.readable) await request.readRawBody();
	return {
		signature: readSignature(context.getHeaderData()),
		// The bytes of a multipart form are gone once n8n has read it.
		rawBody: request.rawBody ?? Buffer.alloc(0),
		token: request.query.token,
	};
}

/** n8n parses JSON only when the content type says so. */
function readBody(context: IWebhookFunctions, { rawBody }: Call): unknown {
	const body: unknown = context.getBodyData();
	const isParsed = typeof body === 'object' && body !== null && Object.keys(body).length > 0;
	return isParsed ? body : jsonParse<unknown>(rawBody.toString(), { fallbackValue: null });
}
