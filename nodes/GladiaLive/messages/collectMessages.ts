import type { IDataObject } from 'n8n-workflow';
import { isRecord, numberOrNull, recordsIn, textOrNull } from '../../shared/json/values';
import type { LiveMessage } from './liveMessage';

/** What a session has reported so far. Maps are keyed by what makes an entry unique, as it may come twice. */
export class CollectedParts {
	sessionId: string | null;

	/** Final utterances with their ids. */
	readonly utterances = new Map<string, IDataObject>();

	/** Utterances that are not final yet. */
	readonly partials = new Map<string, IDataObject>();

	readonly translations = new Map<string, IDataObject>();

	readonly namedEntities = new Map<string, IDataObject[]>();

	readonly sentiments = new Map<string, IDataObject[]>();

	readonly speechEvents = new Map<string, IDataObject>();

	/** `{full_transcript, languages, utterances}` from the end of the session. */
	transcription: IDataObject | null = null;

	/** `{metadata, transcription, translation, …}` from the end of the session. */
	result: IDataObject | null = null;

	summary: string | null = null;

	chapters: IDataObject[] = [];

	/** Seconds of audio, as reported at the end of the recording. */
	recordingDuration: number | null = null;

	/** Lifecycle message type → when it was sent. */
	readonly times: Record<string, string> = {};

	/** When the first transcript was sent. */
	firstTranscriptAt: string | null = null;

	/** Messages that report an error. */
	readonly errors: LiveMessage[] = [];

	/** @param sessionId where it is known before the first message */
	constructor(sessionId?: string) {
		this.sessionId = sessionId ?? null;
	}
}

type Collect = (parts: CollectedParts, data: IDataObject, message: LiveMessage) => void;

const lifecycle: Collect = (parts, data, { type, created_at: at }) => {
	if (typeof at === 'string') parts.times[type] = at;
	const duration = numberOrNull(data.recording_duration);
	if (duration !== null) parts.recordingDuration = duration;
};

const speechEvent: Collect = (parts, { time, channel }, { type }) => {
	parts.speechEvents.set(`${type} ${String(time)} ${String(channel)}`, { type, time, channel });
};

/** Message type → what is kept of it. Nothing is kept of types that are not in the table. */
const collectors: Record<string, Collect> = {
	transcript(parts, { id, is_final: isFinal, utterance }, { created_at: at }) {
		parts.firstTranscriptAt ??= textOrNull(at);
		const key = String(id);
		if (!isRecord(utterance)) return;
		if (isFinal === true) parts.utterances.set(key, { id, ...utterance });
		if (isFinal === true) parts.partials.delete(key);
		else if (!parts.utterances.has(key)) parts.partials.set(key, { id, ...utterance });
	},
	speech_start: speechEvent,
	speech_end: speechEvent,
	translation(parts, { utterance_id, original_language, target_language, translated_utterance }) {
		if (!isRecord(translated_utterance)) return;
		parts.translations.set(`${String(utterance_id)} ${String(target_language)}`, {
			utterance_id,
			original_language,
			target_language,
			...translated_utterance,
		});
	},
	named_entity_recognition(parts, { utterance_id, results }) {
		const found = recordsIn(results).map((entity) => ({ utterance_id, ...entity }));
		parts.namedEntities.set(String(utterance_id), found);
	},
	sentiment_analysis(parts, { utterance_id, results }) {
		const found = recordsIn(results).map((sentiment) => ({ utterance_id, ...sentiment }));
		parts.sentiments.set(String(utterance_id), found);
	},
	post_transcript(parts, data) {
		parts.transcription = data;
	},
	post_final_transcript(parts, data) {
		parts.result = data;
	},
	post_summarization(parts, { results }) {
		parts.summary = textOrNull(results);
	},
	post_chapterization(parts, { results }) {
		parts.chapters = recordsIn(results);
	},
	start_session: lifecycle,
	start_recording: lifecycle,
	stop_recording: lifecycle,
	end_recording: lifecycle,
	end_session: lifecycle,
};

/** Adds a message to the parts of a session. */
export function collect(parts: CollectedParts, message: LiveMessage): void {
	parts.sessionId ??= textOrNull(message.session_id);
	if (message.error !== undefined && message.error !== null) addError(parts, message);
	const keep = Object.hasOwn(collectors, message.type) ? collectors[message.type] : undefined;
	const { data } = message;
	keep?.(parts, isRecord(data) ? data : {}, message);
}

/** The stored document of a session repeats the messages that were received. */
function addError(parts: CollectedParts, message: LiveMessage): void {
	const text = JSON.stringify(message);
	if (!parts.errors.some((known) => JSON.stringify(known) === text)) parts.errors.push(message);
}
