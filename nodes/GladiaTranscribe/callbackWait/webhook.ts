import type {
	IDataObject,
	IWebhookDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import type { Connection } from '../../shared/api/transport';
import { credentialConnection } from '../../shared/api/transport';
import type { Callback } from './callbackBody';
import { readCallback } from './callbackBody';
import type { JobWatch } from './jobWatch';
import { watchOf } from './jobWatch';
import { n8nHasStarted } from './n8nWorkarounds/n8nReadiness';
import type { ParkedJob } from './suspendedItem';
import { isWhole } from './readJob';
import { resume } from './resume';
import { StoredSleep } from './n8nWorkarounds/storedSuspension';

/**
 * Where sleeping executions are called: below their own resume URL, one place for each node. There is
 * nothing to register anywhere, since each job is told its own address.
 */
export const wakeUpWebhooks: IWebhookDescription[] = [
	{
		name: 'default',
		httpMethod: 'POST',
		responseMode: 'onReceived',
		// Without it, the answer would be the literal name of n8n's default.
		responseData: '',
		path: '={{ $nodeId }}',
		restartWebhook: true,
	},
];

/** Gladia waits for the answer, so an API that is slow now is better asked later. */
const ANSWER_TIMEOUT = 5_000;
/** Pauses between looks at a job whose end was told before the API knows it, in milliseconds. */
const PATIENCE = [500, 1_500];

const thanks = { message: 'Thank you' };

/**
 * Answers a callback for a sleeping execution. It is a signal only: the node goes on when the API says
 * that all its jobs have ended, or keeps nothing of them and callbacks brought the results. A callback
 * is answered as soon as its result is safe, with the API or in the execution; other jobs are looked
 * at after that. Must not throw: n8n would end the execution.
 */
export async function wakeUp(this: IWebhookFunctions): Promise<IWebhookResponseData> {
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
	const stored = StoredSleep.of(context);
	const callback = await readCallback(context);
	if (callback.sleep !== undefined && callback.sleep !== stored?.asleep?.id) {
		return reply.refuse(410, 'This sleep is over');
	}
	const jobs = stored?.jobs ?? [];
	const job = jobs.find(({ id }) => id === callback.id);
	if (stored === undefined || (callback.id !== undefined && job === undefined)) {
		return reply.refuse(404, 'No job of this execution has this id');
	}
	if (!(await n8nHasStarted(context))) return reply.refuse(503, 'n8n is starting');
	const connection = await credentialConnection(context, ANSWER_TIMEOUT);
	const watch = watchOf(context.getExecutionId());

	const news =
		job === undefined || watch.hasEnded(job)
			? 'ended'
			: await newsOf(context, connection, { watch, job, callback });
	if (news === 'told') return reply.resumeWith(await resume(context, stored, watch, job?.id));
	// The API has the result; whatever becomes of this call, the timer finds it.
	if (job !== undefined && news === 'ended') reply.accept();
	const state = await watch.lookAt(context, connection, jobs);
	const isUnclear = state === 'unknown' || news === 'unknown';
	if (isUnclear && callback.sleep !== undefined) {
		return reply.refuse(503, 'Gladia gives no answer now');
	}
	// Where the state of a job could not be read, the execution begins again with short steps.
	if (state === 'ended' || (isUnclear && stored.asleep?.step !== 0)) {
		return reply.resumeWith(await resume(context, stored, watch));
	}
	return reply.accept();
}

/**
 * What a callback means for its job. `told`: the callback is all there is of the job, or the API does
 * not confirm it yet, so its result must be stored; `unknown`: it brought none.
 */
type News = 'ended' | 'told' | 'unknown';

async function newsOf(
	context: IWebhookFunctions,
	connection: Connection,
	{ watch, job, callback }: { watch: JobWatch; job: ParkedJob; callback: Callback },
): Promise<News> {
	const { id } = job;
	let answer = await watch.ask(context, connection, id);
	for (const pause of PATIENCE) {
		// The API may not know yet what the callback says.
		if (typeof answer !== 'object' || isWhole(answer)) break;
		await sleep(pause);
		answer = await watch.ask(context, connection, id);
	}
	if (isWhole(answer)) return 'ended';
	const told = job.told ?? callback.job;
	if (told === undefined) return 'unknown';
	if (answer === 'nothing kept') watch.believe(id);
	if (job.told !== undefined) return answer === 'nothing kept' ? 'ended' : 'unknown';
	watch.told.set(id, told);
	return 'told';
}

/** The answer to a call, which is given once. */
class Reply {
	private isGiven = false;

	constructor(private readonly context: IWebhookFunctions) {}

	/** Takes the call, if it has no answer yet. */
	accept(): IWebhookResponseData {
		return this.give(200, thanks);
	}

	refuse(status: number, message: string): IWebhookResponseData {
		return this.give(status, { message });
	}

	/** Lets n8n run the node again, and answer once that is stored; without items the call is over. */
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
