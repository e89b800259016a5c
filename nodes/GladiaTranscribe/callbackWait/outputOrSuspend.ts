import type { IExecuteSingleFunctions } from 'n8n-workflow';
import { inputFieldOf } from '../../shared/api/inputField';
import { isFinished } from '../../shared/api/jobs';
import type { Connection } from '../../shared/api/transport';
import type { TranscriptionJob } from '../../shared/api/types';
import type { AudioOutcome } from '../../shared/execution/eachAudio';
import { timedOutData } from '../../shared/execution/timedOut';
import { chosenInputFields, includeInput } from '../../shared/output/output';
import type { NodeRun } from '../operations/nodeRun';
import type { StartedJob } from '../operations/startJob';
import { outputOf } from '../operations/transcription';
import { requireResumeUrl } from './resumeUrl';
import type { SuspendedAudio, SuspendedJob } from './suspendedItem';
import { forgetJobs, suspendItem } from './suspendedItem';
import { settleItem } from './suspendExecution';
import type { SuspensionRequest } from './suspension';
import { isTimeUp, lastRequest } from './suspension';

/** A job that has been started, and may have been suspended before. */
type WaitingJob = StartedJob & Partial<SuspendedJob> & Pick<SuspendedJob, 'deadline'>;

/** How far one audio of an item has come, and what to store of it in a suspension. */
export interface SuspendableOutcome extends AudioOutcome {
	/** Set when its job still runs. */
	request?: SuspensionRequest;
	suspended: SuspendedAudio;
}

/**
 * The output of a job that has ended or whose time is up; otherwise it asks for the execution to be
 * suspended, and yields nothing yet.
 *
 * @param seen the job as last read
 */
export async function outputOrSuspend(
	context: IExecuteSingleFunctions,
	job: WaitingJob,
	seen: TranscriptionJob | undefined,
	connection: Connection,
	run: NodeRun,
): Promise<SuspendableOutcome> {
	const { json: input } = context.getInputData();
	const inputField = inputFieldOf(context);
	const inputFields = chosenInputFields(context);
	const done = seen !== undefined && isFinished(seen);
	const suspended: SuspendedJob = {
		...job,
		status: seen?.status ?? job.status ?? 'queued',
		input,
		...(inputField !== undefined && { inputField }),
		...(inputFields.length > 0 && { inputFields }),
		ended: done || job.ended,
	};
	if (done && seen.status === 'error') forgetJobs(context);
	if (done) return { output: await outputOf(context, seen, run), suspended };
	if (isTimeUp(job.suspension)) {
		return { output: [{ json: includeInput(context, timedOutData(suspended)) }], suspended };
	}
	return { output: [], request: requestOf(context, suspended, connection), suspended };
}

function requestOf(
	context: IExecuteSingleFunctions,
	{ deadline, resumedBy, suspension }: SuspendedJob,
	{ baseURL = '' }: Connection,
): SuspensionRequest {
	const step = resumedBy === 'timer' ? (suspension?.step ?? 0) + 1 : 0;
	return { deadline, step, url: requireResumeUrl(context, baseURL) };
}

/** Records how far all audio of an item has come; the last item suspends the execution if any asks. */
export async function settleOutcomes(
	context: IExecuteSingleFunctions,
	outcomes: Array<SuspendableOutcome | AudioOutcome>,
	run: NodeRun,
): Promise<void> {
	const { json: input } = context.getInputData();
	const suspended = outcomes.map((outcome): SuspendedAudio =>
		'suspended' in outcome ? outcome.suspended : { failed: outcome.output[0]?.json ?? {}, input },
	);
	await settleItem(context, run, {
		output: outcomes.flatMap(({ output }) => output),
		request: lastRequest(outcomes.flatMap((one) => ('request' in one ? (one.request ?? []) : []))),
		suspend: (state) => suspendItem(context, suspended, state),
	});
}
