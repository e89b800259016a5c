import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { TRY_LATER } from './answers';

/** Svix treats a call as failed after 15 s without an answer; in milliseconds. */
const ANSWER_WITHIN = 10_000;

/**
 * Answers a call that takes longer than its caller waits, and continues the work. The answer is 503: a
 * caller that retries delivers the event again and finds it in progress or done; a caller that does not
 * retry loses nothing, since the workflow starts all the same.
 *
 * If n8n crashes before the work is done, the work is gone together with what was known about it: the
 * event starts the workflow when it is sent again, and is lost otherwise. No node can close the gap of a
 * few milliseconds in which n8n first saves that the API has confirmed the event and then creates the
 * execution: n8n does not report whether the execution was created, and without saving, the event could
 * start the workflow again after every restart.
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
		response.status(503).json({ message: TRY_LATER });
	};
	const timeout = AbortSignal.timeout(ANSWER_WITHIN);
	timeout.addEventListener('abort', answerLater, { once: true });
	try {
		const { workflowData, ...reply } = await receive(answerLater).catch(async (error: unknown) =>
			// n8n would answer a second time; in a test, it is to show the failure nevertheless.
			isLate && context.getMode() !== 'manual'
				? logFailure(context, error)
				: await Promise.reject(error),
		);
		return {
			...(isLate ? { noWebhookResponse: true } : reply),
			...(workflowData && { workflowData }),
		};
	} finally {
		timeout.removeEventListener('abort', answerLater);
	}
}

function logFailure(context: IWebhookFunctions, error: unknown): IWebhookResponseData {
	const reason = error instanceof Error ? error.message : String(error);
	context.logger.error(`Gladia Trigger '${context.getNode().name}': ${reason}`);
	return {};
}
