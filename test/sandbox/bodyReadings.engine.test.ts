import type { ReadingName, Sandbox } from '../../sandbox/sandbox';
import { startSandbox } from '../../sandbox/sandbox';

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ jobSeconds: 60 });
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.reset());

const audio_url = 'https://example.com/a.mp3';

const post = async (path: string, body: object) => {
	const response = await fetch(`${sandbox.url}${path}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', 'x-gladia-key': 'sandbox-key' },
		body: JSON.stringify(body),
	});
	const answer = (await response.json()) as { id: string; validation_errors?: string[] };
	return { status: response.status, ...answer };
};
const start = async (fields: object) => await post('/v2/pre-recorded', { audio_url, ...fields });

/** Fields of a body, the reading under which they arrive, and the refusal, if any. */
const judged: Array<[ReadingName, string, object, string[]]> = [
	['keys-known', '/v2/pre-recorded', { language: 'fr', chapterization: true }, []],
	[
		'keys-refused',
		'/v2/pre-recorded',
		{ language: 'fr', diarization_config: { enhanced: true, speed: 1 }, foo: 1 },
		[
			'diarization_config.property enhanced should not exist',
			'property language should not exist',
			'property foo should not exist',
			'diarization_config.property speed should not exist',
		],
	],
	[
		'keys-refused',
		'/v2/pre-recorded',
		{ custom_vocabulary: ['n8n'] },
		['custom_vocabulary must be a boolean value'],
	],
	['keys-refused', '/v2/pre-recorded', { diarization: true, diarization_config: {} }, []],
	[
		'keys-refused',
		'/v2/live',
		{ diarization: true, post_processing: { chapterization: true } },
		[
			'post_processing.property chapterization should not exist',
			'property diarization should not exist',
		],
	],
	[
		'new-fields-refused',
		'/v2/pre-recorded',
		{ split_words: true },
		['Field "split_words" is unknown'],
	],
	['new-fields-taken', '/v2/pre-recorded', { split_words: true, audio_enhancer: true }, []],
	['models-listed', '/v2/live', { model: 'solaria-2' }, []],
	['models-open', '/v2/pre-recorded', { model: 'solaria-9' }, []],
	['models-open', '/v2/live', { model: 'solaria-9' }, []],
	[
		'models-strict',
		'/v2/pre-recorded',
		{ model: 'solaria-2' },
		['Field "model" must be one of: solaria-1, solaria-3, solaria-fusion'],
	],
	[
		'models-strict',
		'/v2/pre-recorded',
		{ model: 'solaria-3', language_config: { languages: ['it'] } },
		[],
	],
	[
		'models-strict',
		'/v2/pre-recorded',
		{ model: 'solaria-3', language_config: { languages: ['en', 'fr'], code_switching: true } },
		[
			'Field "language_config.languages" must be one of en, fr, de, es, it for solaria-3',
			'solaria-3 does not support code switching',
		],
	],
	[
		'models-strict',
		'/v2/live',
		{ model: 'solaria-3' },
		['Field "model" must be one of: solaria-1, solaria-2'],
	],
];

test.each(judged)('%s: %s takes or refuses %j', async (reading, path, fields, errors) => {
	sandbox.playReading(reading);
	const body = path === '/v2/live' ? fields : { audio_url, ...fields };
	const { status, validation_errors } = await post(path, body);
	expect({ status, validation_errors }).toEqual({
		status: errors.length === 0 ? 201 : 400,
		validation_errors: errors.length === 0 ? undefined : errors,
	});
	expect(sandbox.jobs()).toHaveLength(errors.length === 0 ? 1 : 0);
});

describe('the echo of a request', () => {
	const request = {
		translation: true,
		translation_config: { target_languages: ['fr'], informal: true },
		language_config: { languages: ['en'] },
		custom_metadata: { customer: 1, id: 2 },
	};

	test('is what was sent', async () => {
		await start(request);
		const { custom_metadata, ...params } = request;
		expect(sandbox.jobs()).toMatchObject([
			{ custom_metadata, request_params: { audio_url, ...params } },
		]);
	});

	test.each([
		['echo-defaults', audio_url],
		['echo-normalised', null],
	] as const)('%s: has all defaults and the key order of a database', async (reading, url) => {
		sandbox.playReading(reading);
		await start(request);
		const [job] = sandbox.jobs();
		expect(Object.keys(job?.custom_metadata ?? {})).toEqual(['id', 'customer']);
		const keys = Object.keys(job?.request_params ?? {});
		expect(keys.slice(0, 3)).toEqual(['model', 'audio_url', 'sentences']);
		expect(job?.request_params).toEqual({
			accurate_words_timestamps: false,
			audio_enhancer: true,
			audio_to_llm: false,
			audio_url: url,
			chapterization: false,
			custom_spelling: false,
			detect_language: true,
			diarization: false,
			diarization_enhanced: false,
			display_mode: false,
			enable_code_switching: false,
			language_config: { languages: ['en'], code_switching: false },
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
			translation: true,
			translation_config: {
				context: '',
				context_adaptation: true,
				informal: true,
				lipsync: true,
				match_original_utterances: true,
				model: 'base',
				target_languages: ['fr'],
			},
		});
	});
});
