import type {
	DeclarativeRestApiSettings,
	IExecutePaginationFunctions,
	IExecuteSingleFunctions,
	INodeExecutionData,
} from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';
import type { TranscriptionJob } from '../../shared/api/types';
import { itemError } from '../../shared/api/errors';
import type { ItemWork } from '../../shared/execution/itemOperation';
import { asNodeError, itemOperation } from '../../shared/execution/itemOperation';
import { chosenOutput } from '../../shared/output/output';
import type { Connection } from '../../shared/api/transport';
import { connectionOf } from '../../shared/api/transport';
import { isFinished } from '../../shared/api/jobs';
import { readLimits } from '../fields/waitAndLimits';
import type { NodeRun } from '../operations/nodeRun';
import { nodeRunOf } from '../operations/nodeRun';
import type { Asleep, ParkedFailure, ParkedItem, ParkedJob } from './suspendedItem';
import { endedJob, isTimeUp, lookAfterSleep } from './lookAfterTimer';
import { awakeItem, park, unfinished, unmark } from './suspendedItem';
import { isEmptied, saysNothingKept } from './readJob';
import { requireResumeUrl } from './resumeUrl';
import type { StartedJob } from '../operations/startJob';
import {
	checked,
	outputOf,
	stopRun,
	transcription,
	waitWhileWanted,
} from '../operations/transcription';

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
		await sleep.settle(this, {
			output,
			mark: (asleep) => park(this, { failed, input }, asleep),
		});
	}
	return output;
};

const startAndPark = transcription({
	prepare(context, body, { baseURL = '' }) {
		chosenOutput(context);
		if (body.callback === true || body.callback_url !== undefined) {
			throw itemError(context, "'Callback' is on while the node itself waits for one", {
				description:
					"Turn 'Callback' off, or choose 'Ask Gladia Until Done' under 'Wait For Result'",
			});
		}
		if (body.callback_config !== undefined) {
			const what =
				"'Additional Fields (JSON)' sets 'callback_config' while the node itself waits for the callback";
			throw itemError(context, what, {
				description:
					"Remove 'callback_config' there, or choose 'Ask Gladia Until Done' under 'Wait For Result'",
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
		const seen = await waitWhileWanted(context, job, connection, run, pollFirst);
		return seen !== undefined && isEmptied(seen) ? undefined : seen;
	} catch (error) {
		// Where Gladia keeps nothing, a job is gone when it ends, and only the callback has the result.
		if (error instanceof NodeApiError && saysNothingKept(Number(error.httpCode))) return undefined;
		throw asNodeError(context, error);
	}
}

const goOnAfterSleep = itemOperation(
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
		const { sleepsOn, isTwin, jobs } = await lookAfterSleep(this, connection, run);
		if (isTwin) return [];
		const news = jobs.get(parked.id);
		const job = { ...parked, ...news?.job };
		const seen = sleepsOn ? undefined : (news?.seen ?? (await endedJob(this, connection, job)));
		return await outputOrSleep(this, job, seen, connection, run);
	},
	{ onStop: stopRun },
);

async function stillFailed(
	context: IExecuteSingleFunctions,
	parked: ParkedFailure,
	run: NodeRun,
): Promise<INodeExecutionData[]> {
	const output = [{ json: parked.failed }];
	await run.sleep.settle(context, {
		output,
		mark: (asleep) => park(context, parked, asleep),
	});
	return output;
}

type Sleeper = StartedJob & Partial<ParkedJob> & Pick<ParkedJob, 'until'>;

async function outputOrSleep(
	context: IExecuteSingleFunctions,
	job: Sleeper,
	seen: TranscriptionJob | undefined,
	connection: Connection,
	run: NodeRun,
): Promise<INodeExecutionData[]> {
	const { json: input } = context.getInputData();
	const parked = { ...job, status: seen?.status ?? job.status ?? 'queued', input };
	const done = seen !== undefined && isFinished(seen);
	if (done && seen.status === 'error') unmark(context);
	const ended = done || job.ended;
	const mark = (asleep: Asleep) => park(context, { ...parked, ended }, asleep);
	if (done || isTimeUp(job.asleep)) {
		const output = done ? await outputOf(context, seen, run) : [{ json: unfinished(parked) }];
		await run.sleep.settle(context, { output, mark });
		return output;
	}
	await run.sleep.settle(context, {
		output: [],
		sleep: sleepOf(context, parked, connection),
		mark,
	});
	return [];
}

function sleepOf(
	context: IExecuteSingleFunctions,
	{ until, awake, asleep }: ParkedJob,
	{ baseURL = '' }: Connection,
) {
	const step = awake === 'timer' ? (asleep?.step ?? 0) + 1 : 0;
	return { until, step, url: requireResumeUrl(context, baseURL) };
}
