import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import { credentialConnection } from '../../shared/api/transport';
import type { Callback } from './callbackBody';
import { LARGEST_BODY, readCallback } from './callbackBody';
import type { JobWatch, ReadJob } from './jobWatch';
import { jobReader, watchOf } from './jobWatch';
import { n8nHasStarted } from './n8nWorkarounds/n8nReadiness';
import { readText, unreadRequest } from './n8nWorkarounds/unreadBody';
import { isWhole } from './readJobState';
import { resume } from './resume';
import { StoredSuspension } from './storedSuspension';
import type { SuspendedJob } from './suspendedItem';

/** Gladia waits for the answer, so an API that is slow now is better asked later. */
const ANSWER_TIMEOUT = 5_000;
/** Pauses between reads of a job whose end was reported before the API knows it, in milliseconds. */
const PAUSES = [500, 1_500];

const thanks = { message: 'Thank you' };

/**
 * Answers a call for a suspended execution. A callback is a signal only: the node continues when the
 * API says that all its jobs have ended, or keeps nothing of them and callbacks brought the results. A
 * callback is answered as soon as its result is safe, with the API or in the execution; other jobs are
 * checked after that. Must not throw: n8n would end the execution.
 */
export async function receiveCallback(this: IWebhookFunctions): Promise<IWebhookResponseData> {
	const reply = new Reply(this);
	try {
		return await receive(this, reply);
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		this.logger.warn(`Gladia: a callback could not be handled: ${reason}`);
		return reply.refuse(503, 'The callback could not be handled now');
	}
}

async function receive(context: IWebhookFunctions, reply: Reply): Promise<IWebhookResponseData> {
	const stored = StoredSuspension.of(context);
	const callback = readCallback(await readText(unreadRequest(context), LARGEST_BODY));
	if (callback.suspension !== undefined && callback.suspension !== stored?.state.id) {
		return reply.refuse(410, 'This suspension is over');
	}
	const jobs = stored?.jobs ?? [];
	const job = jobs.find(({ id }) => id === callback.id);
	if (stored === undefined || (callback.id !== undefined && job === undefined)) {
		return reply.refuse(404, 'No job of this execution has this id');
	}
	if (!(await n8nHasStarted(context))) return reply.refuse(503, 'n8n is starting');
	const readJob = jobReader(context, await credentialConnection(context, ANSWER_TIMEOUT));
	const watch = watchOf(context.getExecutionId());

	const confirmation =
		job === undefined || watch.hasEnded(job)
			? 'ended'
			: await confirm(readJob, { watch, job, callback });
	if (confirmation === 'callbackOnly') {
		return reply.resumeWith(await resume(context, stored, watch, job?.id));
	}
	// The API has the result; whatever becomes of this call, the timer finds it.
	if (job !== undefined && confirmation === 'ended') reply.accept();
	const state = await watch.check(jobs, readJob);
	const isUnclear = state === 'unknown' || confirmation === 'unknown';
	if (isUnclear && callback.suspension !== undefined) {
		return reply.refuse(503, 'Gladia gives no answer now');
	}
	// Where the state of a job could not be read, the execution starts again with short steps.
	if (state === 'ended' || (isUnclear && stored.state.step !== 0)) {
		return reply.resumeWith(await resume(context, stored, watch));
	}
	return reply.accept();
}

/**
 * What a callback means for its job. `callbackOnly`: the API keeps nothing of the job, or does not
 * confirm its end yet, so the callback's result must be stored; `unknown`: it brought none.
 */
type Confirmation = 'ended' | 'callbackOnly' | 'unknown';

async function confirm(
	readJob: ReadJob,
	{ watch, job, callback }: { watch: JobWatch; job: SuspendedJob; callback: Callback },
): Promise<Confirmation> {
	const { id } = job;
	let answer = await watch.read(id, readJob);
	for (const pause of PAUSES) {
		// The API may not know yet what the callback says.
		if (typeof answer !== 'object' || isWhole(answer)) break;
		await sleep(pause);
		answer = await watch.read(id, readJob);
	}
	if (isWhole(answer)) return 'ended';
	const callbackResult = job.callbackResult ?? callback.job;
	if (callbackResult === undefined) return 'unknown';
	if (answer === 'nothing kept') watch.accept(id);
	if (job.callbackResult !== undefined) return answer === 'nothing kept' ? 'ended' : 'unknown';
	watch.callbackResults.set(id, callbackResult);
	return 'callbackOnly';
}

/** The answer to a call, which is given once. */
class Reply {
	private isGiven = false;

	constructor(private readonly context: IWebhookFunctions) {}

	/** Accepts the call, if it has no answer yet. */
	accept(): IWebhookResponseData {
		return this.give(200, thanks);
	}

	refuse(status: number, message: string): IWebhookResponseData {
		return this.give(status, { message });
	}

	/** Makes n8n run the node again, and answer once that is stored; without items, just answers. */
	resumeWith(workflowData: IWebhookResponseData['workflowData']): IWebhookResponseData {
		if (workflowData === undefined) return this.accept();
		if (this.isGiven) return { noWebhookResponse: true, workflowData };
		return { webhookResponse: thanks, workflowData };
	}

	private give(status: number, body: IDataObject): IWebhookResponseData {
		if (!this.isGiven) this.context.getResponseObject().status(status).json(body);
		this.isGiven = true;
		return { noWebhookResponse: true };
	}
}
