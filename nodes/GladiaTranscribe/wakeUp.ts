import type {
	IDataObject,
	INodeExecutionData,
	IRunExecutionData,
	IWebhookDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import type { TranscriptionJob } from '../shared/apiTypes';
import { repeatable } from '../shared/retry';
import type { Connection } from '../shared/transport';
import { credentialConnection } from '../shared/transport';
import { isFinished } from '../shared/waiting';
import { readCallback } from './callbackBody';
import { awake, parkedJobOf } from './parkedJob';
import { readJob } from './readJob';

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

/**
 * Answers a callback for a sleeping execution. It is a signal only: the node goes on when the API says
 * that all its jobs have ended (or, for accounts where the API keeps nothing, with what was told), and
 * sleeps on otherwise. Must not throw: n8n would end the execution.
 */
export async function wakeUp(this: IWebhookFunctions): Promise<IWebhookResponseData> {
	try {
		const stored = storedRun(this);
		const items = stored?.data.main?.[0] ?? [];
		const jobs = items.flatMap((item) => parkedJobOf(item) ?? []).filter(({ failed }) => !failed);
		const callback = await readCallback(this);
		if (callback.id !== undefined && !jobs.some(({ id }) => id === callback.id)) {
			return answer(this, 404, { message: 'No job of this execution has this id' });
		}
		const open = jobs.filter(({ told }) => told === undefined).map(({ id }) => id);
		const state = await stateOf(
			this,
			await credentialConnection(this, ANSWER_TIMEOUT),
			open,
			callback.job,
		);
		if (state === 'unknown') return answer(this, 503, { message: 'Gladia gave no answer' });
		if (state === 'running') return answer(this, 200, { message: 'Other jobs are still running' });
		// n8n would hand the items on without running the node again, and lose their links.
		if (stored !== undefined) stored.node.disabled = false;
		return {
			webhookResponse: { message: 'Thank you' },
			workflowData: [items.map((item) => awake(item, callback.job))],
		};
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		this.logger.warn(`Gladia: a callback could not be handled: ${reason}`);
		return answer(this, 503, { message: 'The callback could not be handled now' });
	}
}

type State = 'ended' | 'running' | 'unknown';

/** Asks for the youngest job first: the one most likely to be still running ends the questions. */
async function stateOf(
	context: IWebhookFunctions,
	connection: Connection,
	ids: string[],
	told: TranscriptionJob | undefined,
): Promise<State> {
	for (const id of [...ids].reverse()) {
		const job = await readJob(context, connection, id, quick);
		if (job === 'no answer') return 'unknown';
		// What was told is kept by going on; the node sleeps again for the other jobs.
		if (job === 'nothing kept') return told === undefined ? 'running' : 'ended';
		if (!isFinished(job)) return 'running';
	}
	return 'ended';
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
