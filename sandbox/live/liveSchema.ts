import { atLeast, boolean, configSchemas, httpUrl, object } from '../request/configSchemas';
import { LIVE_FAULT_FIELDS } from './liveFaults';

type Schema = Record<string, unknown>;

const between = (minimum: number, maximum: number): Schema => ({
	type: 'number',
	minimum,
	maximum,
});

/** What a session tells, over its WebSocket and to its callback. */
const receiveSwitches: Record<string, Schema> = Object.fromEntries(
	[
		'partial_transcripts',
		'final_transcripts',
		'speech_events',
		'pre_processing_events',
		'realtime_processing_events',
		'post_processing_events',
		'acknowledgments',
		'errors',
		'lifecycle_events',
	].map((name) => [`receive_${name}`, boolean]),
);

const shared = (...names: string[]): Record<string, Schema> =>
	Object.fromEntries(names.map((name) => [name, configSchemas[name] ?? {}]));

/** Body of `POST /v2/live`: all current fields and those of 2024 still in use. */
export const initLiveSchema = object({
	...shared('language_config'),
	encoding: { enum: ['wav/pcm', 'wav/alaw', 'wav/ulaw'] },
	bit_depth: { enum: [8, 16, 24, 32] },
	sample_rate: { enum: [8000, 16_000, 32_000, 44_100, 48_000] },
	channels: { type: 'integer', minimum: 1, maximum: 8 },
	// fast and accurate are the models of 2024.
	model: { enum: ['solaria-1', 'solaria-2', 'fast', 'accurate'] },
	custom_metadata: { type: 'object' },
	endpointing: between(0.01, 10),
	maximum_duration_without_endpointing: between(5, 60),
	pre_processing: object({ audio_enhancer: boolean, speech_threshold: between(0, 1) }),
	realtime_processing: object({
		...shared('custom_vocabulary_config', 'custom_spelling_config', 'translation_config'),
		words_accurate_timestamps: boolean,
		custom_vocabulary: boolean,
		custom_spelling: boolean,
		translation: boolean,
		named_entity_recognition: boolean,
		sentiment_analysis: boolean,
	}),
	post_processing: object({
		...shared('summarization_config'),
		summarization: boolean,
		chapterization: boolean,
	}),
	messages_config: object(receiveSwitches),
	callback: boolean,
	callback_config: object({ ...receiveSwitches, url: httpUrl }),
});

/** Query of `POST /v2/live`. */
export const liveQuerySchema = object({ region: { enum: ['us-west', 'eu-west'] } });

/** Body of `POST /_sandbox/live/faults`: only the fields that the kind has. */
export const liveFaultSchema: Schema = {
	type: 'object',
	discriminator: { propertyName: 'kind' },
	oneOf: Object.entries(LIVE_FAULT_FIELDS).map(([kind, fields]) =>
		object(
			{
				kind: { const: kind },
				times: atLeast(1),
				skip: atLeast(0),
				...fields.optional,
				...fields.required,
			},
			['kind', ...Object.keys(fields.required ?? {})],
		),
	),
};
