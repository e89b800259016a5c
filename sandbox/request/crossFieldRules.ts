import type { JsonObject } from '../json';
import { numberAt, objectAt } from '../json';

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
	const min = numberAt(config, 'min_speakers');
	const max = numberAt(config, 'max_speakers');
	return min !== undefined && max !== undefined && min > max
		? ['Field "diarization_config.min_speakers" must not be greater than max_speakers']
		: [];
}

/** @param prefix where the add-ons stand in the body, with a dot at the end */
function missingConfigs(addOns: JsonObject, prefix = ''): string[] {
	return Object.entries(NEEDS_CONFIG)
		.filter(([addOn, config]) => addOns[addOn] === true && addOns[config] === undefined)
		.map(
			([addOn, config]) =>
				`Field "${prefix}${config}" is required when "${prefix}${addOn}" is true`,
		);
}

function metadataErrors({ custom_metadata = {} }: JsonObject): string[] {
	return JSON.stringify(custom_metadata).length > MAX_CUSTOM_METADATA_CHARACTERS
		? [`Field "custom_metadata" must not exceed ${MAX_CUSTOM_METADATA_CHARACTERS} characters`]
		: [];
}

/** What a schema of single fields cannot say about a valid `POST /v2/pre-recorded` body. */
export function crossFieldErrors(body: JsonObject): string[] {
	return [...missingConfigs(body), ...speakerErrors(body), ...metadataErrors(body)];
}

/** The same for `POST /v2/live`. */
export function liveCrossFieldErrors(body: JsonObject): string[] {
	const { encoding = 'wav/pcm', bit_depth, callback, callback_config } = body;
	const wrongDepth = encoding !== 'wav/pcm' && bit_depth !== undefined && bit_depth !== 8;
	const noUrl =
		callback === true &&
		callback_config !== undefined &&
		objectAt(body, 'callback_config').url === undefined;
	return [
		...missingConfigs(body),
		...missingConfigs(objectAt(body, 'realtime_processing'), 'realtime_processing.'),
		...metadataErrors(body),
		...(wrongDepth ? [`Field "bit_depth" must be 8 when "encoding" is ${String(encoding)}`] : []),
		...(noUrl ? ['Field "callback_config.url" is required when "callback" is true'] : []),
	];
}
