import type { IHttpRequestOptions } from 'n8n-workflow';
import { isRecord } from '../json/values';
import { failureOf } from './apiFailure';
import { ConnectionFailure, UnreadableResponse } from './connectionFailure';
import type { JobKind } from './endpoints';
import { isJobId, jobPath } from './endpoints';
import { explainConnectionFailure, explainFailure } from './errors';
import type { RequestDescription } from './failureTexts';
import type { RepeatPolicy } from './retryPolicy';
import { repeatable } from './retryPolicy';
import type { Connection, GladiaContext, GladiaResponse } from './transport';
import { send, succeeded } from './transport';
import type { TranscriptionJob } from './types';

/** The request that reads a job, where no routing states it. */
export function jobRequest(connection: Connection, kind: JobKind, id: string): IHttpRequestOptions {
	return { ...connection, method: 'GET', url: jobPath(kind, id) };
}

/** The job, the API's refusal to return it, or no usable answer. */
export type JobAnswer =
	| { job: TranscriptionJob; headers: GladiaResponse['headers'] }
	/** More than one try: transient failures came before the refusal. */
	| { refusal: GladiaResponse; tries: number }
	| { failure: ConnectionFailure };

/** A job that will not change any more. */
export type FinishedJob = TranscriptionJob & { status: 'done' | 'error' };

/**
 * Reads a job; all nodes read jobs here. An answer without a job in it counts as unreadable.
 *
 * @param request as the routing states it, or as `jobRequest` makes it; may have a shorter timeout or an
 *   abort signal
 * @param policy how often and how long to try
 * @returns the job, or why there is none. `expectJob` throws in that case; `meansNotKept` tells final
 *   refusals from others; `isFinished` and `lacksResult` tell what state a job is in
 * @throws the signal's reason when the execution was cancelled, and nothing else
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
 * @throws NodeApiError, explained, when the API did not return the job
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
 * Whether a value of unknown origin is a job. Checks the ID only: what else a document holds differs
 * between versions of the API, so whoever reads a field checks it.
 */
export function isJob(value: unknown): value is TranscriptionJob {
	return isRecord(value) && isJobId(value.id);
}

/** Whether a job will not change any more. */
export function isFinished(job: TranscriptionJob): job is FinishedJob {
	return job.status === 'done' || job.status === 'error';
}

/** Whether a job is done but has no result: the account keeps none, or it is not stored yet. */
export function lacksResult({ status, result }: TranscriptionJob): boolean {
	return status === 'done' && (result ?? undefined) === undefined;
}

/** Forbidden, not found, gone. */
const NOT_KEPT = new Set([403, 404, 410]);

/** Whether the status of a refusal says that Gladia keeps nothing of the job, now or later. */
export function meansNotKept(statusCode: number): boolean {
	return NOT_KEPT.has(statusCode);
}
