import type { INodeExecutionData, IWebhookFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import { claimSleep, isClaimed } from './resumeGuard';
import type { JobWatch } from './jobWatch';
import { endWatch } from './jobWatch';
import type { Asleep, ParkedJob } from './suspendedItem';
import type { StoredSleep } from './n8nWorkarounds/storedSuspension';

/** How long a result is held for an execution that another call has just woken up, in milliseconds. */
const PATIENCE = 30_000;
const PAUSE = 250;
/**
 * Around the end of a step, n8n's timer resumes the execution, and versions before 2.7.4 would do so
 * twice: calls step back from so long before until so long after it, in milliseconds.
 */
const BEFORE_TIMER = 1_500;
const AFTER_TIMER = 4_000;

/**
 * Claims the end of the sleep for a call, and hands out the items for the node to go on with, with all
 * that calls have reported. Of the calls that come at the same time one gets them; a call whose result
 * did not get in waits until the execution sleeps again.
 *
 * @param kept id of the job whose result this call must get stored
 * @returns undefined when there is nothing left to do for this call
 */
export async function resume(
	context: IWebhookFunctions,
	stored: StoredSleep,
	watch: JobWatch,
	kept?: string,
): Promise<INodeExecutionData[][] | undefined> {
	for (const patienceEnds = Date.now() + PATIENCE; ; await sleep(PAUSE)) {
		const { asleep } = stored;
		if (asleep === undefined) return undefined;
		await stepBack(context, asleep);
		const isKept = kept === undefined || !watch.told.has(kept);
		// Another call, or the timer, was faster.
		if (isKept && isClaimed(context, asleep.id)) return undefined;
		const state = await stored.reread();
		const isSame = stored.asleep?.id === asleep.id;
		if (state === 'asleep' && isSame && claimSleep(context, asleep.id)) {
			return itemsOf(context, stored, watch);
		}
		if (isKept || state === 'over' || !stored.jobs.some(({ id }) => id === kept)) return undefined;
		if (Date.now() > patienceEnds) throw new Error('The execution cannot be resumed now');
	}
}

async function stepBack(context: IWebhookFunctions, { id, wakeAt }: Asleep): Promise<void> {
	if (Date.now() < wakeAt - BEFORE_TIMER) return;
	const until = Math.max(wakeAt, Date.now()) + AFTER_TIMER;
	while (Date.now() < until && !isClaimed(context, id)) await sleep(PAUSE);
}

function itemsOf(
	context: IWebhookFunctions,
	stored: StoredSleep,
	watch: JobWatch,
): INodeExecutionData[][] {
	const news = (job: ParkedJob) => {
		const told = job.told ?? watch.told.get(job.id);
		return { ended: watch.hasEnded(job), ...(told !== undefined && { told }) };
	};
	const items = stored.awaken(news);
	if (stored.jobs.every((job) => watch.hasEnded(job))) endWatch(context.getExecutionId());
	watch.told.clear();
	return items;
}
