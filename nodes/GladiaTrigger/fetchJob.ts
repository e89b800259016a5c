import type { IWebhookFunctions, NodeApiError } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import type { TranscriptionJob } from '../shared/apiTypes';
import { jobPath } from '../shared/endpoints';
import type { Subject, Wording } from '../shared/errors';
import { explainFailure, explainUnanswered, itemError, readFailure } from '../shared/errors';
import { backoff, repeatable } from '../shared/retry';
import { credentialConnection, jsonBody, send, succeeded } from '../shared/transport';
import { Unanswered } from '../shared/unanswered';
import { isFinished } from '../shared/waiting';
import type { GladiaEvent } from './readEvent';

/**
 * All the time there is, in milliseconds. Svix takes a call without an answer within 15 s for
 * failed, and n8n answers only after the node has returned.
 */
const TIME = 8_000;

const READ_LATER = "Read it with Gladia Get Result, 'Wait Until Done' switched on";

/** The job, or why it could not be had. */
export type FetchedJob = { job: TranscriptionJob } | { failure: NodeApiError };

const unknownId: Wording = {
	what: () => 'The transcription was not found at Gladia',
	next: () =>
		'It may have been deleted, belong to another account than the credential, or be an example only',
};

const subject: Subject = {
	action: 'read the transcription',
	parameter: 'Fetch Result',
	// 400 is for ids that Gladia cannot have given, such as those of test events.
	wording: { 400: unknownId, 404: unknownId },
};

/**
 * Reads the job of an event, within seconds and never throwing, so that a failure can be told in
 * an item instead of losing the event.
 *
 * @param untilFinished whether to give Gladia time to store a result that it has already reported
 */
export async function fetchJob(
	context: IWebhookFunctions,
	{ kind, id }: Pick<GladiaEvent, 'kind' | 'id'>,
	untilFinished: boolean,
): Promise<FetchedJob> {
	const node = context.getNode();
	const ends = Date.now() + TIME;
	const abortSignal = AbortSignal.timeout(TIME);
	const connection = await credentialConnection(context, TIME);
	const url = jobPath(kind, id);
	for (let checks = 0; ; checks++) {
		const outcome = await send(
			context,
			() => ({ ...connection, method: 'GET', url, json: true, abortSignal }),
			{ ...repeatable, patience: ends - Date.now() },
		);
		if (outcome instanceof Unanswered) {
			const unanswered = explainUnanswered(node, outcome, subject, READ_LATER);
			return { failure: abortSignal.aborted ? notInTime(context) : unanswered };
		}
		if (!succeeded(outcome)) {
			const failure = readFailure(outcome.statusCode, outcome.body);
			return { failure: explainFailure(node, failure, subject) };
		}
		const job = jsonBody(outcome) as unknown as TranscriptionJob;
		if (!untilFinished || isFinished(job)) return { job };
		const pause = backoff(checks);
		if (Date.now() + pause >= ends) return { failure: notInTime(context) };
		await sleep(pause);
	}
}

function notInTime(context: IWebhookFunctions): NodeApiError {
	return itemError(context.getNode(), 'Gladia did not give out the result in time', {
		description: READ_LATER,
	});
}
