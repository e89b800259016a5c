import type { JsonObject } from '../json';
import { objectAt } from '../json';

/** A message of a live session, as it goes over the WebSocket and into callbacks. */
export interface LiveMessage extends JsonObject {
	session_id: string;
	created_at: string;
	type: string;
	/** Only in answers to `audio_chunk` and `stop_recording`. */
	acknowledged?: boolean;
	error?: { message: string } | null;
	data?: JsonObject | null;
}

type Switch =
	| 'receive_partial_transcripts'
	| 'receive_final_transcripts'
	| 'receive_speech_events'
	| 'receive_realtime_processing_events'
	| 'receive_post_processing_events'
	| 'receive_acknowledgments'
	| 'receive_errors'
	| 'receive_lifecycle_events';
type Switches = Record<Switch, boolean>;

/** What is received over the WebSocket where the request says nothing. */
const MESSAGES_DEFAULTS: Switches = {
	receive_partial_transcripts: false,
	receive_final_transcripts: true,
	receive_speech_events: true,
	receive_realtime_processing_events: true,
	receive_post_processing_events: true,
	receive_acknowledgments: true,
	receive_errors: true,
	receive_lifecycle_events: false,
};

/** The same for callbacks, as the API's documents of 2024 state it. */
const CALLBACK_DEFAULTS: Switches = {
	...MESSAGES_DEFAULTS,
	receive_speech_events: false,
	receive_acknowledgments: false,
	receive_errors: false,
	receive_lifecycle_events: true,
};

const SWITCH_OF: Record<string, Switch> = {
	audio_chunk: 'receive_acknowledgments',
	stop_recording: 'receive_acknowledgments',
	speech_start: 'receive_speech_events',
	speech_end: 'receive_speech_events',
	translation: 'receive_realtime_processing_events',
	named_entity_recognition: 'receive_realtime_processing_events',
	sentiment_analysis: 'receive_realtime_processing_events',
	post_transcript: 'receive_post_processing_events',
	post_final_transcript: 'receive_post_processing_events',
	post_summarization: 'receive_post_processing_events',
	post_chapterization: 'receive_post_processing_events',
	start_session: 'receive_lifecycle_events',
	start_recording: 'receive_lifecycle_events',
	end_recording: 'receive_lifecycle_events',
	end_session: 'receive_lifecycle_events',
	error: 'receive_errors',
};

function switchesOf({ type, data, acknowledged }: LiveMessage): Switch[] {
	if (type === 'transcript') {
		return [data?.is_final === true ? 'receive_final_transcripts' : 'receive_partial_transcripts'];
	}
	const own = SWITCH_OF[type];
	// A refusal is an error, whoever does not care for acknowledgements.
	return [...(own ? [own] : []), ...(acknowledged === false ? (['receive_errors'] as const) : [])];
}

/** Whether a session wants a message over its WebSocket, or in its callbacks. */
export function isWanted(
	message: LiveMessage,
	request: JsonObject,
	by: 'messages_config' | 'callback_config',
): boolean {
	const config = objectAt(request, by);
	const defaults = by === 'messages_config' ? MESSAGES_DEFAULTS : CALLBACK_DEFAULTS;
	return switchesOf(message).some((name) => (config[name] ?? defaults[name]) === true);
}
