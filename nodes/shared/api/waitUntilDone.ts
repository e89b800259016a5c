import type { IExecuteSingleFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { pause } from '../async/cancellation';
import type { FailureText, RequestDescription } from './failureTexts';
import type { JobAnswer } from './jobs';
import { expectJob, isFinished, readJob } from './jobs';
import { backoff, repeatable } from './retryPolicy';
import type { TranscriptionJob } from './types';

/** A status check is answered at once, or something is wrong, in milliseconds. */
const CHECK_TIMEOUT = 15_000;
/**
 * How long the API may not know a job after its start, in milliseconds; less where the job may or may not
 * have just been started.
 */
const SETTLING = { justStarted: 30_000, perhaps: 5_000 };
/** How many checks in a row must be refused before the wait ends. */
const REFUSALS = 2;

export interface Wait {
	/** When to stop waiting, in milliseconds since 1970. */
	deadline: number;
	/** Whether to check at once, or after about a second (for a job just started). */
	checkAtOnce: boolean;
}

/** The job as last seen; undefined when it was never seen. */
export type LastSeen = TranscriptionJob | undefined;

/**
 * Polls a job until it is done, has failed, or the deadline has passed. Transient failures of the server
 * or the connection do not end the wait. A refusal ends it only when the next check, without a transient
 * failure in between, is refused as well: a single 401 or 403 of a proxy is no reason to abandon a job
 * that is running and billed.
 *
 * @param request that reads the job
 * @returns the job as last seen; use `isFinished` to see whether it has ended
 * @throws NodeApiError when the API refuses to return the job (401, 404, …)
 */
export async function waitUntilDone(
	context: IExecuteSingleFunctions,
	request: IHttpRequestOptions,
	wait: Wait,
	requestDescription: RequestDescription,
): Promise<LastSeen> {
	const settled = Date.now() + (wait.checkAtOnce ? SETTLING.perhaps : SETTLING.justStarted);
	let seen: LastSeen;
	let refusals = 0;
	for (let checks = 0; ; checks++) {
		const isLast = await pauseBeforeCheck(context, wait, checks);
		const answer = await check(context, request, wait.deadline);
		if ('job' in answer) {
			seen = answer.job;
			refusals = 0;
			if (isFinished(seen)) return seen;
		} else if ('failure' in answer) {
			if (answer.failure.mayPass === 'never') expectJob(context, answer, requestDescription);
		} else if (!repeatable.statuses(answer.refusal.statusCode)) {
			// After transient failures, a refusal may be one too.
			refusals = answer.tries === 1 ? refusals + 1 : 1;
			const isUnknown = answer.refusal.statusCode === 404 && seen === undefined;
			const mayAppear = isUnknown && Date.now() < settled;
			const isEnough = refusals >= REFUSALS && !mayAppear;
			// A job that was just started cannot have a wrong ID.
			const isAllThereIs = isLast && seen === undefined && !(mayAppear && !wait.checkAtOnce);
			if (isEnough || isAllThereIs) {
				const described =
					seen === undefined ? requestDescription : withLossTexts(requestDescription);
				expectJob(context, answer, described);
			}
		}
		if (isLast) return seen;
	}
}

/** For a job that was there a moment ago: the usual texts would ask the user to check its ID. */
function withLossTexts(requestDescription: RequestDescription): RequestDescription {
	const lost: FailureText = {
		what: () => 'The transcription is no longer at Gladia',
		next: () =>
			"It was deleted, or the account keeps no data: then only the callback carries the result, and 'Long Recordings' has to be 'Sleep Until Gladia Calls Back'",
	};
	return {
		...requestDescription,
		failureTexts: { ...requestDescription.failureTexts, 404: lost, 410: lost },
	};
}

/**
 * Pauses before a check, but not beyond the deadline.
 *
 * @returns whether this is the last check: exactly at the deadline, so that no finished job is reported
 *   as running
 */
async function pauseBeforeCheck(
	context: IExecuteSingleFunctions,
	{ checkAtOnce, deadline }: Wait,
	checks: number,
): Promise<boolean> {
	if (checks === 0 && checkAtOnce) return false;
	const wanted = backoff(checkAtOnce ? checks - 1 : checks);
	const left = Math.max(0, deadline - Date.now());
	await pause(context, Math.min(wanted, left));
	return wanted > left;
}

/** Reads the job once more; the answer must come before the deadline. */
async function check(
	context: IExecuteSingleFunctions,
	request: IHttpRequestOptions,
	deadline: number,
): Promise<JobAnswer> {
	const timeout = Math.min(request.timeout ?? CHECK_TIMEOUT, CHECK_TIMEOUT);
	const patience = Math.max(0, deadline - Date.now());
	const policy = { ...repeatable, tries: Infinity, patience };
	return await readJob(context, { ...request, timeout }, policy);
}
