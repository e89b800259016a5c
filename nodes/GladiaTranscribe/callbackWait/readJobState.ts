import type { IExecuteSingleFunctions, IWebhookFunctions } from 'n8n-workflow';
import type { FinishedJob } from '../../shared/api/jobs';
import { isFinished, jobRequest, lacksResult, meansNotKept, readJob } from '../../shared/api/jobs';
import type { RepeatPolicy } from '../../shared/api/retryPolicy';
import type { Connection } from '../../shared/api/transport';
import type { TranscriptionJob } from '../../shared/api/types';

/** What the API says about a job: the job, that it keeps nothing to read, or nothing for now. */
export type JobState = TranscriptionJob | 'nothing kept' | 'no answer';

/** Whether the API has the whole job, done or failed. */
export function isWhole(state: JobState): state is FinishedJob {
	return typeof state === 'object' && isFinished(state);
}

/** Asks the API for a job; never throws for what the API or the connection does. */
export async function readJobState(
	context: IExecuteSingleFunctions | IWebhookFunctions,
	connection: Connection,
	id: string,
	policy: RepeatPolicy,
): Promise<JobState> {
	const answer = await readJob(context, jobRequest(connection, 'pre-recorded', id), policy);
	if ('job' in answer) return lacksResult(answer.job) ? 'nothing kept' : answer.job;
	const isGone = 'refusal' in answer && meansNotKept(answer.refusal.statusCode);
	return isGone ? 'nothing kept' : 'no answer';
}
