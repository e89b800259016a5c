import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { LATER } from './receive';

/** Svix takes a call that is not answered within 15 s for failed; in milliseconds. */
const ANSWER_WITHIN = 10_000;

/**
 * Answers a call that takes longer than the caller waits, and goes on with the work. The answer is 503:
 * whoever repeats what failed brings the event again, and finds it in work or done; whoever does not
 * repeat loses nothing, since the workflow starts all the same.
 *
 * A crash of n8n before the work is done takes the work with it, and what is known of it, so the event
 * starts the workflow when it is repeated, and is lost if it is not. No node can close the gap of some
 * milliseconds after that, in which n8n first saves that the API has confirmed the event and then
 * creates the execution: n8n tells nobody whether it came to that, and an event that were not saved
 * could start the workflow again after every restart.
 *
 * @param receive handles the call; may have it answered at once, when it knows that it will take long
 */
export async function answerInTime(
	context: IWebhookFunctions,
	receive: (answerLater: () => void) => Promise<IWebhookResponseData>,
): Promise<IWebhookResponseData> {
	const response = context.getResponseObject();
	let isLate = false;
	const answerLater = () => {
		if (isLate || response.headersSent) return;
		isLate = true;
		response.status(503).json({ message: LATER });
	};
	const alarm = AbortSignal.timeout(ANSWER_WITHIN);
	alarm.addEventListener('abort', answerLater, { once: true });
	try {
		const { workflowData, ...reply } = await receive(answerLater).catch(async (error: unknown) =>
			// n8n would answer a second time.
			isLate ? failedLate(context, error) : await Promise.reject(error),
		);
		return {
			...(isLate ? { noWebhookResponse: true } : reply),
			...(workflowData && { workflowData }),
		};
	} finally {
		alarm.removeEventListener('abort', answerLater);
	}
}

function failedLate(context: IWebhookFunctions, error: unknown): IWebhookResponseData {
	const reason = error instanceof Error ? error.message : String(error);
	context.logger.error(`Gladia Trigger '${context.getNode().name}': ${reason}`);
	return {};
}
