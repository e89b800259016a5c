import { isRecord } from '../json/values';
import { ConnectionFailure, UnreadableResponse } from './connectionFailure';
import { isJobId } from './endpoints';
import type { RequestDescription } from './errors';
import { explainConnectionFailure, explainFailure, failureOf } from './errors';
import type { RepeatPolicy } from './retryPolicy';
import { repeatable } from './retryPolicy';
import type { Connection, GladiaContext, GladiaResponse } from './transport';
import { send, succeeded } from './transport';
import type { TranscriptionJob } from './types';

/** Reading one job, pre-recorded or live. */
export interface JobRequest {
	connection: Connection;
	/** Path of the job, as `jobPath` makes it. */
	url: string;
	/** How often and how long to try; as any other request that changes nothing unless given. */
	policy?: RepeatPolicy;
	/** Ends the request when the caller cannot wait any longer. */
	abortSignal?: AbortSignal;
}

/** What came of reading a job: the job, the API's refusal to give it out, or no usable answer. */
export type JobAnswer =
	| { job: TranscriptionJob; headers: GladiaResponse['headers'] }
	/** `tries` is how many requests it took: with more than one, passing faults came before. */
	| { refusal: GladiaResponse; tries: number }
	| { failure: ConnectionFailure };

/** A job that will not change any more. */
export type FinishedJob = TranscriptionJob & { status: 'done' | 'error' };

/**
 * Reads a job: the only place that does. An answer without a job in it counts as an answer that
 * cannot be read.
 *
 * @returns what came of it; use `expectJob` to have anything but a job thrown, `meansNotKept` to tell
 *   a refusal that is final from others, `isFinished` and `lacksResult` to judge the job
 * @throws only the signal's reason, when the execution was cancelled
 */
export async function readJob(
	context: GladiaContext,
	{ connection, url, policy = repeatable, abortSignal }: JobRequest,
): Promise<JobAnswer> {
	let tries = 0;
	const outcome = await send(
		context,
		() => {
			tries++;
			return { ...connection, method: 'GET', url, json: true, ...(abortSignal && { abortSignal }) };
		},
		policy,
	);
	if (outcome instanceof ConnectionFailure) return { failure: outcome };
	if (!succeeded(outcome)) return { refusal: outcome, tries };
	const { body, headers } = outcome;
	return isJob(body) ? { job: body, headers } : { failure: new UnreadableResponse() };
}

/**
 * The job of an answer.
 *
 * @throws NodeApiError, explained, when the API did not give the job out
 */
export function expectJob(
	context: GladiaContext,
	answer: JobAnswer,
	requestDescription: RequestDescription,
): TranscriptionJob {
	if ('job' in answer) return answer.job;
	if ('failure' in answer) {
		throw explainConnectionFailure(context, answer.failure, requestDescription);
	}
	throw explainFailure(context, failureOf(answer.refusal), requestDescription);
}

/**
 * Whether a value of unknown origin is a job. Only the id is checked, by which it can be read again:
 * what else a document holds differs between versions of the API, so readers check each field.
 */
export function isJob(value: unknown): value is TranscriptionJob {
	return isRecord(value) && isJobId(value.id);
}

/** Whether a job will not change any more. */
export function isFinished(job: TranscriptionJob): job is FinishedJob {
	return job.status === 'done' || job.status === 'error';
}

/** Whether a job is done without a result: the account keeps none, or it is not stored yet. */
export function lacksResult({ status, result }: TranscriptionJob): boolean {
	return status === 'done' && (result ?? undefined) === undefined;
}

/** Forbidden, not found, gone. */
const NOT_KEPT = new Set([403, 404, 410]);

/** Whether the status of a refusal says that nothing is kept of the job, now and later. */
export function meansNotKept(statusCode: number): boolean {
	return NOT_KEPT.has(statusCode);
}
