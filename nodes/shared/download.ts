import type { IBinaryData, IExecuteSingleFunctions } from 'n8n-workflow';
import type { Subject } from './errors';
import { expectSuccess, explainUnanswered } from './errors';
import { mediaTypeOf } from './mediaType';
import { repeatable } from './retry';
import type { Connection, GladiaResponse, Outcome } from './transport';
import { send } from './transport';
import { Unanswered, unansweredFrom } from './unanswered';

/** Storage services answer with one redirect; more than a few is a loop. */
const MAX_REDIRECTS = 5;
/** A line that breaks in the middle of a file means to begin again. */
const TRIES = 3;
/** How much of an answer that should have been a file is read for the failure's text, in bytes. */
const FAILURE_TEXT = 64 * 1024;

type StoredStream = Parameters<IExecuteSingleFunctions['helpers']['prepareBinaryData']>[0];

export interface Download {
	/** Path at the API. */
	url: string;
	/** Name under which the file is stored; its extension tells the MIME type. */
	fileName: string;
}

/**
 * Streams a file from the API into n8n's binary store, without ever holding it in memory.
 *
 * @throws NodeApiError when the API refuses, or the line breaks again and again
 */
export async function download(
	context: IExecuteSingleFunctions,
	connection: Connection,
	{ url, fileName }: Download,
	subject: Subject,
): Promise<IBinaryData> {
	let broken = new Unanswered('The connection broke off', false);
	for (let attempt = 0; attempt < TRIES; attempt++) {
		const response = await openFile(context, connection, url, subject);
		const stored = await store(context, response, fileName);
		if (!(stored instanceof Unanswered)) return stored;
		broken = stored;
	}
	throw explainUnanswered(context.getNode(), broken, subject);
}

async function store(
	context: IExecuteSingleFunctions,
	{ body }: GladiaResponse,
	fileName: string,
): Promise<IBinaryData | Unanswered> {
	try {
		const stream = body as StoredStream;
		return await context.helpers.prepareBinaryData(stream, fileName, mediaTypeOf(fileName));
	} catch (error) {
		context.getExecutionCancelSignal()?.throwIfAborted();
		return unansweredFrom(error);
	}
}

async function openFile(
	context: IExecuteSingleFunctions,
	connection: Connection,
	url: string,
	subject: Subject,
): Promise<GladiaResponse> {
	let outcome: Outcome = await send(
		context,
		() => ({ ...connection, method: 'GET', url, encoding: 'stream' }),
		repeatable,
	);
	let from = new URL(url, connection.baseURL);
	for (let hop = 0; hop < MAX_REDIRECTS; hop++) {
		const to = redirectTarget(outcome, from);
		if (to === undefined) break;
		outcome = await follow(context, connection, to);
		from = to;
	}
	return expectSuccess(context.getNode(), await withText(outcome), subject);
}

/** The API key goes along only as long as the target is the API itself. */
async function follow(
	context: IExecuteSingleFunctions,
	connection: Connection,
	to: URL,
): Promise<Outcome> {
	const { baseURL, headers, ...rest } = connection;
	const request = { method: 'GET', url: to.href, encoding: 'stream' } as const;
	if (to.origin === new URL(baseURL ?? to.href).origin) {
		return await send(context, () => ({ ...rest, headers, ...request }), repeatable);
	}
	try {
		const { proxy, skipSslCertificateValidation, timeout } = rest;
		const abortSignal = context.getExecutionCancelSignal();
		return (await context.helpers.httpRequest({
			...request,
			proxy,
			skipSslCertificateValidation,
			timeout,
			abortSignal,
			disableFollowRedirect: true,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
		})) as GladiaResponse;
	} catch (error) {
		context.getExecutionCancelSignal()?.throwIfAborted();
		return unansweredFrom(error);
	}
}

function redirectTarget(outcome: Outcome, from: URL): URL | undefined {
	if (outcome instanceof Unanswered) return undefined;
	const { statusCode, headers } = outcome;
	const { location } = headers;
	if (statusCode < 300 || statusCode >= 400 || typeof location !== 'string') return undefined;
	return URL.canParse(location, from.href) ? new URL(location, from) : undefined;
}

/** A refusal comes as a stream too, since a file was asked for: its text is what explains it. */
async function withText(outcome: Outcome): Promise<Outcome> {
	if (outcome instanceof Unanswered || outcome.statusCode < 400) return outcome;
	const chunks: Uint8Array[] = [];
	let length = 0;
	for await (const chunk of outcome.body as AsyncIterable<Uint8Array>) {
		chunks.push(chunk);
		length += chunk.length;
		if (length >= FAILURE_TEXT) break;
	}
	const text = Buffer.concat(chunks).toString('utf8');
	return { ...outcome, body: readJson(text) };
}

function readJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return { message: text };
	}
}
