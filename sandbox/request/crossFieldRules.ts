import { type JsonObject, numberAt, objectAt } from '../json';

const MAX_CUSTOM_METADATA_CHARACTERS = 2000;

/** Add-ons that cannot work without their settings, and the settings they need. */
const NEEDS_CONFIG: Record<string, string> = {
	translation: 'translation_config',
	audio_to_llm: 'audio_to_llm_config',
	custom_spelling: 'custom_spelling_config',
	custom_vocabulary: 'custom_vocabulary_config',
	structured_data_extraction: 'structured_data_extraction_config',
	callback: 'callback_config',
};

function speakerErrors(body: JsonObject): string[] {
	const config = objectAt(body, 'diarization_config');
	const exact = numberAt(config, 'number_of_speakers');
	const min = numberAt(config, 'min_speakers');
	const max = numberAt(config, 'max_speakers');
	const errors: string[] = [];
	if (exact !== undefined && (min !== undefined || max !== undefined)) {
		errors.push(
			'Field "diarization_config.number_of_speakers" cannot be combined with min_speakers or max_speakers',
		);
	}
	if (min !== undefined && max !== undefined && min > max) {
		errors.push('Field "diarization_config.min_speakers" must not be greater than max_speakers');
	}
	return errors;
}

/** What a schema of single fields cannot say about a valid `POST /v2/pre-recorded` body. */
export function crossFieldErrors(body: JsonObject): string[] {
	const missing = Object.entries(NEEDS_CONFIG)
		.filter(([addOn, config]) => body[addOn] === true && body[config] === undefined)
		.map(([addOn, config]) => `Field "${config}" is required when "${addOn}" is true`);
	const metadata = JSON.stringify(body.custom_metadata ?? {});
	const tooLong =
		metadata.length > MAX_CUSTOM_METADATA_CHARACTERS
			? [`Field "custom_metadata" must not exceed ${MAX_CUSTOM_METADATA_CHARACTERS} characters`]
			: [];
	return [...missing, ...speakerErrors(body), ...tooLong];
}
