import type { IWebhookFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

const STARTING = 503;
/** How long a call is held, in milliseconds; whoever calls waits so long for an answer. */
const PATIENCE = 10_000;
const PAUSE = 250;
const CALL_TIMEOUT = 2_000;

/** Once n8n has started it stays so, as long as this module is loaded. */
let started = false;

interface Listener {
	encrypted?: boolean;
	localPort?: number;
}

/**
 * Waits until n8n has started. It takes calls earlier, but then looks for executions that the last
 * crash has interrupted, and holds those for interrupted that a call has woken up meanwhile.
 *
 * @returns false when it takes too long
 */
export async function n8nHasStarted(context: IWebhookFunctions): Promise<boolean> {
	const deadline = Date.now() + PATIENCE;
	while (!started) {
		started = !(await isStarting(context));
		if (started) break;
		if (Date.now() > deadline) return false;
		await sleep(PAUSE);
	}
	return true;
}

/** Asks the process that has taken the call, also behind a proxy. Other answers tell nothing. */
async function isStarting(context: IWebhookFunctions): Promise<boolean> {
	const { encrypted, localPort } = context.getRequestObject().socket as Listener;
	const since = Date.now();
	try {
		const response: unknown = await context.helpers.httpRequest({
			method: 'GET',
			url: `${encrypted ? 'https' : 'http'}://127.0.0.1:${localPort}/healthz/readiness`,
			skipSslCertificateValidation: true,
			timeout: CALL_TIMEOUT,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
		});
		return (response as { statusCode: number }).statusCode === STARTING;
	} catch {
		// No answer in time comes from a process that is busy with its start.
		return Date.now() - since >= CALL_TIMEOUT;
	}
}
