import type {
	IDataObject,
	INodeExecutionData,
	IRunExecutionData,
	IWebhookDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import type { TranscriptionJob } from '../shared/apiTypes';
import { repeatable } from '../shared/retry';
import type { Connection } from '../shared/transport';
import { credentialConnection } from '../shared/transport';
import { isFinished } from '../shared/waiting';
import { readCallback } from './callbackBody';
import { n8nHasStarted } from './n8nStart';
import type { ParkedJob } from './parkedJob';
import { awaken, parkedItem } from './parkedJob';
import type { Answer } from './readJob';
import { readJob } from './readJob';
import { mayTell } from './staleCall';

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

/** Gladia waits for the answer, so an API that is slow now is better asked at the next call. */
const quick = { ...repeatable, tries: 2, patience: 5_000 };
const ANSWER_TIMEOUT = 10_000;
/** Pauses between looks at a job whose end was told before the API knows it, in milliseconds. */
const PATIENCE = [500, 1_500, 3_000];

/**
 * Answers a callback for a sleeping execution. It is a signal only: the node goes on when the API says
 * that all its jobs have ended (or, for accounts where the API keeps nothing, with what was told), and
 * sleeps on otherwise. Must not throw: n8n would end the execution.
 */
export async function wakeUp(this: IWebhookFunctions): Promise<IWebhookResponseData> {
	try {
		const stored = storedRun(this);
		const items = stored?.data.main?.[0] ?? [];
		const jobs = items.flatMap(parkedJobOf);
		const callback = await readCallback(this);
		if (callback.id !== undefined && !jobs.some(({ id }) => id === callback.id)) {
			return answer(this, 404, { message: 'No job of this execution has this id' });
		}
		if (!(await n8nHasStarted(this))) return answer(this, 503, { message: 'n8n is starting' });
		const connection = await credentialConnection(this, ANSWER_TIMEOUT);
		const state = await stateOf(this, connection, jobs, callback.job);
		if (state === 'unknown') return answer(this, 503, { message: 'Gladia does not confirm it' });
		if (state === 'running') return answer(this, 200, { message: 'Other jobs are still running' });
		const known = jobs.filter((job) => job.told !== undefined).length;
		if (state === 'only told' && !mayTell(this.getExecutionId(), known)) {
			return answer(this, 503, { message: 'Another call was faster' });
		}
		// n8n would hand the items on without running the node again, and lose their links.
		if (stored !== undefined) stored.node.disabled = false;
		const told = state === 'only told' ? callback.job : undefined;
		return {
			webhookResponse: { message: 'Thank you' },
			workflowData: [items.map((item) => awaken(item, told))],
		};
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		this.logger.warn(`Gladia: a callback could not be handled: ${reason}`);
		return answer(this, 503, { message: 'The callback could not be handled now' });
	}
}

/** `only told`: the callback is all there is of its job, so the node must go on to keep it. */
type State = 'ended' | 'running' | 'unknown' | 'only told';

/** Asks for the youngest job first: the one most likely to be still running ends the questions. */
async function stateOf(
	context: IWebhookFunctions,
	connection: Connection,
	jobs: ParkedJob[],
	told: TranscriptionJob | undefined,
): Promise<State> {
	const open = jobs.filter((job) => job.told === undefined).map(({ id }) => id);
	if (told !== undefined && open.includes(told.id)) {
		const job = await readEndedJob(context, connection, told.id);
		if (job === 'nothing kept') return 'only told';
		if (job === 'no answer' || !isFinished(job)) return 'unknown';
	}
	for (const id of open.filter((other) => other !== told?.id).reverse()) {
		const job = await readJob(context, connection, id, quick);
		if (job === 'no answer') return 'unknown';
		// Of a job that is gone, the callback has yet to come.
		if (job === 'nothing kept' || !isFinished(job)) return 'running';
	}
	return 'ended';
}

/** Reads a job that has ended as its callback says, which may be ahead of what the API knows. */
async function readEndedJob(
	context: IWebhookFunctions,
	connection: Connection,
	id: string,
): Promise<Answer> {
	for (const pause of PATIENCE) {
		const job = await readJob(context, connection, id, quick);
		if (typeof job !== 'object' || isFinished(job)) return job;
		await sleep(pause);
	}
	return await readJob(context, connection, id, quick);
}

function parkedJobOf(item: INodeExecutionData): ParkedJob[] {
	const parked = parkedItem(item);
	return parked === undefined || 'failed' in parked ? [] : [parked];
}

type StoredRun = NonNullable<IRunExecutionData['executionData']>['nodeExecutionStack'][number];

/** The node's stored run with its items. n8n gives it to the webhook, but its types do not tell. */
function storedRun(context: IWebhookFunctions): StoredRun | undefined {
	const { runExecutionData } = context as unknown as { runExecutionData?: IRunExecutionData };
	return runExecutionData?.executionData?.nodeExecutionStack[0];
}

function answer(
	context: IWebhookFunctions,
	status: number,
	body: IDataObject,
): { noWebhookResponse: true; workflowData?: INodeExecutionData[][] } {
	context.getResponseObject().status(status).json(body);
	return { noWebhookResponse: true };
}
