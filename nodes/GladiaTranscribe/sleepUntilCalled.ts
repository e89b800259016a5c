import type {
	DeclarativeRestApiSettings,
	IExecutePaginationFunctions,
	IExecuteSingleFunctions,
	INodeExecutionData,
} from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';
import type { TranscriptionJob } from '../shared/apiTypes';
import { itemError } from '../shared/errors';
import type { ItemWork } from '../shared/itemRun';
import { asNodeError, itemRun } from '../shared/itemRun';
import { chosenOutput } from '../shared/result/output';
import type { Connection } from '../shared/transport';
import { connectionOf } from '../shared/transport';
import { repeatable } from '../shared/retry';
import { isFinished } from '../shared/waiting';
import { readLimits } from './limits';
import type { NodeRun } from './nodeRun';
import { nodeRunOf } from './nodeRun';
import type { ParkedFailure, ParkedItem, ParkedJob } from './parkedJob';
import { awakeItem, park, unmark } from './parkedJob';
import { readJob } from './readJob';
import { requireResumeUrl } from './resumeUrl';
import type { StartedJob } from './startJob';
import { checked, outputOf, stopRun, transcription, waitWhileWanted } from './transcribe';

/**
 * Starts a job for the item and lets the execution sleep until Gladia has called back for all items.
 * Then n8n runs the node again with the same items, each of which now has a job, and the results are
 * read from the API: the callback is a signal, not the source.
 */
export const startAndSleep: ItemWork = async function (request) {
	const item = this.getInputData();
	const itemIndex = this.getItemIndex();
	const { sleep } = nodeRunOf(this, readLimits(this).maxConcurrent);
	sleep.enter(itemIndex);
	const input = item.json;
	const work = awakeItem(item) === undefined ? startAndPark : goOnAfterSleep;
	const output = await work.call(this, request);
	if (this.continueOnFail() && !sleep.hasSettled(itemIndex)) {
		// It failed and the workflow goes on: its error must outlive the sleep of the others.
		const failed = output[0]?.json ?? {};
		await sleep.settle(this, { output, mark: () => park(this, { failed, input }) });
	}
	return output;
};

const startAndPark = transcription({
	prepare(context, body, { baseURL = '' }) {
		chosenOutput(context);
		if (body.callback === true || body.callback_url !== undefined) {
			throw itemError(context.getNode(), "'Callback' is on while the node itself waits for one", {
				itemIndex: context.getItemIndex(),
				description:
					"Turn 'Callback' off, or choose 'Ask Gladia Until Done' under 'Wait For Result'",
			});
		}
		body.callback = true;
		body.callback_config = { url: requireResumeUrl(context, baseURL), method: 'POST' };
	},
	async goOn(context, job, connection, run) {
		const { maxWait, pollFirst } = readLimits(context);
		const until = Date.now() + maxWait;
		const seen = pollFirst > 0 ? await firstLook(context, job, connection, run) : undefined;
		if (run.stopped.aborted) return [];
		return await outputOrSleep(context, { ...job, until }, seen, connection, run);
	},
});

async function firstLook(
	context: IExecuteSingleFunctions,
	job: StartedJob,
	connection: Connection,
	run: NodeRun,
): Promise<TranscriptionJob | undefined> {
	try {
		const { pollFirst } = readLimits(context);
		return await waitWhileWanted(context, job, connection, run, pollFirst);
	} catch (error) {
		// Where Gladia keeps nothing, a job is gone when it ends, and only the callback has the result.
		if (error instanceof NodeApiError && error.httpCode === '404') return undefined;
		throw asNodeError(context, error);
	}
}

const goOnAfterSleep = itemRun(
	async function (
		this: IExecutePaginationFunctions,
		{ options }: DeclarativeRestApiSettings.ResultOptions,
	) {
		const parked = awakeItem(this.getInputData()) as ParkedItem;
		const run = nodeRunOf(this, readLimits(this).maxConcurrent);
		if ('failed' in parked) return await stillFailed(this, parked, run);
		run.jobs.set(this.getItemIndex(), parked.id);
		await checked(this, run, async () => {});
		if (run.stopped.aborted) return [];
		const connection = connectionOf(options);
		const seen = parked.told ?? (await readJob(this, connection, parked.id, afterSleep));
		return await outputOrSleep(
			this,
			parked,
			typeof seen === 'string' ? undefined : seen,
			connection,
			run,
		);
	},
	{ onStop: stopRun },
);

/** The call has come, so the job has ended: a fault of the API now is worth some patience. */
const afterSleep = { ...repeatable, tries: Infinity };

async function stillFailed(
	context: IExecuteSingleFunctions,
	parked: ParkedFailure,
	run: NodeRun,
): Promise<INodeExecutionData[]> {
	const output = [{ json: parked.failed }];
	await run.sleep.settle(context, { output, mark: () => park(context, parked) });
	return output;
}

type Sleeper = StartedJob & Pick<ParkedJob, 'until' | 'told'>;

async function outputOrSleep(
	context: IExecuteSingleFunctions,
	job: Sleeper,
	seen: TranscriptionJob | undefined,
	connection: Connection,
	run: NodeRun,
): Promise<INodeExecutionData[]> {
	const done = seen !== undefined && isFinished(seen);
	if (done && seen.status === 'error') unmark(context);
	const output = done ? await outputOf(context, seen, run) : [];
	const { id, result_url, until, told } = job;
	const { json: input } = context.getInputData();
	const status = seen?.status ?? 'queued';
	await run.sleep.settle(context, {
		output,
		...(!done && { sleep: { until, url: requireResumeUrl(context, connection.baseURL ?? '') } }),
		mark: () => park(context, { id, result_url, status, until, input, told }),
	});
	return output;
}
