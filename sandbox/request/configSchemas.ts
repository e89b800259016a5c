import { legacyLanguages, piiEntityTypes, spokenLanguages, targetLanguages } from './enums';

type Schema = Record<string, unknown>;

export const boolean: Schema = { type: 'boolean' };
export const string: Schema = { type: 'string' };
export const httpUrl: Schema = { type: 'string', format: 'http-url' };
export const atLeast = (minimum: number): Schema => ({ type: 'integer', minimum });

export function object(properties: Record<string, Schema>, required: string[] = []): Schema {
	return { type: 'object', additionalProperties: false, properties, required };
}

export const list = (items: Schema, minItems = 0): Schema => ({ type: 'array', items, minItems });

const unitInterval: Schema = { type: 'number', minimum: 0, maximum: 1 };

/** The settings of every add-on, by their name in the request. */
export const configSchemas: Record<string, Schema> = {
	language_config: object({
		languages: list({ enum: spokenLanguages }),
		code_switching: boolean,
	}),
	custom_vocabulary_config: object(
		{
			vocabulary: list({
				anyOf: [
					string,
					object(
						{
							value: string,
							intensity: unitInterval,
							pronunciations: list(string),
							language: { enum: spokenLanguages },
						},
						['value'],
					),
				],
			}),
			default_intensity: unitInterval,
		},
		['vocabulary'],
	),
	custom_spelling_config: object(
		{ spelling_dictionary: { type: 'object', additionalProperties: list(string) } },
		['spelling_dictionary'],
	),
	diarization_config: object({
		number_of_speakers: atLeast(1),
		min_speakers: atLeast(0),
		max_speakers: atLeast(0),
		enhanced: boolean,
	}),
	translation_config: object(
		{
			target_languages: list({ enum: targetLanguages }, 1),
			model: { enum: ['base', 'batch', 'enhanced'] },
			match_original_utterances: boolean,
			lipsync: boolean,
			context_adaptation: boolean,
			context: string,
			informal: boolean,
		},
		['target_languages'],
	),
	subtitles_config: object({
		formats: list({ enum: ['srt', 'vtt'] }, 1),
		minimum_duration: { type: 'number', minimum: 0 },
		maximum_duration: { type: 'number', minimum: 1, maximum: 30 },
		maximum_characters_per_row: atLeast(1),
		maximum_rows_per_caption: { type: 'integer', minimum: 1, maximum: 5 },
		style: { enum: ['default', 'compliance'] },
	}),
	summarization_config: object({ type: { enum: ['general', 'bullet_points', 'concise'] } }),
	// The SDK types each prompt as an array; the API takes strings.
	audio_to_llm_config: object({ prompts: list(string, 1), model: string }, ['prompts']),
	// The SDK types entity_types as one value; the API takes a list.
	pii_redaction_config: object({
		entity_types: list({ enum: piiEntityTypes }),
		processed_text_type: { enum: ['MARKER', 'MASK'] },
	}),
	callback_config: object({ url: httpUrl, method: { enum: ['POST', 'PUT'] } }, ['url']),
	structured_data_extraction_config: object({ classes: list(string, 1) }, ['classes']),
	code_switching_config: object({ languages: list({ enum: legacyLanguages }) }),
};
