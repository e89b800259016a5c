import type { IExecuteSingleFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

/**
 * Pauses before the calls, in milliseconds. n8n takes some time to store an execution, more than a
 * minute when many go to sleep at once; after the last call there is the timer.
 */
const PAUSES = [2_000, 2_000, 3_000, 5_000, 8_000, 13_000, 20_000, 30_000, 45_000, 60_000, 60_000];
/** Calls that do not arrive, or arrive somewhere else, tell that n8n cannot call itself. */
const MOST_FAILURES = 3;
const CALL_TIMEOUT = 30_000;
/** n8n's answer for an execution that is not stored as sleeping yet, or not any more. */
const CONFLICT = 409;
/** Answers to a call that comes too late: the execution, or its sleep, is not there any more. */
const OVER = new Set([404, 410]);

/**
 * Closes the gap between the last look at the jobs and the moment when n8n has stored the sleeping
 * execution: a callback that comes in between finds nothing to wake up, and Gladia may not call again.
 * So the node calls the execution itself until it is stored and the state of its jobs is known, and
 * lets `wakeUp` look at them: after its end, a node cannot ask the API any more, because n8n takes the
 * credentials away.
 *
 * Runs on by itself, and must not disturb anything: what it cannot do, a callback or the timer does.
 *
 * @param sleepId the sleep that the calls are for; they end with it
 */
export function callAfterEarlyEnd(
	context: IExecuteSingleFunctions,
	resumeUrl: string,
	sleepId: string,
): void {
	void (async () => {
		let failures = 0;
		for (const pause of PAUSES) {
			await sleep(pause);
			try {
				if (await isTaken(context, resumeUrl, sleepId)) return;
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

/** Calls the execution. Once that is taken, jobs that still run can call it as well. */
async function isTaken(
	context: IExecuteSingleFunctions,
	url: string,
	sleepId: string,
): Promise<boolean> {
	const response: unknown = await context.helpers.httpRequest({
		method: 'POST',
		url,
		body: { sleep: sleepId },
		json: true,
		timeout: CALL_TIMEOUT,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		// It would lead to another place than Gladia's callbacks, which follow none.
		disableFollowRedirect: true,
	});
	const { statusCode, body } = response as { statusCode: number; body: unknown };
	if (statusCode === CONFLICT) return hasEnded(body);
	if ((statusCode >= 200 && statusCode < 300) || OVER.has(statusCode)) return true;
	if (statusCode >= 500) return false;
	throw new Error(`it was answered with status ${statusCode}`);
}

/** n8n says in words only whether an execution runs, or has run. */
function hasEnded(body: unknown): boolean {
	return /has finished/.test(JSON.stringify(body) ?? '');
}
