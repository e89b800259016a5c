import type { IExecuteSingleFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { jsonParse } from 'n8n-workflow';
import { pause } from '../async/cancellation';
import { ConnectionFailure, connectionFailureFrom } from './connectionFailure';
import { expectSuccess } from './errors';
import type { FailureText, RequestDescription } from './failureTexts';
import { isRedirect, MAX_REDIRECTS, redirectTarget } from './redirects';
import { pauseBeforeRetry, repeatable } from './retryPolicy';
import type { Connection, GladiaResponse, Outcome } from './transport';
import { discard, send, succeeded, withoutEcho } from './transport';

/** How much of a refusal to read for the text of the failure, in bytes. */
const FAILURE_TEXT = 64 * 1024;

/** A file at the API, which serves it itself or redirects to a storage service. */
export interface FileSource {
	request: IHttpRequestOptions;
	requestDescription: RequestDescription;
}

/** An answer, and whether it came from a storage service instead of the API. */
interface Reached {
	outcome: Outcome;
	atStorage: boolean;
}

const noAudio: FailureText = {
	what: () => 'Gladia has no audio of the transcription',
	next: () => 'The audio may have been deleted, or the account keeps none',
};

const storageRefusal: FailureText = {
	what: () => 'The storage service that Gladia names did not hand out the audio',
	next: () =>
		'Its signed address may have expired, or the file may have been deleted there. Run the node again for a new address',
};

/**
 * Requests a file, or a part of it, as a stream. The API key goes to the API only: neither to a storage
 * service that it redirects to, nor back to the API from there.
 *
 * @param headers of this request, e.g. `range`
 * @throws NodeApiError when the API or the storage refuses, or cannot be reached
 */
export async function openFile(
	context: IExecuteSingleFunctions,
	source: FileSource,
	headers: Record<string, string>,
): Promise<GladiaResponse> {
	const ends = Date.now() + repeatable.patience;
	for (let attempt = 0; ; attempt++) {
		const reached = await reach(context, source, headers);
		const { outcome, atStorage } = reached;
		const answered = outcome instanceof ConnectionFailure ? undefined : outcome.headers;
		const wait = pauseBeforeRetry(attempt, answered);
		const isLast = attempt + 1 >= repeatable.tries || Date.now() + wait > ends;
		// The API's own failures have been retried; a new address may lead to a storage that works.
		if (!atStorage || isLast || !isPassing(outcome))
			return await explained(context, source, reached);
		if (!(outcome instanceof ConnectionFailure)) discard(outcome.body);
		await pause(context, wait);
	}
}

function isPassing(outcome: Outcome): boolean {
	if (outcome instanceof ConnectionFailure) return outcome.mayPass !== 'never';
	return repeatable.statuses(outcome.statusCode);
}

async function reach(
	context: IExecuteSingleFunctions,
	{ request }: FileSource,
	headers: Record<string, string>,
): Promise<Reached> {
	const outcome = await send(
		context,
		() => ({ ...request, encoding: 'stream', headers: { ...request.headers, ...headers } }),
		repeatable,
	);
	const elsewhere = outcome instanceof ConnectionFailure ? undefined : outcome.redirect;
	if (outcome instanceof ConnectionFailure || elsewhere?.why !== 'elsewhere' || !elsewhere.to) {
		return { outcome, atStorage: false };
	}
	discard(outcome.body);
	return {
		outcome: await fromStorage(context, request, elsewhere.to, headers),
		atStorage: true,
	};
}

async function fromStorage(
	context: IExecuteSingleFunctions,
	{ proxy, skipSslCertificateValidation, timeout }: Connection,
	first: URL,
	headers: Record<string, string>,
): Promise<Outcome> {
	const request: Omit<IHttpRequestOptions, 'url'> = {
		method: 'GET',
		encoding: 'stream',
		headers,
		proxy,
		skipSslCertificateValidation,
		timeout,
		abortSignal: context.getExecutionCancelSignal(),
		disableFollowRedirect: true,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
	};
	let address = first;
	for (let hops = 0; ; hops++) {
		const outcome = await getOnce(context, { ...request, url: address.href });
		if (outcome instanceof ConnectionFailure || !isRedirect(outcome.statusCode)) return outcome;
		const to = redirectTarget(outcome.headers, address);
		if (to === undefined) return { ...outcome, redirect: { why: 'nowhere' } };
		if (hops >= MAX_REDIRECTS) return { ...outcome, redirect: { why: 'loop', to } };
		discard(outcome.body);
		address = to;
	}
}

async function getOnce(
	context: IExecuteSingleFunctions,
	request: IHttpRequestOptions,
): Promise<Outcome> {
	try {
		return (await context.helpers.httpRequest({ ...request })) as GladiaResponse;
	} catch (error) {
		context.getExecutionCancelSignal()?.throwIfAborted();
		return connectionFailureFrom(error);
	}
}

async function explained(
	context: IExecuteSingleFunctions,
	{ requestDescription }: FileSource,
	{ outcome, atStorage }: Reached,
): Promise<GladiaResponse> {
	if (outcome instanceof ConnectionFailure || succeeded(outcome)) {
		return expectSuccess(context, outcome, requestDescription);
	}
	const text = await readText(outcome);
	const answer = await withoutEcho(context, {
		...outcome,
		// Only the code: a storage service's document repeats parts of the signed address.
		body: atStorage ? { message: storageCode(text) } : readJson(text),
	});
	const ownTexts = atStorage ? { [outcome.statusCode]: storageRefusal } : { 404: noAudio };
	const failureTexts = { ...requestDescription.failureTexts, ...ownTexts };
	return expectSuccess(context, answer, { ...requestDescription, failureTexts });
}

/** A refusal comes as a stream too, since a file was requested. */
async function readText({ body }: GladiaResponse): Promise<string> {
	const chunks: Uint8Array[] = [];
	let length = 0;
	try {
		for await (const chunk of body as AsyncIterable<Uint8Array>) {
			chunks.push(chunk);
			length += chunk.length;
			if (length >= FAILURE_TEXT) break;
		}
	} catch {
		// The status alone is enough.
		return '';
	}
	return Buffer.concat(chunks).toString('utf8');
}

function readJson(text: string): unknown {
	const message = text.trimStart().startsWith('<') ? undefined : text.trim();
	return jsonParse<unknown>(text, { fallbackValue: { message } });
}

function storageCode(document: string): string | undefined {
	return /<Code>([\w.-]{1,60})<\/Code>/.exec(document)?.[1];
}
