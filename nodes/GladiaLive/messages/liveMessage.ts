import type { IDataObject } from 'n8n-workflow';
import { isRecord, numberOrNull, textOrNull, valueAt } from '../../shared/json/values';

/** A message of the server, unchanged: `{type, session_id, created_at, data?, error?}`. */
export type LiveMessage = IDataObject & { type: string };

/** A range of bytes, counted over the whole session. */
export interface ByteRange {
	from: number;
	to: number;
}

/** Reads what a socket received; undefined for anything that is not a message. */
export function readMessage(data: unknown): LiveMessage | undefined {
	if (typeof data !== 'string') return undefined;
	try {
		const message: unknown = JSON.parse(data);
		return isRecord(message) && typeof message.type === 'string'
			? { ...message, type: message.type }
			: undefined;
	} catch {
		return undefined;
	}
}

/** Whether a message says that the session has ended and its results are complete. */
export function announcesEnd({ type }: LiveMessage): boolean {
	return type === 'post_final_transcript' || type === 'end_session';
}

/** The bytes that an `audio_chunk` message acknowledges. */
export function byteRangeOf(message: LiveMessage): ByteRange | undefined {
	if (message.acknowledged !== true) return undefined;
	const from = numberOrNull(valueAt(message, 'data.byte_range[0]'));
	const to = numberOrNull(valueAt(message, 'data.byte_range[1]'));
	return from === null || to === null ? undefined : { from, to };
}

/** Why Gladia did not take a chunk of audio; undefined when it did. */
export function refusalOf(message: LiveMessage): string | undefined {
	if (message.acknowledged !== false) return undefined;
	return textOrNull(valueAt(message, 'error.message')) ?? 'no reason was given';
}
