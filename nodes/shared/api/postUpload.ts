import type { IDataObject, IExecuteSingleFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { pause } from '../async/cancellation';
import { ConnectionFailure, UnreadableResponse } from './connectionFailure';
import { expectSuccess, explainConnectionFailure } from './errors';
import type { RequestDescription } from './failureTexts';
import { pauseBeforeRetry, repeatable, upload } from './retryPolicy';
import type { GladiaResponse, Outcome } from './transport';
import { jsonBody, send } from './transport';

/** What to say when an upload fails. */
export interface UploadFailureTexts {
	/** Label of the field that the audio comes from. */
	parameter: string;
	byStatus: NonNullable<RequestDescription['failureTexts']>;
	/** What to do when the connection breaks again and again. */
	whenBroken?: string;
}

export interface UploadOptions {
	/** Makes the body of one try. */
	makeBody: () => FormData | IDataObject;
	failureTexts: UploadFailureTexts;
	/** How long to retry, in milliseconds. */
	patience: number;
	/** When bytes of the file were last read to be sent, in milliseconds since 1970. */
	sentAt?: () => number;
}

/** A single try: `postUpload` decides about retries. */
const once = { statuses: () => false, whenAnswerIsLost: false, tries: 1 };

/**
 * Uploads audio, with retries after transient failures: until the patience is over, and beyond that as
 * long as the file has been failing for less than the patience, or than five minutes. So a connection
 * that breaks while a large file is sent slowly is no reason to give up.
 *
 * @param request that uploads, without its body
 * @throws NodeApiError, explained, when Gladia refuses the audio or the time is up
 */
export async function postUpload(
	context: IExecuteSingleFunctions,
	request: IHttpRequestOptions,
	{ makeBody, failureTexts, patience, sentAt = () => 0 }: UploadOptions,
): Promise<IDataObject> {
	const ends = Date.now() + patience;
	const mostFailing = Math.min(patience, upload.patience);
	const { parameter, byStatus } = failureTexts;
	const requestDescription: RequestDescription = {
		action: 'upload the audio',
		parameter,
		failureTexts: byStatus,
	};
	let failing = 0;
	let breaks = 0;
	for (let attempt = 0; ; attempt++) {
		const startedAt = Date.now();
		const outcome = await send(context, () => ({ ...request, body: makeBody(), json: true }), {
			...once,
			patience: Math.max(ends - startedAt, mostFailing - failing),
		});
		const isBroken = outcome instanceof ConnectionFailure && !outcome.neverArrived;
		if (isBroken) breaks++;
		const known = isBroken ? await refusalOf(context, request) : undefined;
		const wait = pauseBeforeRetry(attempt, headersOf(outcome));
		failing += Date.now() - Math.max(startedAt, sentAt()) + wait;
		const isInTime = Date.now() + wait <= ends || failing <= mostFailing;
		if (known !== undefined || !isInTime || !mayPass(outcome, { attempt, breaks })) {
			if (known === undefined && isBroken && breaks > 1 && failureTexts.whenBroken !== undefined) {
				const next = `That happened ${breaks} times. ${failureTexts.whenBroken}`;
				throw explainConnectionFailure(context, outcome, requestDescription, next);
			}
			return jsonBody(expectSuccess(context, known ?? outcome, requestDescription));
		}
		await pause(context, wait);
	}
}

function headersOf(outcome: Outcome): GladiaResponse['headers'] | undefined {
	return outcome instanceof ConnectionFailure ? undefined : outcome.headers;
}

/** Whether another try can end differently. */
function mayPass(outcome: Outcome, { attempt, breaks }: { attempt: number; breaks: number }) {
	if (!(outcome instanceof ConnectionFailure)) return upload.statuses(outcome.statusCode);
	if (outcome.mayPass === 'hardly' || outcome instanceof UnreadableResponse) {
		return attempt + 1 < upload.triesWithoutHope;
	}
	if (!outcome.neverArrived) return breaks < upload.mostBreaks;
	return outcome.mayPass === 'likely';
}

/** Refusals of the key, the plan or the address, whatever is sent. */
const REFUSALS = new Set([401, 402, 403, 404, 410]);

/**
 * The refusal behind a broken upload, if there is one: a server that refuses an upload may close the
 * connection while the file is still being sent, and its answer is often lost. The same request without
 * a file, which uploads nothing, gets it.
 */
async function refusalOf(
	context: IExecuteSingleFunctions,
	request: IHttpRequestOptions,
): Promise<GladiaResponse | undefined> {
	const outcome = await send(context, () => ({ ...request, body: {}, json: true }), {
		...repeatable,
		tries: 1,
		patience: 0,
	});
	const isRefusal = !(outcome instanceof ConnectionFailure) && REFUSALS.has(outcome.statusCode);
	return isRefusal ? outcome : undefined;
}
