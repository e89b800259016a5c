import type { IDataObject } from 'n8n-workflow';
import { isRecord, numberOrNull, recordsIn, textOrNull, valueAt } from '../../shared/json/values';

/** A message of the server as it came: `{type, session_id, created_at, data?, error?}`. */
export type LiveMessage = IDataObject & { type: string };

/** What a session has told so far. Maps are keyed by what makes an entry unique, as it may come twice. */
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

	/** `{full_transcript, languages, utterances}` of the end of the session. */
	transcription: IDataObject | null = null;

	/** `{metadata, transcription, translation, …}` of the end of the session. */
	result: IDataObject | null = null;

	summary: string | null = null;

	chapters: IDataObject[] = [];

	/** Seconds of audio, as the end of the recording reports them. */
	recordingDuration: number | null = null;

	/** Message type → when it was sent, for the messages of the session's life. */
	readonly times: Record<string, string> = {};

	/** When the first transcript came. */
	firstTranscriptAt: string | null = null;

	/** Messages that report an error. */
	readonly errors: LiveMessage[] = [];

	/** @param sessionId where it is known before the first message */
	constructor(sessionId?: string) {
		this.sessionId = sessionId ?? null;
	}
}

type Collect = (parts: CollectedParts, data: IDataObject, message: LiveMessage) => void;

const remember: Collect = (parts, data, { type, created_at: at }) => {
	if (typeof at === 'string') parts.times[type] = at;
	const duration = numberOrNull(data.recording_duration);
	if (duration !== null) parts.recordingDuration = duration;
};

const speechEvent: Collect = (parts, { time, channel }, { type }) => {
	parts.speechEvents.set(`${type} ${String(time)} ${String(channel)}`, { type, time, channel });
};

/** Message type → what is kept of it. Types that are missing here are kept nowhere. */
const collected: Record<string, Collect> = {
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
	start_session: remember,
	start_recording: remember,
	stop_recording: remember,
	end_recording: remember,
	end_session: remember,
};

/** Adds a message to what a session has told. */
export function collect(parts: CollectedParts, message: LiveMessage): void {
	parts.sessionId ??= textOrNull(message.session_id);
	if (message.error !== undefined && message.error !== null) reportError(parts, message);
	const keep = Object.hasOwn(collected, message.type) ? collected[message.type] : undefined;
	const { data } = message;
	keep?.(parts, isRecord(data) ? data : {}, message);
}

/** The document that completes a session tells again what was heard. */
function reportError(parts: CollectedParts, message: LiveMessage): void {
	const text = JSON.stringify(message);
	if (!parts.errors.some((known) => JSON.stringify(known) === text)) parts.errors.push(message);
}

/** The message in what a socket received, or undefined when it is none. */
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

/** Whether a message says that a session is over and its results are complete. */
export function tellsEnd({ type }: LiveMessage): boolean {
	return type === 'post_final_transcript' || type === 'end_session';
}

/** A range of bytes, counted over the whole session. */
export interface ByteRange {
	from: number;
	to: number;
}

/** Bytes that an `audio_chunk` message confirms. */
export function byteRangeOf(message: LiveMessage): ByteRange | undefined {
	if (message.acknowledged !== true) return undefined;
	const from = numberOrNull(valueAt(message, 'data.byte_range[0]'));
	const to = numberOrNull(valueAt(message, 'data.byte_range[1]'));
	return from === null || to === null ? undefined : { from, to };
}

/** Why Gladia did not take a piece of audio; undefined when it did. */
export function refusalOf(message: LiveMessage): string | undefined {
	if (message.acknowledged !== false) return undefined;
	return textOrNull(valueAt(message, 'error.message')) ?? 'no reason was given';
}
