import type { IBinaryData, IExecuteSingleFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { pause } from '../async/cancellation';
import { mediaTypeOf } from '../media/mediaType';
import { ConnectionFailure } from './connectionFailure';
import type { FileSource } from './downloadRequest';
import { openFile } from './downloadRequest';
import type { OpenRest } from './downloadStream';
import { ResumingFile } from './downloadStream';
import { asNodeError, explainConnectionFailure, itemError } from './errors';
import type { RequestDescription } from './failureTexts';
import { backoff } from './retryPolicy';
import type { GladiaResponse } from './transport';

/** A connection that breaks and cannot be resumed means starting over, this often. */
const TRIES = 3;
/** A compressed answer would not have the length of the file. */
const WHOLE = { 'accept-encoding': 'identity' };

type StoredStream = Parameters<IExecuteSingleFunctions['helpers']['prepareBinaryData']>[0];

/**
 * Streams a file from the API into n8n's binary store, without ever holding it in memory. When the
 * connection breaks, it asks for the rest if the server supports ranges, and for the whole file if not.
 *
 * @param request that gets the file
 * @param fileName to store the file under; its extension decides the MIME type
 * @throws NodeApiError when the API or its storage refuses, sends something other than audio (a web page,
 *   JSON, nothing), or the connection breaks again and again
 */
export async function download(
	context: IExecuteSingleFunctions,
	request: IHttpRequestOptions,
	fileName: string,
	requestDescription: RequestDescription,
): Promise<IBinaryData> {
	const source = { request, requestDescription };
	let broken = new ConnectionFailure('The connection broke off', false);
	for (let attempt = 0; attempt < TRIES; attempt++) {
		if (attempt > 0) await pause(context, backoff(attempt - 1));
		const stored = await fetchAndStore(context, source, fileName);
		if (!(stored instanceof ConnectionFailure)) return stored;
		broken = stored;
	}
	throw explainConnectionFailure(context, broken, requestDescription);
}

async function fetchAndStore(
	context: IExecuteSingleFunctions,
	source: FileSource,
	fileName: string,
): Promise<IBinaryData | ConnectionFailure> {
	const response = await openFile(context, source, WHOLE);
	const file = new ResumingFile(response, restOf(context, source));
	try {
		const first = await file.next();
		context.getExecutionCancelSignal()?.throwIfAborted();
		if (first instanceof ConnectionFailure) return first;
		requireAudio(context, response, first);
		const stream = streamLike(response, file.from(first));
		return await context.helpers.prepareBinaryData(stream, fileName, mediaTypeOf(fileName));
	} catch (error) {
		context.getExecutionCancelSignal()?.throwIfAborted();
		if (file.broken !== undefined) return file.broken;
		throw asNodeError(context, error);
	} finally {
		file.close();
	}
}

function restOf(context: IExecuteSingleFunctions, source: FileSource): OpenRest {
	return async (headers, attempt) => {
		await pause(context, backoff(attempt));
		try {
			return await openFile(context, source, { ...WHOLE, ...headers });
		} catch {
			context.getExecutionCancelSignal()?.throwIfAborted();
			// The request for the whole file, which comes next, finds out why.
			return undefined;
		}
	};
}

/**
 * A Node.js stream of the given bytes. Nodes may not import Node's streams, but the body of an answer is
 * one, and its class makes others.
 */
function streamLike({ body }: GladiaResponse, bytes: AsyncIterable<Uint8Array>): StoredStream {
	const { constructor: Stream } = body as object as { constructor: StreamClass };
	return Stream.from(bytes, { objectMode: false });
}

interface StreamClass {
	from: (bytes: AsyncIterable<Uint8Array>, options: { objectMode: boolean }) => StoredStream;
}

/** Content types of documents, which are not audio. */
const DOCUMENT = /^\s*(text\/html|application\/(xhtml\+xml|xml|json|problem\+json)|text\/xml)\b/i;
const PAGE = /^\s*(<!doctype\s+html|<html)/i;

/** @throws NodeApiError when an answer with a success status does not hold audio */
function requireAudio(
	context: IExecuteSingleFunctions,
	{ headers }: GladiaResponse,
	first: Uint8Array | undefined,
): void {
	if (first === undefined) {
		throw itemError(context, 'Gladia sent an empty file instead of the audio', {
			description: 'The audio may have been deleted, or the account keeps none',
		});
	}
	const isPage = PAGE.test(Buffer.from(first.subarray(0, 256)).toString('latin1'));
	if (!isPage && !DOCUMENT.test(String(headers['content-type']))) return;
	throw itemError(context, 'A web page or a document came instead of the audio', {
		description:
			"A proxy or a login may stand before the API or its storage. Check 'Base URL' in the Gladia API credential and the network, then try again",
	});
}
