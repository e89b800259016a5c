import type { JsonObject } from '../json';
import { isJsonObject, objectAt } from '../json';
import type { ReadingOf } from '../readings/catalogue';
import type { Readings } from '../readings/readings';

/** How the body of a start is judged where the real service is not settled. */
export interface BodyReadings {
	bodyKeys: ReadingOf<'bodyKeys'>;
	newFields: ReadingOf<'newFields'>;
	models: ReadingOf<'models'>;
}

/** The readings that judge the next body. */
export function bodyReadings(readings: Readings): BodyReadings {
	return {
		bodyKeys: readings.of('bodyKeys'),
		newFields: readings.of('newFields'),
		models: readings.of('models'),
	};
}

/** Fields of 2024 by their path, which the service may refuse by now. */
const LEGACY_KEYS = {
	'pre-recorded': [
		'callback_url',
		'chapterization',
		'code_switching_config',
		'context_prompt',
		'detect_language',
		'diarization_config.enhanced',
		'diarization_enhanced',
		'display_mode',
		'enable_code_switching',
		'language',
		'moderation',
		'name_consistency',
		'structured_data_extraction',
		'structured_data_extraction_config',
	],
	live: ['post_processing.chapterization', 'realtime_processing.words_accurate_timestamps'],
};

/** Fields that only branches of the docs and examples show. */
const NEW_FIELDS = [
	'accurate_words_timestamps',
	'audio_enhancer',
	'speaker_reidentification',
	'speaker_reidentification_config',
	'split_words',
];

const SOLARIA_3_LANGUAGES: unknown[] = ['en', 'fr', 'de', 'es', 'it'];

/** The body without what a schema of the documented fields must not see. */
export function documentedPart(
	body: JsonObject,
	{ newFields, models }: Pick<BodyReadings, 'newFields' | 'models'>,
): JsonObject {
	const hidden = [
		...(newFields === 'new-fields-taken' ? NEW_FIELDS : []),
		...(models !== 'models-listed' && typeof body.model === 'string' ? ['model'] : []),
	];
	return Object.fromEntries(Object.entries(body).filter(([key]) => !hidden.includes(key)));
}

/** One line for each legacy key of the body, in the words that the live API was seen to use. */
export function legacyKeyErrors(body: JsonObject, api: keyof typeof LEGACY_KEYS): string[] {
	const present = LEGACY_KEYS[api].filter((path) => {
		const [key = '', child] = path.split('.');
		return child === undefined ? key in body : child in objectAt(body, key);
	});
	return [
		...present.map(shouldNotExist),
		...(Array.isArray(body.custom_vocabulary) ? ['custom_vocabulary must be a boolean value'] : []),
	];
}

/** What a validator that knows a field's path says about one that it does not know. */
export function shouldNotExist(path: string): string {
	const keys = path.split('.');
	const last = keys.pop() ?? '';
	return [...keys, `property ${last} should not exist`].join('.');
}

/** What the models need, where names and needs are enforced. */
export function modelErrors(body: JsonObject, api: keyof typeof LEGACY_KEYS): string[] {
	const { model, language_config: config } = body;
	const known =
		api === 'live' ? ['solaria-1', 'solaria-2'] : ['solaria-1', 'solaria-3', 'solaria-fusion'];
	if (typeof model !== 'string') return [];
	if (!known.includes(model)) return [`Field "model" must be one of: ${known.join(', ')}`];
	if (model !== 'solaria-3') return [];
	const { languages, code_switching } = isJsonObject(config) ? config : {};
	const isOne = Array.isArray(languages) && languages.length === 1;
	return [
		...(isOne && SOLARIA_3_LANGUAGES.includes(languages[0])
			? []
			: ['Field "language_config.languages" must be one of en, fr, de, es, it for solaria-3']),
		...(code_switching === true ? ['solaria-3 does not support code switching'] : []),
	];
}
