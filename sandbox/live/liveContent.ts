import type { JsonObject } from '../json';
import { objectAt, stringsAt } from '../json';
import { resultOf } from '../result/buildResult';
import { entitiesIn } from '../result/entities';
import { translatedUtterance } from '../result/translation';
import type { Spoken } from '../result/utterance';
import type { SpeechEvent } from './speechTimeline';

/** A message about an utterance or about the whole recording, before it has its envelope. */
export interface Told {
	type: string;
	/** Add-ons only. */
	error?: { message: string } | null;
	data: JsonObject | null;
}

/** Add-ons of a live request, put at the top level as a pre-recorded request has them. */
export function flatRequest(body: JsonObject): JsonObject {
	const { endpointing, language_config } = body;
	return {
		endpointing,
		language_config,
		...objectAt(body, 'realtime_processing'),
		...objectAt(body, 'post_processing'),
	};
}

function told(
	type: string,
	failedAddOns: Record<string, number>,
	addOn: string,
	data: JsonObject,
): Told {
	return failedAddOns[addOn] === undefined
		? { type, error: null, data }
		: { type, error: { message: `The sandbox was told to let ${addOn} fail` }, data: null };
}

/** What the realtime add-ons say about a final utterance. */
function realtimeMessages(
	utterance_id: string,
	spoken: Spoken,
	request: JsonObject,
	failedAddOns: Record<string, number>,
): Told[] {
	const { utterance, phrase } = spoken;
	const about = { utterance_id, utterance };
	const { text, start, end, channel, language } = utterance;
	const { sentiment, emotion } = phrase;
	const languages = stringsAt(objectAt(request, 'translation_config'), 'target_languages');
	const messages = [
		...languages.map((target_language) => ({
			addOn: 'translation',
			data: {
				...about,
				original_language: language,
				target_language,
				translated_utterance: translatedUtterance(spoken, target_language),
			},
		})),
		{
			addOn: 'named_entity_recognition',
			data: { ...about, results: entitiesIn([utterance]) },
		},
		{
			addOn: 'sentiment_analysis',
			data: { ...about, results: [{ sentiment, emotion, text, start, end, channel }] },
		},
	];
	return messages
		.filter(({ addOn }) => request[addOn] === true)
		.map(({ addOn, data }) => told(addOn, failedAddOns, addOn, data));
}

/** What is told about something heard. */
export function speechMessages(
	event: SpeechEvent,
	request: JsonObject,
	failedAddOns: Record<string, number>,
): Told[] {
	if ('time' in event) {
		const { kind, time, channel } = event;
		return [{ type: `speech_${kind}`, data: { time, channel } }];
	}
	const { id, kind, spoken } = event;
	const is_final = kind === 'final';
	return [
		{ type: 'transcript', data: { id, is_final, utterance: spoken.utterance } },
		...(is_final ? realtimeMessages(id, spoken, request, failedAddOns) : []),
	];
}

interface Recorded {
	spoken: Spoken[];
	/** Of the flat request. */
	request: JsonObject;
	failedAddOns: Record<string, number>;
	/** Seconds. */
	duration: number;
	channels: number;
	transcriptionSeconds: number;
}

/** The result of a session without its messages, as `post_final_transcript` has it. */
export function liveResult(recorded: Recorded): JsonObject {
	const { duration, channels } = recorded;
	// A live result has no section that tells about spelling.
	const request = { ...recorded.request, custom_spelling: undefined };
	return resultOf({ ...recorded, request, audio: { duration, channels } });
}

/** What is told after the recording, in order. */
export function postMessages(
	result: JsonObject,
	request: JsonObject,
	failedAddOns: Record<string, number>,
): Told[] {
	const addOns = ['summarization', 'chapterization'].filter((addOn) => request[addOn] === true);
	return [
		{ type: 'post_transcript', data: objectAt(result, 'transcription') },
		...addOns.map((addOn) =>
			told(`post_${addOn}`, failedAddOns, addOn, { results: objectAt(result, addOn).results }),
		),
		{ type: 'post_final_transcript', data: result },
	];
}

/** The result in a job's document, where chapters have the name of 2024. */
export function documentResult(
	{ chapterization, ...result }: JsonObject,
	messages: string[],
): JsonObject {
	return {
		...result,
		...(chapterization === undefined ? {} : { chapters: chapterization }),
		messages,
	};
}
