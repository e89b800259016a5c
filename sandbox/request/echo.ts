import type { JsonObject } from '../json';
import { isJsonObject, objectAt } from '../json';
import type { ReadingOf } from '../readings/catalogue';

/** Switches that a database of jobs holds whether or not they were sent, as recorded in 2025. */
const DEFAULTS: JsonObject = {
	accurate_words_timestamps: false,
	audio_enhancer: true,
	audio_to_llm: false,
	chapterization: false,
	custom_spelling: false,
	detect_language: true,
	diarization: false,
	diarization_enhanced: false,
	display_mode: false,
	enable_code_switching: false,
	language_config: { languages: [], code_switching: false },
	model: 'solaria-1',
	moderation: false,
	name_consistency: false,
	named_entity_recognition: false,
	punctuation_enhanced: false,
	sentences: false,
	sentiment_analysis: false,
	skip_channel_deduplication: false,
	speaker_reidentification: false,
	structured_data_extraction: false,
	subtitles: false,
	summarization: false,
	translation: false,
};

/** What is filled into the settings of an add-on that is on. */
const CONFIG_DEFAULTS: Record<string, JsonObject> = {
	callback: { method: 'POST' },
	subtitles: { formats: ['srt'], style: 'default' },
	summarization: { type: 'general' },
	translation: {
		context: '',
		context_adaptation: true,
		informal: false,
		lipsync: true,
		match_original_utterances: true,
		model: 'base',
	},
};

/** `request_params` and `custom_metadata` as the documents of a job show them. */
export function echoOf(
	request: { params: JsonObject; metadata?: JsonObject },
	reading: ReadingOf<'echo'>,
): { params: JsonObject; metadata?: JsonObject } {
	const { params, metadata } = request;
	if (reading === 'echo-verbatim') return request;
	const filled: JsonObject = { ...DEFAULTS, ...params };
	filled.language_config = {
		...objectAt(DEFAULTS, 'language_config'),
		...objectAt(params, 'language_config'),
	};
	for (const [addOn, defaults] of Object.entries(CONFIG_DEFAULTS)) {
		if (params[addOn] !== true) continue;
		filled[`${addOn}_config`] = { ...defaults, ...objectAt(params, `${addOn}_config`) };
	}
	if (reading === 'echo-normalised') filled.audio_url = null;
	return {
		params: ordered(filled) as JsonObject,
		...(metadata && { metadata: ordered(metadata) as JsonObject }),
	};
}

/** Keys by length, then by letter, as the database orders the keys of an object. */
function ordered(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(ordered);
	if (!isJsonObject(value)) return value;
	return Object.fromEntries(
		Object.entries(value)
			.sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1))
			.map(([key, inner]) => [key, ordered(inner)]),
	);
}
