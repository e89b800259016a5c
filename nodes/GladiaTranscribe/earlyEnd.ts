import type { IExecuteSingleFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import { repeatable } from '../shared/retry';
import type { Connection } from '../shared/transport';
import { isFinished } from '../shared/waiting';
import { readJob } from './readJob';
import type { StartedJob } from './startJob';

/** When to look, in milliseconds after the node has handed the execution over to be stored. */
const LOOKS = [2_000, 10_000];
const CALL_TIMEOUT = 10_000;

/**
 * Closes the gap between the last look at a job and the moment when n8n has stored the sleeping
 * execution: a callback that comes in between finds nothing to wake up, and Gladia may not call again.
 * So the job is looked at once more, and if it has ended by then, the execution is called from here.
 *
 * Runs on by itself after the node has ended, and must not disturb anything: what it cannot do, the
 * callback or the deadline does.
 */
export function callAfterEarlyEnd(
	context: IExecuteSingleFunctions,
	connection: Connection,
	{ id }: StartedJob,
	resumeUrl: string,
): void {
	void look(context, connection, id, resumeUrl).catch((error: unknown) => {
		const reason = error instanceof Error ? error.message : String(error);
		context.logger.debug(`Gladia: could not look for an early end of ${id}: ${reason}`);
	});
}

async function look(
	context: IExecuteSingleFunctions,
	connection: Connection,
	id: string,
	url: string,
): Promise<void> {
	for (const wait of LOOKS) {
		await sleep(wait);
		const job = await readJob(context, connection, id, { ...repeatable, tries: 2 });
		// Still running: its callback comes to an execution that is stored by now.
		if (typeof job !== 'object' || !isFinished(job)) return;
		const response: unknown = await context.helpers.httpRequest({
			method: 'POST',
			url,
			body: { id, event: 'transcription.success' },
			json: true,
			timeout: CALL_TIMEOUT,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
		});
		const { statusCode } = response as { statusCode: number };
		if (statusCode < 500 && statusCode !== 409) return;
	}
}
