import type { IHttpRequestOptions } from 'n8n-workflow';
import type { RequestDescription } from './failureTexts';
import { failureOf } from './apiFailure';
import { isRecord } from '../json/values';
import { ConnectionFailure, UnreadableResponse } from './connectionFailure';
import type { JobKind } from './endpoints';
import { isJobId, jobPath } from './endpoints';
import { explainConnectionFailure, explainFailure } from './errors';
import type { RepeatPolicy } from './retryPolicy';
import { repeatable } from './retryPolicy';
import type { Connection, GladiaContext, GladiaResponse } from './transport';
import { send, succeeded } from './transport';
import type { TranscriptionJob } from './types';

/** The request that reads a job, where no routing states it. */
export function jobRequest(connection: Connection, kind: JobKind, id: string): IHttpRequestOptions {
	return { ...connection, method: 'GET', url: jobPath(kind, id) };
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
 * @param request as the routing states it, or as `jobRequest` makes it; may have a shorter timeout or an
 *   abort signal of its own
 * @param policy how often and how long to try; as for any request that changes nothing unless given
 * @returns what came of it; use `expectJob` to have anything but a job thrown, `meansNotKept` to tell
 *   a refusal that is final from others, `isFinished` and `lacksResult` to judge the job
 * @throws only the signal's reason, when the execution was cancelled
 */
export async function readJob(
	context: GladiaContext,
	request: IHttpRequestOptions,
	policy: RepeatPolicy = repeatable,
): Promise<JobAnswer> {
	let tries = 0;
	const outcome = await send(
		context,
		() => {
			tries++;
			return { ...request, json: true };
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
