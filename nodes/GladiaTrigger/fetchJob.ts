import type { IWebhookFunctions, NodeApiError } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import { failureOf } from '../shared/api/apiFailure';
import type { JobKind } from '../shared/api/endpoints';
import { isJobId } from '../shared/api/endpoints';
import { explainConnectionFailure, explainFailure, itemError } from '../shared/api/errors';
import type { FailureText, RequestDescription } from '../shared/api/failureTexts';
import type { JobAnswer } from '../shared/api/jobs';
import { jobRequest, readJob } from '../shared/api/jobs';
import { backoff, repeatable } from '../shared/api/retryPolicy';
import { credentialConnection } from '../shared/api/transport';
import type { TranscriptionJob } from '../shared/api/types';
import { isRecord } from '../shared/json/values';
import { readMaxWait } from './fields/options';
import type { TriggerEvent } from './readEvent';

/** How long to try to read the metadata of a job while its event waits; ms. */
const METADATA_TIME = 8_000;
/** Timeout of one request, in milliseconds. */
const ANSWER_TIMEOUT = 10_000;
/** How long a job may be done without a result before the result counts as not kept; ms. */
const RESULT_FOLLOWS_WITHIN = 5_000;

const READ_LATER = "Read it with Gladia Get Result, 'Wait Until Done' switched on";

/** The job, or why it could not be read. */
export type FetchedJob = { job: TranscriptionJob } | { failure: NodeApiError };

const unknownId: FailureText = {
	what: () => 'The transcription was not found at Gladia',
	next: () =>
		'It may have been deleted, belong to another account than the credential, or be an example only. Accounts without data retention get results by callback only',
};

const requestDescription: RequestDescription = {
	action: 'read the transcription',
	parameter: 'Fetch Result',
	// Gladia answers 400 for ids it cannot have issued, such as those of test events.
	failureTexts: { 400: unknownId, 404: unknownId },
};

/**
 * Reads the job of an event, in bounded time. Never throws, so that an item can report the failure and
 * the event is not lost.
 *
 * @param untilFinished whether to give Gladia time to store a result that it has already reported, up
 * to 'Max Wait for Result'
 */
export async function fetchJob(
	context: IWebhookFunctions,
	event: TriggerEvent,
	untilFinished: boolean,
): Promise<FetchedJob> {
	const { id } = event;
	if (!isJobId(id)) return { failure: explainFailure(context, noId, requestDescription) };
	const time = untilFinished ? readMaxWait(context) : METADATA_TIME;
	const deadline = Date.now() + time;
	const abortSignal = AbortSignal.timeout(time);
	const connection = await credentialConnection(context, Math.min(time, ANSWER_TIMEOUT));
	const read = async (kind: JobKind) =>
		await readJob(
			context,
			{ ...jobRequest(connection, kind, id), abortSignal },
			{ ...repeatable, tries: Infinity, patience: deadline - Date.now() },
		);
	let doneSince: number | undefined;
	for (let checks = 0; ; checks++) {
		const answer = await readEitherKind(event, read);
		if (!('job' in answer)) return { failure: explain(context, answer, abortSignal.aborted) };
		const { job } = answer;
		if (!untilFinished || hasOutcome(job)) return { job };
		if (job.status === 'done') doneSince ??= Date.now();
		if (doneSince !== undefined && Date.now() - doneSince > RESULT_FOLLOWS_WITHIN) {
			return { failure: notKept(context) };
		}
		const pause = backoff(checks);
		if (Date.now() + pause >= deadline) return { failure: notInTime(context) };
		await sleep(pause);
	}
}

const noId = { statusCode: 400, validationErrors: ['The id is not a Gladia id'] };

/** A short event name does not say the kind of the job, so both kinds are tried. */
async function readEitherKind(
	{ kind, isKindKnown }: TriggerEvent,
	read: (kind: JobKind) => Promise<JobAnswer>,
): Promise<JobAnswer> {
	const answer = await read(kind);
	const isUnknown = 'refusal' in answer && answer.refusal.statusCode === 404;
	if (isKindKnown || !isUnknown) return answer;
	const other = await read('live');
	return 'job' in other ? other : answer;
}

function explain(
	context: IWebhookFunctions,
	answer: Exclude<JobAnswer, { job: TranscriptionJob }>,
	isOutOfTime: boolean,
): NodeApiError {
	if ('refusal' in answer) {
		return explainFailure(context, failureOf(answer.refusal), requestDescription);
	}
	if (isOutOfTime) return notInTime(context);
	return explainConnectionFailure(context, answer.failure, requestDescription, READ_LATER);
}

/** Whether the reported outcome can be read. */
export function hasOutcome({ status, result }: TranscriptionJob): boolean {
	return status === 'error' || (status === 'done' && isRecord(result));
}

function notInTime(context: IWebhookFunctions): NodeApiError {
	return itemError(context, 'Gladia did not return the result in time', {
		description: READ_LATER,
	});
}

function notKept(context: IWebhookFunctions): NodeApiError {
	return itemError(context, 'Gladia has not kept the result', {
		description:
			'Accounts without data retention get results by callback only. Give the node that starts the job the URL of this trigger as its Callback URL',
	});
}
