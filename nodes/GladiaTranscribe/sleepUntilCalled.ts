import type {
	DeclarativeRestApiSettings,
	IExecutePaginationFunctions,
	IExecuteSingleFunctions,
	INodeExecutionData,
} from 'n8n-workflow';
import type { TranscriptionJob } from '../shared/apiTypes';
import { itemError } from '../shared/errors';
import type { ItemWork } from '../shared/itemRun';
import { itemRun } from '../shared/itemRun';
import { chosenOutput } from '../shared/result/output';
import type { Connection } from '../shared/transport';
import { connectionOf } from '../shared/transport';
import { repeatable } from '../shared/retry';
import { isFinished } from '../shared/waiting';
import { callAfterEarlyEnd } from './earlyEnd';
import { readLimits } from './limits';
import type { NodeRun } from './nodeRun';
import { nodeRunOf } from './nodeRun';
import type { ParkedJob } from './parkedJob';
import { markParked, parkedJobOf, unmark } from './parkedJob';
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
	const work = parkedJobOf(this.getInputData()) === undefined ? startAndPark : goOnAfterSleep;
	return await work.call(this, request);
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
		const seen =
			pollFirst > 0 ? await waitWhileWanted(context, job, connection, run, pollFirst) : undefined;
		if (run.stopped.aborted) return [];
		return await outputOrSleep(context, { ...job, until }, seen, connection, run);
	},
});

const goOnAfterSleep = itemRun(
	async function (
		this: IExecutePaginationFunctions,
		{ options }: DeclarativeRestApiSettings.ResultOptions,
	) {
		const parked = parkedJobOf(this.getInputData()) as ParkedJob;
		const run = nodeRunOf(this, readLimits(this).maxConcurrent);
		if (parked.failed !== undefined) return [{ json: parked.failed }];
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

type Sleeper = StartedJob & { until: number; told?: TranscriptionJob };

async function outputOrSleep(
	context: IExecuteSingleFunctions,
	job: Sleeper,
	seen: TranscriptionJob | undefined,
	connection: Connection,
	run: NodeRun,
): Promise<INodeExecutionData[]> {
	const { id, result_url, until, told } = job;
	const done = seen !== undefined && isFinished(seen);
	const input = context.getInputData().json;
	if (done && seen.status === 'error') unmark(context);
	const output = done ? await outputOf(context, seen, run) : [];
	const status = seen?.status ?? 'queued';
	await run.settle(context, done ? undefined : until, () =>
		markParked(context, { id, result_url, status, until, input, told }),
	);
	if (!done) {
		const url = requireResumeUrl(context, connection.baseURL ?? '');
		callAfterEarlyEnd(context, connection, job, url);
	}
	return output;
}
