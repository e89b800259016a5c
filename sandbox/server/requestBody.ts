import type { IncomingMessage } from 'node:http';
import type { JsonObject } from '../json';
import { isJsonObject } from '../json';
import { ApiError } from './apiError';

/** Largest JSON body the sandbox reads into memory. */
export const MAX_JSON_BYTES = 1_048_576;

/**
 * Reads a JSON body whole.
 * @throws ApiError 413 beyond 1 MiB, 400 when it is no JSON object
 */
export async function readJsonBody(
	request: IncomingMessage,
): Promise<{ body: JsonObject; bytes: number }> {
	const chunks: Buffer[] = [];
	let bytes = 0;
	for await (const chunk of request as AsyncIterable<Buffer>) {
		bytes += chunk.length;
		// The rest is read and dropped: cutting the connection would hide the answer.
		if (bytes <= MAX_JSON_BYTES) chunks.push(chunk);
	}
	if (bytes > MAX_JSON_BYTES) throw new ApiError(413, 'request entity too large');
	let parsed: unknown;
	try {
		parsed = JSON.parse(Buffer.concat(chunks).toString('utf8'));
	} catch {
		throw new ApiError(400, 'The request body is not valid JSON');
	}
	if (!isJsonObject(parsed)) throw new ApiError(400, 'The request body must be a JSON object');
	return { body: parsed, bytes };
}
