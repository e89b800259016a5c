import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

/** Asks the caller to send the event again. */
export const TRY_LATER = 'The event cannot be handled yet';

/** 200 with a message, sent by n8n once it has started the workflow, if there is one to start. */
export function accepted(message: string): IWebhookResponseData {
	return { webhookResponse: { message } };
}

/** For events that the user did not select; anything but 200 would make Gladia send them again. */
export const notChosen = () => accepted('This event is not chosen in the trigger');

/** For copies and retries of a delivery. */
export const startedBefore = () => accepted('This event has started the workflow before');

/**
 * 401 without a reason, which a stranger need not know; the owner of the workflow finds it in the log.
 *
 * @throws NodeOperationError with the reason when the editor listens (see `showInEditor`)
 */
export function refuse(context: IWebhookFunctions, reason: string): IWebhookResponseData {
	logReason(context, reason);
	const answered = answer(context, 401, 'Unauthorized');
	showInEditor(context, reason);
	return answered;
}

/** 400 for a call that proves who sent it, but is no event; shown in the editor as well. */
export function refuseContent(context: IWebhookFunctions): IWebhookResponseData {
	const answered = answer(context, 400, 'Not a Gladia event');
	showInEditor(context, 'Its body is not a Gladia event. Let Gladia make the call');
	return answered;
}

/**
 * Ends the test in the editor, which otherwise says 'Listening' for ever. What a webhook throws is the
 * only thing that n8n shows there without running the nodes that follow. n8n then tries to answer as
 * well, which does nothing, because the call has its answer.
 *
 * @throws NodeOperationError when the call came to the test URL
 */
function showInEditor(context: IWebhookFunctions, reason: string): void {
	if (context.getMode() !== 'manual') return;
	throw new NodeOperationError(context.getNode(), 'The call to the test URL was refused', {
		description: `${reason.replace(/\.?$/, '.')} The workflow was not started. Click the button again to listen for the next call.`,
	});
}

/** 503 for an event that is welcome to come again; the reason is in the log. */
export function postpone(context: IWebhookFunctions, reason: string): IWebhookResponseData {
	logReason(context, reason);
	return answer(context, 503, TRY_LATER);
}

/** Answers right away, unless the call has been answered, and starts no workflow. */
export function answer(
	context: IWebhookFunctions,
	status: number,
	message: string,
): IWebhookResponseData {
	const response = context.getResponseObject();
	if (!response.headersSent) response.status(status).json({ message });
	return { noWebhookResponse: true };
}

function logReason(context: IWebhookFunctions, reason: string): void {
	context.logger.warn(`Gladia Trigger '${context.getNode().name}': ${reason}`, {
		workflowId: context.getWorkflow().id,
	});
}
