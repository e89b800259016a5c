import type { IExecuteSingleFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

/** Pauses before the calls, in milliseconds; n8n takes some time to store an execution. */
const PAUSES = [2_000, 8_000];
const CALL_TIMEOUT = 20_000;
/** n8n's answer for an execution that is not stored as sleeping yet, or not any more. */
const CONFLICT = 409;

/**
 * Closes the gap between the last look at the jobs and the moment when n8n has stored the sleeping
 * execution: a callback that comes in between finds nothing to wake up, and Gladia may not call again.
 * So the node calls the execution itself, once it should be stored, and lets `wakeUp` look at the jobs:
 * after its end, a node cannot ask the API any more, because n8n takes the credentials away.
 *
 * Runs on by itself, and must not disturb anything: what it cannot do, the callback or the deadline
 * does.
 */
export function callAfterEarlyEnd(context: IExecuteSingleFunctions, resumeUrl: string): void {
	void (async () => {
		for (const pause of PAUSES) {
			await sleep(pause);
			if (await isTaken(context, resumeUrl)) return;
		}
	})();
}

/** Calls the execution. Once that is taken, jobs that still run can call it as well. */
async function isTaken(context: IExecuteSingleFunctions, url: string): Promise<boolean> {
	try {
		const response: unknown = await context.helpers.httpRequest({
			method: 'POST',
			url,
			body: {},
			json: true,
			timeout: CALL_TIMEOUT,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
		});
		const { statusCode } = response as { statusCode: number };
		return statusCode < 500 && statusCode !== CONFLICT;
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		context.logger.debug(`Gladia: could not look for jobs that ended early: ${reason}`);
		return false;
	}
}
