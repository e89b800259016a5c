import type { IExecuteSingleFunctions, IHttpRequestOptions } from 'n8n-workflow';
import type { FailureText, RequestDescription } from './failureTexts';
import { pause } from '../async/cancellation';
import type { JobAnswer } from './jobs';
import { expectJob, isFinished, readJob } from './jobs';
import { backoff, repeatable } from './retryPolicy';
import type { TranscriptionJob } from './types';

/** A status check answers at once, or something is wrong, in milliseconds. */
const CHECK_TIMEOUT = 15_000;
/**
 * How long a job may be unknown to the API's readers after its start, in milliseconds; less where it
 * is only possible that the job has just been started.
 */
const SETTLING = { justStarted: 30_000, perhaps: 5_000 };
/** How many looks in a row must be refused before a job is given up. */
const REFUSALS = 2;

export interface Wait {
	/** When to stop waiting, in milliseconds since 1970. */
	deadline: number;
	/** Whether the first check comes at once, or after about a second (a job just started). */
	checkAtOnce: boolean;
}

/** The job as last seen, or undefined when it was never seen before the time was up. */
export type LastSeen = TranscriptionJob | undefined;

/**
 * Asks for a job until it is done, has failed, or the deadline has passed. Passing faults of the
 * server or the line do not end the wait, the deadline does. A refusal is looked at twice, and anew
 * after each passing fault: one 401 or 403 of a proxy, or one now and then while it is down, is no
 * reason to give up a job that is running and billed.
 *
 * @param request that reads the job
 * @returns the job as last seen; its status tells whether it is finished
 * @throws NodeApiError when the API will not give the job out (401, 404, …)
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
			// After passing faults, a refusal may be one of them.
			refusals = answer.tries === 1 ? refusals + 1 : 1;
			const isUnknown = answer.refusal.statusCode === 404 && seen === undefined;
			const mayAppear = isUnknown && Date.now() < settled;
			const isEnough = refusals >= REFUSALS && !mayAppear;
			// Nobody is told of a wrong ID who has just started the job.
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

/** A job that was there a moment ago: the usual texts would have the user check its id. */
function withLossTexts(requestDescription: RequestDescription): RequestDescription {
	const lost: FailureText = {
		what: () => 'The transcription is no longer at Gladia',
		next: () =>
			"It was deleted, or the account keeps no data: then only the callback carries the result, and 'Wait For Result' has to be 'Sleep Until Gladia Calls Back'",
	};
	return {
		...requestDescription,
		failureTexts: { ...requestDescription.failureTexts, 404: lost, 410: lost },
	};
}

/**
 * Pauses before a check, at the longest until the deadline.
 *
 * @returns whether this is the last check: one look exactly at the deadline, so that no finished job
 *   is reported as running
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
