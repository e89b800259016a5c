import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

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

/** 401 without a reason, which a stranger need not know; the owner of the workflow finds it in the log. */
export function refuse(context: IWebhookFunctions, reason: string): IWebhookResponseData {
	logReason(context, reason);
	return answer(context, 401, 'Unauthorized');
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
