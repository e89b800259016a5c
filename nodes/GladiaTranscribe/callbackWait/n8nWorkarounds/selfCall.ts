import type { IExecuteSingleFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

/**
 * Pauses before the calls, in milliseconds. n8n takes some time to store an execution, more than a
 * minute when many are suspended at once; after the last call there is the timer.
 */
const PAUSES = [2_000, 2_000, 3_000, 5_000, 8_000, 13_000, 20_000, 30_000, 45_000, 60_000, 60_000];
/** After so many calls that do not arrive, or arrive elsewhere, n8n cannot call itself. */
const MOST_FAILURES = 3;
const CALL_TIMEOUT = 30_000;
/** n8n's answer for an execution that is not yet, or no longer, stored as suspended. */
const CONFLICT = 409;
/** Answers to a call that comes too late: the execution, or its suspension, is gone. */
const OVER = new Set([404, 410]);

/**
 * Calls the execution from this node until it is stored and the state of its jobs is known. Runs in
 * the background and must not disturb anything: if it fails, a callback or the timer does the same.
 *
 * Why: a callback that arrives between the last check of the jobs and the moment when n8n has stored
 * the suspended execution finds nothing to resume, and Gladia may not call again. After its end a node
 * cannot ask the API any more, because n8n takes the credentials away; the webhook of its execution can.
 * n8n: answers 409 for an execution that runs or has finished, 404 for one that is gone; read in
 * 1.123.81, run with 2.41.1.
 * Test: test/e2e/callbackWaitDeliveries.e2e.ts, test/e2e/noSelfCalls.e2e.ts
 *
 * @param suspensionId the suspension that the calls are for; they end with it
 */
export function callWhenStored(
	context: IExecuteSingleFunctions,
	resumeUrl: string,
	suspensionId: string,
): void {
	void (async () => {
		let failures = 0;
		for (const pause of PAUSES) {
			await sleep(pause);
			try {
				if (await isAccepted(context, resumeUrl, suspensionId)) return;
			} catch (error) {
				if (++failures < MOST_FAILURES) continue;
				const reason = error instanceof Error ? error.message : String(error);
				context.logger.warn(
					`Gladia: this n8n cannot call itself, so a result whose callback is lost comes some minutes later: ${reason}`,
				);
				return;
			}
		}
	})();
}

/** Calls the execution once; jobs that still run can call it from then on as well. */
async function isAccepted(
	context: IExecuteSingleFunctions,
	url: string,
	suspensionId: string,
): Promise<boolean> {
	const response: unknown = await context.helpers.httpRequest({
		method: 'POST',
		url,
		body: { suspension: suspensionId },
		json: true,
		timeout: CALL_TIMEOUT,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		// A redirect leads to another place than Gladia's callbacks, which follow none.
		disableFollowRedirect: true,
	});
	const { statusCode, body } = response as { statusCode: number; body: unknown };
	if (statusCode === CONFLICT) return hasFinished(body);
	if ((statusCode >= 200 && statusCode < 300) || OVER.has(statusCode)) return true;
	if (statusCode >= 500) return false;
	throw new Error(`it was answered with status ${statusCode}`);
}

/** Only the wording of n8n's answer tells whether an execution runs or has finished. */
function hasFinished(body: unknown): boolean {
	return /has finished/.test(JSON.stringify(body) ?? '');
}
