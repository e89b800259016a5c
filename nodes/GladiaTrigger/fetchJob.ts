import type { IWebhookFunctions, NodeApiError } from 'n8n-workflow';
import type { RequestDescription, FailureText } from '../shared/api/failureTexts';
import { readFailure } from '../shared/api/apiFailure';
import { sleep } from 'n8n-workflow';
import type { TranscriptionJob } from '../shared/api/types';
import type { JobKind } from '../shared/api/endpoints';
import { isJobId, jobPath } from '../shared/api/endpoints';
import { explainFailure, explainConnectionFailure, itemError } from '../shared/api/errors';
import { isRecord } from '../shared/json/values';
import { backoff, repeatable } from '../shared/api/retryPolicy';
import type { Outcome } from '../shared/api/transport';
import { credentialConnection, jsonBody, send, succeeded } from '../shared/api/transport';
import { ConnectionFailure } from '../shared/api/connectionFailure';
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
	const ends = Date.now() + time;
	const abortSignal = AbortSignal.timeout(time);
	const connection = await credentialConnection(context, Math.min(time, ANSWER_TIMEOUT));
	const get = async (kind: JobKind) =>
		await send(
			context,
			() => ({ ...connection, method: 'GET', url: jobPath(kind, id), json: true, abortSignal }),
			{ ...repeatable, tries: Infinity, patience: ends - Date.now() },
		);
	let doneSince: number | undefined;
	for (let checks = 0; ; checks++) {
		const outcome = await ofEitherKind(event, get);
		const failure = failureOf(context, outcome, abortSignal.aborted);
		if (failure !== undefined || outcome instanceof ConnectionFailure) {
			return { failure: failure ?? notInTime(context) };
		}
		const job = jsonBody(outcome) as unknown as TranscriptionJob;
		if (!untilFinished || hasOutcome(job)) return { job };
		if (job.status === 'done') doneSince ??= Date.now();
		if (doneSince !== undefined && Date.now() - doneSince > RESULT_FOLLOWS_WITHIN) {
			return { failure: notKept(context) };
		}
		const pause = backoff(checks);
		if (Date.now() + pause >= ends) return { failure: notInTime(context) };
		await sleep(pause);
	}
}

const noId = { statusCode: 400, validationErrors: ['The id is not a Gladia id'] };

/** A short event name does not say the kind of the job, so both kinds are tried. */
async function ofEitherKind(
	{ kind, kindIsTold }: TriggerEvent,
	get: (kind: JobKind) => Promise<Outcome>,
): Promise<Outcome> {
	const outcome = await get(kind);
	const isUnknown = !(outcome instanceof ConnectionFailure) && outcome.statusCode === 404;
	if (kindIsTold || !isUnknown) return outcome;
	const other = await get('live');
	return other instanceof ConnectionFailure || !succeeded(other) ? outcome : other;
}

function failureOf(
	context: IWebhookFunctions,
	outcome: Outcome,
	isOutOfTime: boolean,
): NodeApiError | undefined {
	if (outcome instanceof ConnectionFailure) {
		return isOutOfTime
			? notInTime(context)
			: explainConnectionFailure(context, outcome, requestDescription, READ_LATER);
	}
	if (succeeded(outcome)) return undefined;
	return explainFailure(context, readFailure(outcome.statusCode, outcome.body), requestDescription);
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
