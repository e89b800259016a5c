import type { IDataObject, IExecuteSingleFunctions, INodeExecutionData } from 'n8n-workflow';
import type { TranscriptionJob } from '../shared/apiTypes';
import { jobPath } from '../shared/endpoints';
import { itemError } from '../shared/errors';
import type { ItemWork } from '../shared/itemRun';
import { itemRun } from '../shared/itemRun';
import { checkRequest } from '../shared/parameters';
import { chosenOutput, shapeJob } from '../shared/result/output';
import type { Connection } from '../shared/transport';
import { connectionOf } from '../shared/transport';
import { isFinished, waitUntilDone } from '../shared/waiting';
import { requireAudio } from './audioSource';
import { readLimits } from './limits';
import type { NodeRun } from './nodeRun';
import { nodeRunOf } from './nodeRun';
import type { StartedJob } from './startJob';
import { startJob } from './startJob';

/** What an operation adds to the start of a job. */
interface Operation {
	/** Finds mistakes in its own parameters before anything is sent. */
	check: (context: IExecuteSingleFunctions) => void;
	/** What is done with the job once it has started. */
	goOn: (
		context: IExecuteSingleFunctions,
		job: StartedJob,
		connection: Connection,
		run: NodeRun,
	) => Promise<INodeExecutionData[]>;
}

/** Starts a job for the item and gives its id and result_url, without waiting for the result. */
export const startOnly = transcription({
	check: () => {},
	goOn: async (_context, job) => [{ json: { ...job } }],
});

/** Starts a job for the item, waits for it by asking now and then, and gives the chosen output. */
export const startAndWait = transcription({ check: chosenOutput, goOn: resultOf });

async function resultOf(
	context: IExecuteSingleFunctions,
	job: StartedJob,
	connection: Connection,
	run: NodeRun,
): Promise<INodeExecutionData[]> {
	const { maxWait } = readLimits(context);
	const itemIndex = context.getItemIndex();
	const seen = await run.whileWanted(context, async (leavable) => {
		const wait = {
			url: jobPath('pre-recorded', job.id),
			deadline: Date.now() + maxWait,
			checkAtOnce: false,
		};
		const subject = { action: 'read the transcription', parameter: 'Transcription', itemIndex };
		return await waitUntilDone(leavable, connection, wait, subject);
	});
	if (run.stopped.aborted) return [];
	if (seen === undefined || !isFinished(seen)) return [unfinished(job, seen)];
	if (seen.status === 'error') {
		// A try of 'Retry On Fail' shall start this one anew: it has failed for good.
		run.jobs.delete(itemIndex);
		throw failed(context, seen);
	}
	return await shapeJob(context, seen);
}

function transcription({ check, goOn }: Operation): ItemWork {
	return itemRun(
		async function ({ options }) {
			const body = { ...(options.body as IDataObject) };
			const { maxConcurrent, maxWait } = readLimits(this);
			const run = nodeRunOf(this, maxConcurrent);
			const audio = await checked(this, run, async () => {
				checkRequest(this, body);
				check(this);
				return await requireAudio(this, body.audio_url);
			});
			if (audio === undefined) return [];
			const connection = connectionOf(options);
			try {
				return await run.withSlot(!this.continueOnFail(), async () => {
					if (run.stopped.aborted) return [];
					const job = await startJob(this, connection, run, {
						body: async () => ({ ...body, audio_url: await audio.url(connection) }),
						patience: maxWait,
					});
					return await goOn(this, job, connection, run);
				});
			} finally {
				run.nameJobs();
			}
		},
		(context, error) => {
			const run = nodeRunOf(context, 1);
			run.fail(error);
			run.nameJobs();
		},
	);
}

/** Undefined when another item has not passed, so that the workflow stops anyway. */
async function checked<T>(
	context: IExecuteSingleFunctions,
	run: NodeRun,
	check: () => Promise<T>,
): Promise<T | undefined> {
	if (context.continueOnFail()) return await check();
	const result = await run.check(context.getItemIndex(), check);
	return run.stopped.aborted ? undefined : result;
}

/** Nothing is lost at the deadline: Get Result can go on with the id. */
function unfinished(job: StartedJob, seen: TranscriptionJob | undefined): INodeExecutionData {
	return { json: { ...job, status: seen?.status ?? 'unknown', timed_out: true } };
}

function failed(context: IExecuteSingleFunctions, job: TranscriptionJob) {
	const code = job.error_code;
	return itemError(context.getNode(), 'Gladia could not transcribe the audio', {
		itemIndex: context.getItemIndex(),
		description: [
			code ? `The job ended with error code ${code}` : 'The job ended with an error',
			'Check that the audio can be played and has speech in it',
			`Transcription ID: ${job.id}`,
		].join('. '),
		details: {
			transcription_id: job.id,
			request_id: job.request_id,
			...(code && { error_code: code }),
		},
	});
}
