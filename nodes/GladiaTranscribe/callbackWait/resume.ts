import type { INodeExecutionData, IWebhookFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import type { JobWatch } from './jobWatch';
import { endWatch } from './jobWatch';
import { guardKey, resumeGuard } from './resumeGuard';
import type { StoredSuspension } from './storedSuspension';
import type { SuspendedJob, SuspensionState } from './suspendedItem';

/** How long a result is held for an execution that another call has just resumed, in milliseconds. */
const PATIENCE = 30_000;
const PAUSE = 250;
/**
 * At the end of a step, n8n's timer resumes the execution, and versions before 2.7.4 would do so as
 * well when a call has: calls wait from so long before until so long after it, in milliseconds.
 */
const BEFORE_TIMER = 1_500;
const AFTER_TIMER = 4_000;

/**
 * Claims the end of the suspension for a call, and returns the items with which the node continues,
 * with all that calls have reported. Of calls that arrive at the same time one gets them; a call whose
 * result did not get in waits until the execution is suspended again.
 *
 * @param jobId job whose result this call must get stored
 * @returns undefined when there is nothing left to do for this call
 * @throws Error when the result cannot be stored now; the sender should call again
 */
export async function resume(
	context: IWebhookFunctions,
	stored: StoredSuspension,
	watch: JobWatch,
	jobId?: string,
): Promise<INodeExecutionData[][] | undefined> {
	for (const patienceEnds = Date.now() + PATIENCE; ; await sleep(PAUSE)) {
		const { state: suspension } = stored;
		const key = guardKey(context, suspension);
		await letTimerPass(key, suspension);
		const isStored = jobId === undefined || !watch.callbackResults.has(jobId);
		// Another call, or the timer, was faster.
		if (isStored && resumeGuard.isClaimed(key)) return undefined;
		const state = await stored.readAgain();
		const isSame = stored.state.id === suspension.id;
		if (state === 'suspended' && isSame && resumeGuard.mayResume(key)) {
			return itemsOf(context, stored, watch);
		}
		const isOver = state === 'over' || !stored.jobs.some(({ id }) => id === jobId);
		if (isStored || isOver) return undefined;
		if (Date.now() > patienceEnds) throw new Error('The execution cannot be resumed now');
	}
}

async function letTimerPass(key: string, { stepEnds }: SuspensionState): Promise<void> {
	if (Date.now() < stepEnds - BEFORE_TIMER) return;
	const until = Math.max(stepEnds, Date.now()) + AFTER_TIMER;
	while (Date.now() < until && !resumeGuard.isClaimed(key)) await sleep(PAUSE);
}

function itemsOf(
	context: IWebhookFunctions,
	stored: StoredSuspension,
	watch: JobWatch,
): INodeExecutionData[][] {
	const update = (job: SuspendedJob) => {
		const callbackResult = job.callbackResult ?? watch.callbackResults.get(job.id);
		return {
			ended: watch.hasEnded(job),
			...(callbackResult !== undefined && { callbackResult }),
		};
	};
	const items = stored.resume(update);
	if (stored.jobs.every((job) => watch.hasEnded(job))) endWatch(context.getExecutionId());
	watch.callbackResults.clear();
	return items;
}
