import type { ServerResponse } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ApiError } from './apiError';
import { errorDocument } from './apiError';

/**
 * An answer that was worked out but not sent yet, so that a fault can still cut, spoil or
 * withhold it.
 */
export interface Reply {
	status: number;
	headers: Record<string, string>;
	body: Buffer | { stream: () => Readable; size: number };
}

export function jsonReply(status: number, document: unknown): Reply {
	return {
		status,
		headers: { 'content-type': 'application/json; charset=utf-8' },
		body: Buffer.from(JSON.stringify(document)),
	};
}

export function emptyReply(status: number): Reply {
	return { status, headers: {}, body: Buffer.alloc(0) };
}

export function errorReply(error: ApiError, path: string): Reply {
	const { validationErrors, retryAfterSeconds } = error.details;
	const reply = jsonReply(
		error.statusCode,
		errorDocument(error.statusCode, error.message, path, validationErrors),
	);
	if (retryAfterSeconds !== undefined) reply.headers['retry-after'] = String(retryAfterSeconds);
	return reply;
}

function sizeOf(reply: Reply): number {
	return Buffer.isBuffer(reply.body) ? reply.body.length : reply.body.size;
}

function writeHead(response: ServerResponse, reply: Reply): void {
	// 204 must not announce a length (RFC 9110, 8.6).
	const length = reply.status === 204 ? {} : { 'content-length': String(sizeOf(reply)) };
	response.writeHead(reply.status, { ...reply.headers, ...length });
}

/** Sends the whole reply; rejects when the client goes away half-way through a stream. */
export async function sendReply(response: ServerResponse, reply: Reply): Promise<void> {
	writeHead(response, reply);
	if (Buffer.isBuffer(reply.body)) response.end(reply.body);
	else await pipeline(reply.body.stream(), response);
}

/** Announces the whole reply, sends its first half and cuts the connection. */
export async function sendTruncated(response: ServerResponse, reply: Reply): Promise<void> {
	writeHead(response, reply);
	const half = Math.floor(sizeOf(reply) / 2);
	let sent = 0;
	const chunks = Buffer.isBuffer(reply.body) ? [reply.body] : reply.body.stream();
	for await (const chunk of chunks as AsyncIterable<Buffer>) {
		const part = chunk.subarray(0, half - sent);
		sent += part.length;
		await new Promise<void>((resolve) => response.write(part, () => resolve()));
		if (sent >= half) break;
	}
	response.destroy();
}

/** The same status with a body that claims to be JSON and is not. */
export function malformed(reply: Reply): Reply {
	const whole = Buffer.isBuffer(reply.body) ? reply.body.toString() : '';
	const cut = whole.length > 1 ? whole.slice(0, Math.ceil(whole.length / 2)) : '{"id": ';
	return {
		status: reply.status,
		headers: { ...reply.headers, 'content-type': 'application/json; charset=utf-8' },
		body: Buffer.from(cut),
	};
}

/** An error reply as it goes over the wire, for a handshake that gets no WebSocket. */
export function rawReply({ status, headers, body }: Reply): string {
	const text = Buffer.isBuffer(body) ? body.toString() : '';
	const fields = { ...headers, 'content-length': Buffer.byteLength(text), connection: 'close' };
	const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}`);
	return [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`, ...lines, '', text].join('\r\n');
}
