import { boolean, configSchemas, httpUrl, list, object, string } from './configSchemas';
import { legacyLanguages } from './enums';

/** Body of `POST /v2/pre-recorded`: all current fields, then those of 2024 still in use. */
export const initTranscriptionSchema = object(
	{
		...configSchemas,
		audio_url: httpUrl,
		model: { enum: ['solaria-1', 'solaria-3', 'solaria-fusion'] },
		// A list of words is the form of 2024.
		custom_vocabulary: { anyOf: [boolean, list(string)] },
		custom_spelling: boolean,
		diarization: boolean,
		translation: boolean,
		subtitles: boolean,
		summarization: boolean,
		named_entity_recognition: boolean,
		sentiment_analysis: boolean,
		sentences: boolean,
		punctuation_enhanced: boolean,
		audio_to_llm: boolean,
		pii_redaction: boolean,
		custom_metadata: { type: 'object' },
		callback: boolean,
		callback_url: httpUrl,
		chapterization: boolean,
		moderation: boolean,
		name_consistency: boolean,
		display_mode: boolean,
		structured_data_extraction: boolean,
		diarization_enhanced: boolean,
		context_prompt: string,
		detect_language: boolean,
		enable_code_switching: boolean,
		language: { enum: legacyLanguages },
	},
	['audio_url'],
);

/** JSON body of `POST /v2/upload`. */
export const uploadSchema = object({ audio_url: httpUrl }, ['audio_url']);

/** Body of `PATCH /v2/live/{id}`. */
export const patchLiveSchema = object({ post_session_metadata: { type: 'object' } }, [
	'post_session_metadata',
]);

/** Query of the lists, numbers already converted, metadata filters already taken out. */
export const listQuerySchema = object({
	offset: { type: 'integer', minimum: 0 },
	limit: { type: 'integer', minimum: 1 },
	date: { anyOf: [{ format: 'date' }, { format: 'iso-date-time' }], type: 'string' },
	before_date: { anyOf: [{ format: 'date' }, { format: 'iso-date-time' }], type: 'string' },
	after_date: { anyOf: [{ format: 'date' }, { format: 'iso-date-time' }], type: 'string' },
	status: list({ enum: ['queued', 'processing', 'done', 'error'] }),
});
