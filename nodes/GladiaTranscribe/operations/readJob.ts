import type { IExecuteSingleFunctions, IWebhookFunctions } from 'n8n-workflow';
import type { TranscriptionJob } from '../../shared/api/types';
import { jobPath } from '../../shared/api/endpoints';
import type { RepeatPolicy } from '../../shared/api/retryPolicy';
import type { Connection } from '../../shared/api/transport';
import { jsonBody, send, succeeded } from '../../shared/api/transport';
import { ConnectionFailure } from '../../shared/api/connectionFailure';
import { isFinished } from '../../shared/api/jobs';

/** What the API says about a job: itself, that it keeps nothing to read, or nothing for now. */
export type Answer = TranscriptionJob | 'nothing kept' | 'no answer';

/** Forbidden, not found, gone: no later question will be answered otherwise. */
const NOTHING_KEPT = new Set([403, 404, 410]);

/** Whether a failed request for a job means that the API keeps nothing of it. */
export function saysNothingKept(statusCode: number): boolean {
	return NOTHING_KEPT.has(statusCode);
}

/** Whether a job is done, but its result is not there: an account without data retention. */
export function isEmptied(job: TranscriptionJob): boolean {
	return job.status === 'done' && (job.result ?? undefined) === undefined;
}

/** A job that will not change any more. */
export type EndedJob = TranscriptionJob & { status: 'done' | 'error' };

/** Whether an answer is the whole job, done or failed. */
export function isWhole(answer: Answer): answer is EndedJob {
	return typeof answer === 'object' && isFinished(answer);
}

/** Asks the API for a job; never throws for what the API or the line does. */
export async function readJob(
	context: IExecuteSingleFunctions | IWebhookFunctions,
	connection: Connection,
	id: string,
	policy: RepeatPolicy,
): Promise<Answer> {
	const url = jobPath('pre-recorded', id);
	const outcome = await send(
		context,
		() => ({ ...connection, method: 'GET', url, json: true }),
		policy,
	);
	if (outcome instanceof ConnectionFailure) return 'no answer';
	if (saysNothingKept(outcome.statusCode)) return 'nothing kept';
	if (!succeeded(outcome)) return 'no answer';
	const job = jsonBody(outcome) as unknown as TranscriptionJob;
	return isEmptied(job) ? 'nothing kept' : job;
}
