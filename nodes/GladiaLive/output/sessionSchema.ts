import type { ValueOf } from '../../shared/json/itemSchema';
import {
	flag,
	integer,
	listOf,
	number,
	objectOf,
	openObject,
	orNull,
	text,
} from '../../shared/json/itemSchema';
import { failedAddOnsSchema } from '../../shared/transcript/failedAddOns';
import { speakerSchema } from '../../shared/transcript/speakerLabels';

const word = { word: text, start: number, end: number, confidence: number };

const spoken = {
	start: number,
	end: number,
	confidence: number,
	channel: integer,
	language: text,
	text,
	words: listOf(openObject(word, ['word', 'start', 'end', 'confidence'])),
};

/** The fields of the item with everything that a session reported; times are in seconds. */
export const sessionFields = {
	full_transcript: text,
	summary: orNull(text),
	dialogue: orNull(text),
	speakers: listOf(speakerSchema),
	audio_duration: orNull(number),
	languages: listOf(text),
	speaker_count: orNull(integer),
	utterances: listOf(openObject({ id: text, speaker_label: orNull(text), ...spoken })),
	translated_utterances: listOf(
		openObject({ utterance_id: text, original_language: text, target_language: text, ...spoken }),
	),
	named_entities: listOf(
		openObject({ utterance_id: text, entity_type: text, text, start: number, end: number }),
	),
	sentiments: listOf(
		openObject({
			utterance_id: text,
			sentiment: text,
			emotion: text,
			text,
			start: number,
			end: number,
			channel: integer,
		}),
	),
	speech_events: listOf(objectOf({ type: text, time: number, channel: integer })),
	chapters: listOf(openObject({ headline: text, summary: text, start: number, end: number })),
	metadata: orNull(
		openObject({
			audio_duration: number,
			number_of_distinct_channels: integer,
			billing_time: number,
			transcription_time: number,
		}),
	),
	timings: objectOf({
		session_started_at: orNull(text),
		recording_started_at: orNull(text),
		first_transcript_at: orNull(text),
		recording_ended_at: orNull(text),
		session_ended_at: orNull(text),
	}),
	failed_add_ons: failedAddOnsSchema,
	errors: listOf(
		openObject(
			{ type: text, session_id: text, created_at: text, error: openObject({ message: text }) },
			['type'],
		),
	),
};

/** Its last field. */
export const sessionId = { id: orNull(text) };

/** How the streaming went, which the item of a session holds too. */
export const streamSchema = objectOf({
	acknowledged_bytes: integer,
	acknowledged_seconds: number,
	reconnects: integer,
	misplaced_bytes: integer,
	reached_limit: flag,
});

/** What the API reported of a session, before it is compared with the schema at run time. */
export type SessionItem = Record<keyof (typeof sessionFields & typeof sessionId), unknown>;

export type StreamReport = ValueOf<typeof streamSchema>;
