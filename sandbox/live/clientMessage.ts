import { isJsonObject } from '../json';

/** What a client says in a text frame. */
export type ClientMessage = { type: 'audio_chunk'; audio: Buffer } | { type: 'stop_recording' };

/** A text frame that the protocol does not know; the message says what is wrong with it. */
export class UnknownClientMessage extends Error {}

const NOT_BASE64 = /[^A-Za-z0-9+/=]/;

function decoded(data: unknown): Buffer {
	const chunk = isJsonObject(data) ? data.chunk : undefined;
	if (typeof chunk !== 'string' || chunk.length % 4 !== 0 || NOT_BASE64.test(chunk)) {
		throw new UnknownClientMessage('data.chunk of an audio_chunk must be a base64 string');
	}
	return Buffer.from(chunk, 'base64');
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw new UnknownClientMessage('A text frame must be JSON');
	}
}

/** @throws UnknownClientMessage */
export function parseClientMessage(text: string): ClientMessage {
	const message = parsed(text);
	if (!isJsonObject(message)) throw new UnknownClientMessage('A message must be a JSON object');
	const { type, data, ...rest } = message;
	const known =
		(type === 'stop_recording' && data === undefined) ||
		(type === 'audio_chunk' && data !== undefined);
	if (!known || Object.keys(rest).length > 0) {
		throw new UnknownClientMessage(
			'A message must be {"type":"audio_chunk","data":{"chunk":…}} or {"type":"stop_recording"}',
		);
	}
	return type === 'audio_chunk' ? { type, audio: decoded(data) } : { type: 'stop_recording' };
}
