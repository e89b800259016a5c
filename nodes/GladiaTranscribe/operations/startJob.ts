import type { IDataObject, IExecuteSingleFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { ConnectionFailure, UnreadableResponse } from '../../shared/api/connectionFailure';
import { collectionPath, isJobId } from '../../shared/api/endpoints';
import { expectSuccess, itemError } from '../../shared/api/errors';
import type { FailureText } from '../../shared/api/failureTexts';
import { billed } from '../../shared/api/retryPolicy';
import type { Connection, Outcome } from '../../shared/api/transport';
import { connectionOf, jsonBody, send, succeeded } from '../../shared/api/transport';
import { refusal } from '../../shared/parameters';
import type { LostStart, Search } from './findStartedJob';
import { findStartedJob } from './findStartedJob';
import type { NodeRun } from './nodeRun';
import { audioOf } from './nodeRun';
import type { OpenStart } from './openStarts';
import { claimJob, closeStart, openStart } from './openStarts';

/** Gladia answers a start at once, before it reads the audio, in milliseconds. */
const TIMEOUT = 60_000;
const REQUEST_TIMEOUT = 408;
/** A start that made no job is sent once more. */
const MOST_SENDS = 2;

/** A job as the API announces it. */
export interface StartedJob {
	id: string;
	result_url: string;
}

export interface Start extends Pick<LostStart, 'isOwnUpload' | 'isOwnCallback'> {
	/** Makes the body of the request; uploads the audio, so it runs only when needed. */
	body: () => Promise<IDataObject>;
	/** How long to wait while Gladia answers 429 (too many jobs), in milliseconds. */
	patience: number;
}

/**
 * Starts one job. A start without an answer, or with a server error for one, may have made a job (and
 * a bill) nevertheless: then the account's list is searched for the job, also when 'Retry On Fail'
 * returns to the item. Only when the list has none is the start sent once more, and searched for again.
 *
 * @param request that starts a job, without its body
 * @throws NodeApiError when Gladia refuses, or when it is not known whether a job has started
 */
export async function startJob(
	context: IExecuteSingleFunctions,
	request: IHttpRequestOptions,
	run: NodeRun,
	{ body: makeBody, patience, ...lost }: Start,
): Promise<StartedJob> {
	const audio = audioOf(context);
	const connection = connectionOf(request);
	const started = run.jobs.get(audio);
	if (started !== undefined) return announced(connection, started);

	const earlier = run.unansweredStarts.get(audio);
	const body = earlier?.body ?? (await makeBody());
	const start = openStart(body);
	if (earlier !== undefined) Object.assign(start, { since: earlier.since, sent: earlier.sent });
	const find = async () => await findStartedJob(context, connection, { ...lost, start });
	try {
		const before = start.sent > 0 ? await find() : undefined;
		if (before !== undefined && !('none' in before)) {
			return announced(connection, foundIn(context, before, run, start, earlier?.outcome));
		}
		for (let sends = 1; ; sends++) {
			const outcome = await sendStart(context, request, start, patience);
			const job = mayHaveStarted(outcome) ? undefined : startedBy(context, connection, outcome);
			if (job !== undefined) {
				remember(run, audio, job.id);
				return job;
			}
			run.unansweredStarts.set(audio, { ...start, outcome });
			const search = await find();
			if (!('none' in search) || sends >= MOST_SENDS || run.stopped.aborted) {
				return announced(connection, foundIn(context, search, run, start, outcome));
			}
		}
	} finally {
		closeStart(start);
	}
}

async function sendStart(
	context: IExecuteSingleFunctions,
	request: IHttpRequestOptions,
	start: OpenStart,
	patience: number,
): Promise<Outcome> {
	const timeout = Math.min(request.timeout ?? TIMEOUT, TIMEOUT);
	start.sent++;
	start.inFlight = true;
	try {
		return await send(
			context,
			() => {
				// Of several tries of one sending, only the last can have made a job.
				if (start.sent === 1) start.since = Date.now();
				return { ...request, timeout, body: start.body, json: true };
			},
			{ ...billed, patience },
		);
	} finally {
		start.inFlight = false;
	}
}

/** Whether a start may have made a job although its answer does not say so. */
function mayHaveStarted(outcome: Outcome): boolean {
	if (outcome instanceof ConnectionFailure) return !outcome.neverArrived;
	if (succeeded(outcome)) return !isJobId(jsonBody(outcome).id);
	return outcome.statusCode >= 500 || outcome.statusCode === REQUEST_TIMEOUT;
}

const tooMany: FailureText = {
	what: () => 'Gladia accepts no further jobs for now (limit reached)',
	next: () => "Lower 'Max Concurrent Jobs', or try again when running jobs have ended",
};

/** @throws NodeApiError when Gladia has refused */
function startedBy(
	context: IExecuteSingleFunctions,
	connection: Connection,
	outcome: Outcome,
): StartedJob {
	const failureTexts = { 429: tooMany, ...refusal(context).failureTexts };
	const requestDescription = {
		action: 'start the transcription',
		parameter: 'Audio Source',
		failureTexts,
	};
	const { id, result_url: url } = jsonBody(expectSuccess(context, outcome, requestDescription));
	const job = announced(connection, String(id));
	return typeof url === 'string' && url !== '' ? { ...job, result_url: url } : job;
}

/** @throws NodeApiError when the search did not find the job: says what that means and what to do */
function foundIn(
	context: IExecuteSingleFunctions,
	search: Search,
	run: NodeRun,
	{ sent }: OpenStart,
	outcome: Outcome | undefined,
): string {
	if ('found' in search) return remember(run, audioOf(context), search.found);
	const isConnectionFailure = outcome === undefined || outcome instanceof ConnectionFailure;
	const what =
		isConnectionFailure && !(outcome instanceof UnreadableResponse)
			? 'Gladia could not be reached to start the transcription'
			: 'Gladia did not confirm the start of the transcription';
	const reason = isConnectionFailure
		? (outcome?.reason ?? 'No answer came')
		: `It answered with status ${outcome.statusCode}`;
	throw itemError(context, what, {
		description: `${reason}. ${meaningOf(search, sent)}`,
		details: {
			...(!isConnectionFailure && { status_code: outcome.statusCode }),
			...('possible' in search && { possible_transcription_ids: search.possible }),
		},
	});
}

function meaningOf(search: Exclude<Search, { found: string }>, sent: number): string {
	const look = "Check with 'Get Many Transcriptions' of Gladia Get Result before you run it again";
	if ('unread' in search) {
		return `The list of transcriptions could not be read either (${search.unread}), so it is not known whether the job has started and is billed. ${look}`;
	}
	if ('possible' in search) {
		return `The job may have started: in the list of transcriptions, ${search.possible.join(', ')} may be this job or another one. It was not started again, so that nothing is billed twice. Read it with Gladia Get Result, and run this again only if it is not the one`;
	}
	const times = sent > 1 ? 'It was sent twice, and no' : 'No';
	return `${times} such job is in the list of transcriptions, so probably nothing has been billed. ${look}`;
}

function remember(run: NodeRun, audio: string, id: string): string {
	claimJob(id);
	run.jobs.set(audio, id);
	run.unansweredStarts.delete(audio);
	return id;
}

function announced({ baseURL = '' }: Connection, id: string): StartedJob {
	return { id, result_url: `${baseURL}${collectionPath('pre-recorded')}/${id}` };
}
