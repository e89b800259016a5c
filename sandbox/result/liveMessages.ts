import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../json';
import { isJsonObject, objectAt } from '../json';

/** The WebSocket messages of a finished session, each as a string of JSON, as a live result has them. */
export function liveMessages(result: JsonObject): string[] {
	const session_id = randomUUID();
	const created_at = new Date().toISOString();
	const message = (type: string, data: JsonObject | null): string =>
		JSON.stringify({ session_id, created_at, type, ...(data === null ? {} : { data }) });
	const transcription = objectAt(result, 'transcription');
	const utterances = Array.isArray(transcription.utterances) ? transcription.utterances : [];
	return [
		message('start_session', null),
		message('start_recording', null),
		...utterances.filter(isJsonObject).map((utterance, position) =>
			message('transcript', {
				id: `00_0000000${position}`,
				is_final: true,
				utterance,
			}),
		),
		message('end_recording', {
			recording_duration: objectAt(result, 'metadata').audio_duration,
		}),
		message('post_transcript', transcription),
		message('end_session', null),
	];
}
