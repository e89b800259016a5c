import type {
	DeclarativeRestApiSettings,
	IExecutePaginationFunctions,
	IExecuteSingleFunctions,
} from 'n8n-workflow';
import { withInputField } from '../../shared/api/inputField';
import type { Connection } from '../../shared/api/transport';
import { connectionOf } from '../../shared/api/transport';
import { eachAudio } from '../../shared/execution/eachAudio';
import { itemOperation } from '../../shared/execution/itemOperation';
import { readLimits } from '../fields/waitAndLimits';
import type { NodeRun } from '../operations/nodeRun';
import { audioOf, nodeRunOf } from '../operations/nodeRun';
import { checkTogether, stopRun } from '../operations/transcription';
import type { JobChecks } from './checkAfterResume';
import { checkAfterResume } from './checkAfterResume';
import type { SuspendableOutcome } from './outputOrSuspend';
import { outputOrSuspend, settleOutcomes } from './outputOrSuspend';
import { readEndedJob } from './readEndedJob';
import type { SuspendedAudio, SuspendedJob } from './suspendedItem';
import { resumedAudio } from './suspendedItem';

/** Continues with an item that n8n runs the node with again: its results, or a further step. */
export const continueAfterResume = itemOperation(
	async function (
		this: IExecutePaginationFunctions,
		{ options }: DeclarativeRestApiSettings.ResultOptions,
	) {
		const run = nodeRunOf(this, readLimits(this).maxConcurrent);
		const audios = resumedAudio(this.getInputData()).map((suspended) => ({
			suspended,
			context: contextOf(this, suspended),
		}));
		for (const { suspended, context } of audios) rememberJob(run, context, suspended);
		const connection = connectionOf(options);
		const hasJob = audios.some(({ suspended }) => !('failed' in suspended));
		const checks = hasJob ? await check(this, connection, run) : noChecks;
		if (run.stopped.aborted || checks.isDuplicateRun) return [];
		const outcomes = await eachAudio(audios, async ({ suspended, context }) =>
			'failed' in suspended
				? { output: [{ json: suspended.failed }], isFailure: true, suspended }
				: await continueJob(context, suspended, { checks, connection, run }),
		);
		if (!run.stopped.aborted) await settleOutcomes(this, outcomes, run);
		return outcomes.flatMap(({ output }) => output);
	},
	{ onStop: stopRun },
);

function contextOf(
	context: IExecuteSingleFunctions,
	{ inputField }: SuspendedAudio,
): IExecuteSingleFunctions {
	return inputField === undefined ? context : withInputField(context, inputField);
}

/** Another try of 'Retry On Fail' neither starts the job again nor asks for what the API does not keep. */
function rememberJob(
	run: NodeRun,
	context: IExecuteSingleFunctions,
	suspended: SuspendedAudio,
): void {
	if ('failed' in suspended) return;
	run.jobs.set(audioOf(context), suspended.id);
	if (suspended.callbackResult === undefined) return;
	run.callbackResults.set(audioOf(context), suspended.callbackResult);
}

const noChecks: JobChecks = { staysSuspended: false, jobs: new Map() };

async function check(
	context: IExecuteSingleFunctions,
	connection: Connection,
	run: NodeRun,
): Promise<JobChecks> {
	await checkTogether(context, run, async () => {});
	return run.stopped.aborted ? noChecks : await checkAfterResume(context, connection, run);
}

async function continueJob(
	context: IExecuteSingleFunctions,
	suspended: SuspendedJob,
	{ checks, connection, run }: { checks: JobChecks; connection: Connection; run: NodeRun },
): Promise<SuspendableOutcome> {
	const update = checks.jobs.get(suspended.id);
	const job = { ...suspended, ...update?.job };
	rememberJob(run, context, job);
	const seen = checks.staysSuspended
		? undefined
		: (update?.seen ?? (await readEndedJob(context, connection, job)));
	return await outputOrSuspend(context, job, seen, connection, run);
}
