import type { IExecuteSingleFunctions, INodeExecutionData } from 'n8n-workflow';
import { isFinished } from '../../shared/api/jobs';
import type { Connection } from '../../shared/api/transport';
import type { TranscriptionJob } from '../../shared/api/types';
import { timedOutData } from '../../shared/execution/timedOut';
import type { NodeRun } from '../operations/nodeRun';
import type { StartedJob } from '../operations/startJob';
import { outputOf } from '../operations/transcription';
import { requireResumeUrl } from './resumeUrl';
import type { SuspendedJob, SuspensionState } from './suspendedItem';
import { forgetJob, suspendItem } from './suspendedItem';
import { settleItem } from './suspendExecution';
import type { SuspensionRequest } from './suspension';
import { isTimeUp } from './suspension';

/** A job that has been started, and may have been suspended before. */
type WaitingJob = StartedJob & Partial<SuspendedJob> & Pick<SuspendedJob, 'deadline'>;

/**
 * The output of an item whose job has ended or whose time is up; otherwise the item asks for the
 * execution to be suspended, and yields nothing yet.
 *
 * @param seen the job as last read
 */
export async function outputOrSuspend(
	context: IExecuteSingleFunctions,
	job: WaitingJob,
	seen: TranscriptionJob | undefined,
	connection: Connection,
	run: NodeRun,
): Promise<INodeExecutionData[]> {
	const { json: input } = context.getInputData();
	const suspended = { ...job, status: seen?.status ?? job.status ?? 'queued', input };
	const done = seen !== undefined && isFinished(seen);
	if (done && seen.status === 'error') forgetJob(context);
	const ended = done || job.ended;
	const suspend = (state: SuspensionState) => suspendItem(context, { ...suspended, ended }, state);
	if (done || isTimeUp(job.suspension)) {
		const output = done ? await outputOf(context, seen, run) : [{ json: timedOutData(suspended) }];
		await settleItem(context, run, { output, suspend });
		return output;
	}
	const request = requestOf(context, suspended, connection);
	await settleItem(context, run, { output: [], request, suspend });
	return [];
}

function requestOf(
	context: IExecuteSingleFunctions,
	{ deadline, resumedBy, suspension }: SuspendedJob,
	{ baseURL = '' }: Connection,
): SuspensionRequest {
	const step = resumedBy === 'timer' ? (suspension?.step ?? 0) + 1 : 0;
	return { deadline, step, url: requireResumeUrl(context, baseURL) };
}
