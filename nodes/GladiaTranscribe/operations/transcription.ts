import type { IDataObject, IExecuteSingleFunctions, INodeExecutionData } from 'n8n-workflow';
import { itemError } from '../../shared/api/errors';
import { isFinished, jobRequest, lacksResult } from '../../shared/api/jobs';
import type { Connection } from '../../shared/api/transport';
import { connectionOf, routedRequest } from '../../shared/api/transport';
import type { TranscriptionJob } from '../../shared/api/types';
import { waitUntilDone } from '../../shared/api/waitUntilDone';
import { withTriggerToken } from '../../shared/callbacks/triggerCallback';
import type { AudioOutcome } from '../../shared/execution/eachAudio';
import { eachAudio } from '../../shared/execution/eachAudio';
import type { ItemWork, OnStop } from '../../shared/execution/itemOperation';
import { itemOperation } from '../../shared/execution/itemOperation';
import { timedOutData } from '../../shared/execution/timedOut';
import { chosenOutput, includeInput, shapeJob } from '../../shared/output/output';
import { finishedBody } from '../../shared/parameters';
import { requireUsableByAgent } from '../fields/agentTool';
import { requireAudio } from '../fields/audioSource';
import { isCallbackWait, readLimits } from '../fields/waitAndLimits';
import type { NodeRun } from './nodeRun';
import { audioOf, nodeRunOf } from './nodeRun';
import type { StartedJob } from './startJob';
import { startJob } from './startJob';

/** What an operation adds to the start of jobs. */
export interface Operation<Outcome extends AudioOutcome> {
	/** Validates its own parameters before anything is sent, and completes the request. */
	prepare: (context: IExecuteSingleFunctions, body: IDataObject, connection: Connection) => void;
	/** What happens with a job once it has started. */
	afterStart: (
		context: IExecuteSingleFunctions,
		job: StartedJob,
		connection: Connection,
		run: NodeRun,
	) => Promise<Outcome>;
	/** What happens when that has happened to all jobs of the item, or they have failed. */
	finish?: (
		context: IExecuteSingleFunctions,
		outcomes: Array<Outcome | AudioOutcome>,
		run: NodeRun,
	) => Promise<void>;
}

/** Starts a job for the item and returns its id and result_url, without waiting for the result. */
export const startOnly = transcription({
	prepare: () => {},
	afterStart: async (context, job) => ({ output: [{ json: includeInput(context, { ...job }) }] }),
});

/** Starts a job for the item, polls until it has ended, and returns the chosen output. */
export const startAndPoll = transcription({
	prepare: (context) => chosenOutput(context),
	async afterStart(context, job, connection, run) {
		const { maxWait } = readLimits(context);
		const seen = await waitWhileWanted(context, job, connection, run, maxWait);
		if (run.stopped.aborted) return { output: [] };
		if (seen === undefined || !isFinished(seen)) {
			const json = timedOutData({ ...job, status: seen?.status });
			return { output: [{ json: includeInput(context, json) }] };
		}
		return { output: await outputOf(context, seen, run) };
	},
});

/** Polls a job until it has ended, as long as no other item's failure makes that pointless. */
export async function waitWhileWanted(
	context: IExecuteSingleFunctions,
	{ id }: StartedJob,
	connection: Connection,
	run: NodeRun,
	maxWait: number,
): Promise<TranscriptionJob | undefined> {
	const request = jobRequest(connection, 'pre-recorded', id);
	const wait = { deadline: Date.now() + maxWait, checkAtOnce: false };
	const requestDescription = { action: 'read the transcription', parameter: 'Transcription' };
	return await run.whileWanted(
		context,
		async (abortable) => await waitUntilDone(abortable, request, wait, requestDescription),
	);
}

/**
 * The chosen output of a finished job.
 *
 * @throws NodeApiError when the job has failed ('Retry On Fail' then starts a new one), or when the API
 *   keeps no result of it ('Retry On Fail' then reads the same job)
 */
export async function outputOf(
	context: IExecuteSingleFunctions,
	job: TranscriptionJob,
	run: NodeRun,
): Promise<INodeExecutionData[]> {
	if (lacksResult(job)) throw notKept(context, job);
	if (job.status !== 'error') return await shapeJob(context, job);
	run.jobs.delete(audioOf(context));
	throw failed(context, job);
}

/**
 * The work of one item: all checks, then, for each audio of it within the limit, the start and what the
 * operation adds.
 */
export function transcription<Outcome extends AudioOutcome>({
	prepare,
	afterStart,
	finish,
}: Operation<Outcome>): ItemWork {
	return itemOperation(
		async function ({ options }) {
			const { body: routed = {}, ...request } = routedRequest(options);
			const connection = connectionOf(options);
			const { maxConcurrent, maxWait } = readLimits(this);
			const run = nodeRunOf(this, maxConcurrent);
			const checked = await checkTogether(this, run, async () => {
				requireUsableByAgent(this);
				const body = finishedBody(this, routed as IDataObject);
				prepare(this, body, connection);
				return { body, audios: await requireAudio(this, body.audio_url, connection) };
			});
			if (checked === undefined) return [];
			const { body, audios } = checked;
			try {
				const outcomes = await eachAudio(
					audios,
					async ({ context, url, isOwnUpload }) =>
						await run.withinLimit(!this.continueOnFail(), async () => {
							if (run.stopped.aborted) return { output: [] };
							const job = await startJob(context, request, run, {
								body: async () => ({
									...(await withTriggerToken(context, body)),
									audio_url: await url(),
								}),
								patience: maxWait,
								isOwnUpload,
								isOwnCallback: isCallbackWait(context),
							});
							return await afterStart(context, job, connection, run);
						}),
				);
				if (!run.stopped.aborted) await finish?.(this, outcomes, run);
				return outcomes.flatMap(({ output }) => output);
			} finally {
				run.nameJobs();
			}
		},
		{ onStop: stopRun },
	);
}

/** Lets the other items know that the workflow will stop. */
export function stopRun(...[context, error]: Parameters<OnStop>): void {
	const run = nodeRunOf(context, 1);
	run.fail(error);
	run.nameJobs();
}

/** Undefined when another item's check has failed, so that the workflow stops anyway. */
export async function checkTogether<T>(
	context: IExecuteSingleFunctions,
	run: NodeRun,
	check: () => Promise<T>,
): Promise<T | undefined> {
	if (context.continueOnFail()) return await check();
	const result = await run.check(context.getItemIndex(), check);
	return run.stopped.aborted ? undefined : result;
}

function notKept(context: IExecuteSingleFunctions, { id }: TranscriptionJob) {
	const what = 'The transcription is done, but Gladia keeps no result of it';
	return itemError(context, what, {
		description: `The account may keep no data: then only the callback carries the result. Set 'Long Recordings' to 'Sleep Until Gladia Calls Back' and 'Poll First' to 0. Transcription ID: ${id}`,
		details: { transcription_id: id },
	});
}

function failed(context: IExecuteSingleFunctions, job: TranscriptionJob) {
	const code = job.error_code;
	return itemError(context, 'Gladia could not transcribe the audio', {
		description: [
			code ? `The job ended with error code ${code}` : 'The job ended with an error',
			whatToCheck(context, job),
			`Transcription ID: ${job.id}`,
		].join('. '),
		details: {
			transcription_id: job.id,
			request_id: job.request_id,
			...(code && { error_code: code }),
		},
	});
}

/** The code does not say whether Gladia could fetch the audio; only that it knows its length does. */
function whatToCheck(context: IExecuteSingleFunctions, { file }: TranscriptionJob): string {
	const check = 'Check that the audio can be played and contains speech';
	const isUrl = context.getNodeParameter('audioSource', 'binary') === 'url';
	if (!isUrl || file?.audio_duration !== undefined) return check;
	return `Gladia may not have been able to fetch the audio: open the address in a private browser window, which must play or download it without a login. If it does: ${check.charAt(0).toLowerCase()}${check.slice(1)}`;
}
