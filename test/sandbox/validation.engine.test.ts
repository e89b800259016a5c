import type { Sandbox } from '../../sandbox/sandbox';
import { startSandbox } from '../../sandbox/sandbox';
import { call } from './support/client';

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const audio_url = 'https://example.com/a.mp3';

const errorWith = (path: string, message: string, validation_errors: string[]) => ({
	status: 400,
	body: {
		timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
		path,
		request_id: expect.stringMatching(/^G-[0-9a-f]{8}$/),
		statusCode: 400,
		message,
		validation_errors,
	},
});

describe('bodies of POST /v2/pre-recorded', () => {
	test.each<[string, object, string[]]>([
		['no audio', {}, ['Field "audio_url" is required']],
		[
			'audio that is no URL',
			{ audio_url: 'a.mp3' },
			['Field "audio_url" must be an http or https URL'],
		],
		[
			'another scheme',
			{ audio_url: 'ftp://a.b/c' },
			['Field "audio_url" must be an http or https URL'],
		],
		['unknown field', { audio_url, foo: 1 }, ['Field "foo" is unknown']],
		[
			'unknown nested field',
			{ audio_url, subtitles_config: { fromats: ['srt'] } },
			['Field "subtitles_config.fromats" is unknown'],
		],
		['wrong type', { audio_url, diarization: 'yes' }, ['Field "diarization" must be boolean']],
		[
			'unknown model',
			{ audio_url, model: 'fast' },
			['Field "model" must be one of: solaria-1, solaria-3, solaria-fusion'],
		],
		[
			'two mistakes',
			{ audio_url, model: 1, summarization: null },
			[
				'Field "model" must be one of: solaria-1, solaria-3, solaria-fusion',
				'Field "summarization" must be boolean',
			],
		],
		[
			'translation without settings',
			{ audio_url, translation: true },
			['Field "translation_config" is required when "translation" is true'],
		],
		[
			'translation without target',
			{ audio_url, translation: true, translation_config: { target_languages: [] } },
			['Field "translation_config.target_languages" must NOT have fewer than 1 items'],
		],
		[
			'translation settings without target',
			{ audio_url, translation_config: { model: 'base' } },
			['Field "translation_config.target_languages" is required'],
		],
		[
			'no prompt',
			{ audio_url, audio_to_llm: true, audio_to_llm_config: { prompts: [] } },
			['Field "audio_to_llm_config.prompts" must NOT have fewer than 1 items'],
		],
		[
			'prompt in a list of its own',
			{ audio_url, audio_to_llm_config: { prompts: [['Who?']] } },
			['Field "audio_to_llm_config.prompts.0" must be string'],
		],
		[
			'range upside down',
			{ audio_url, diarization_config: { min_speakers: 4, max_speakers: 3 } },
			['Field "diarization_config.min_speakers" must not be greater than max_speakers'],
		],
		[
			'no speaker',
			{ audio_url, diarization_config: { number_of_speakers: 0 } },
			['Field "diarization_config.number_of_speakers" must be >= 1'],
		],
		[
			'half a speaker',
			{ audio_url, diarization_config: { min_speakers: 1.5 } },
			['Field "diarization_config.min_speakers" must be integer'],
		],
		[
			'vocabulary without a value',
			{ audio_url, custom_vocabulary_config: { vocabulary: ['a', { intensity: 0.5 }] } },
			['Field "custom_vocabulary_config.vocabulary.1" has a wrong type or format'],
		],
		[
			'intensity out of range',
			{ audio_url, custom_vocabulary_config: { vocabulary: [], default_intensity: 1.1 } },
			['Field "custom_vocabulary_config.default_intensity" must be <= 1'],
		],
		[
			'vocabulary switched on without a list',
			{ audio_url, custom_vocabulary: true },
			['Field "custom_vocabulary_config" is required when "custom_vocabulary" is true'],
		],
		[
			'legacy vocabulary of numbers',
			{ audio_url, custom_vocabulary: [1] },
			['Field "custom_vocabulary" has a wrong type or format'],
		],
		[
			'spelling variants that are no list',
			{ audio_url, custom_spelling_config: { spelling_dictionary: { SQL: 'sequel' } } },
			['Field "custom_spelling_config.spelling_dictionary.SQL" must be array'],
		],
		[
			'subtitles out of range',
			{
				audio_url,
				subtitles_config: { formats: [], maximum_duration: 31, maximum_rows_per_caption: 6 },
			},
			[
				'Field "subtitles_config.formats" must NOT have fewer than 1 items',
				'Field "subtitles_config.maximum_duration" must be <= 30',
				'Field "subtitles_config.maximum_rows_per_caption" must be <= 5',
			],
		],
		[
			'one entity type outside a list',
			{ audio_url, pii_redaction_config: { entity_types: 'GDPR' } },
			['Field "pii_redaction_config.entity_types" must be array'],
		],
		[
			'callback without URL',
			{ audio_url, callback: true, callback_config: { method: 'GET' } },
			[
				'Field "callback_config.url" is required',
				'Field "callback_config.method" must be one of: POST, PUT',
			],
		],
		[
			'metadata of 2001 characters',
			{ audio_url, custom_metadata: { a: 'x'.repeat(1993) } },
			['Field "custom_metadata" must not exceed 2000 characters'],
		],
		[
			'metadata that is a list',
			{ audio_url, custom_metadata: [] },
			['Field "custom_metadata" must be object'],
		],
		[
			'structured data without classes',
			{ audio_url, structured_data_extraction_config: { classes: [] } },
			['Field "structured_data_extraction_config.classes" must NOT have fewer than 1 items'],
		],
	])('%s', async (_, body, validationErrors) => {
		const answer = await call(sandbox, 'POST', '/v2/pre-recorded', body);
		expect(answer).toMatchObject(
			errorWith('/v2/pre-recorded', 'Invalid request body', validationErrors),
		);
		expect(sandbox.jobs()).toEqual([]);
	});

	test('the longest metadata and every field at once are accepted', async () => {
		const custom_metadata = { a: 'x'.repeat(1992) };
		const request = {
			audio_url,
			model: 'solaria-3',
			language_config: { languages: ['en', 'fr'], code_switching: true },
			custom_vocabulary: true,
			custom_vocabulary_config: {
				vocabulary: [
					'Gladia',
					{ value: 'n8n', intensity: 0.4, pronunciations: ['nodemation'], language: 'en' },
				],
				default_intensity: 0.5,
			},
			custom_spelling: true,
			custom_spelling_config: { spelling_dictionary: { SQL: ['sequel'] } },
			diarization: true,
			diarization_config: {
				number_of_speakers: 2,
				min_speakers: 0,
				max_speakers: 2,
				enhanced: true,
			},
			diarization_enhanced: true,
			translation: true,
			translation_config: {
				target_languages: ['de', 'wo'],
				model: 'enhanced',
				match_original_utterances: false,
				lipsync: false,
				context_adaptation: true,
				context: 'a call',
				informal: true,
			},
			subtitles: true,
			subtitles_config: {
				formats: ['srt', 'vtt'],
				minimum_duration: 0,
				maximum_duration: 30,
				maximum_characters_per_row: 1,
				maximum_rows_per_caption: 5,
				style: 'compliance',
			},
			summarization: true,
			summarization_config: { type: 'concise' },
			named_entity_recognition: true,
			sentiment_analysis: true,
			sentences: true,
			punctuation_enhanced: true,
			audio_to_llm: true,
			audio_to_llm_config: { prompts: ['Who?'], model: 'any/model' },
			pii_redaction: true,
			pii_redaction_config: { entity_types: ['GDPR', 'NAME'], processed_text_type: 'MASK' },
			callback: true,
			callback_config: { url: 'https://example.com/hook', method: 'PUT' },
			callback_url: 'https://example.com/hook',
			chapterization: true,
			moderation: true,
			name_consistency: true,
			display_mode: true,
			structured_data_extraction: true,
			structured_data_extraction_config: { classes: ['Persons'] },
			context_prompt: 'a call',
			detect_language: false,
			enable_code_switching: true,
			code_switching_config: { languages: ['en'] },
			language: 'jp',
		};
		const { status } = await call(sandbox, 'POST', '/v2/pre-recorded', {
			...request,
			custom_metadata,
		});
		expect(status).toBe(201);
		expect(sandbox.jobs()).toMatchObject([{ custom_metadata, request_params: request }]);
		sandbox.reset();
	});
});

describe('other bodies and queries', () => {
	test.each<[string, string, string, string[]]>([
		['page below zero', '?offset=-1', '/v2/pre-recorded', ['Field "offset" must be >= 0']],
		['no limit', '?limit=0', '/v2/live', ['Field "limit" must be >= 1']],
		['limit in words', '?limit=ten', '/v2/pre-recorded', ['Field "limit" must be integer']],
		[
			'unknown status',
			'?status=done&status=ready',
			'/v2/pre-recorded',
			['Field "status.1" must be one of: queued, processing, done, error'],
		],
		[
			'no date',
			'?before_date=monday',
			'/v2/live',
			['Field "before_date" has a wrong type or format'],
		],
		['unknown filter', '?kind=live', '/v2/pre-recorded', ['Field "kind" is unknown']],
		[
			'broken metadata',
			'?custom_metadata=%7B',
			'/v2/pre-recorded',
			['Field "custom_metadata" must be a JSON object'],
		],
	])('list: %s', async (_, query, path, validationErrors) => {
		expect(await call(sandbox, 'GET', path + query)).toMatchObject(
			errorWith(path, 'Invalid query parameter', validationErrors),
		);
	});

	test('metadata filters as one JSON value', async () => {
		const { id } = sandbox.seedJob({ custom_metadata: { team: 'a', tags: ['x'] } });
		sandbox.seedJob({ custom_metadata: { team: 'b', tags: ['x'] } });
		const filter = encodeURIComponent(JSON.stringify({ team: 'a', tags: ['x'] }));
		const { body } = await call(sandbox, 'GET', `/v2/pre-recorded?custom_metadata=${filter}`);
		expect(body).toMatchObject({ items: [{ id }], next: null });
	});

	test('a malformed id, an upload without URL, a body that is no JSON object', async () => {
		expect(await call(sandbox, 'GET', '/v2/pre-recorded/123')).toMatchObject(
			errorWith('/v2/pre-recorded/123', 'Validation failed (uuid is expected)', [
				'Field "id" must be a UUID',
			]),
		);
		expect(await call(sandbox, 'POST', '/v2/upload', { url: 'x' })).toMatchObject(
			errorWith('/v2/upload', 'Invalid request body', [
				'Field "audio_url" is required',
				'Field "url" is unknown',
			]),
		);
		expect(await call(sandbox, 'POST', '/v2/pre-recorded', [])).toMatchObject({
			status: 400,
			body: { message: 'The request body must be a JSON object' },
		});
	});

	test('metadata of a live session', async () => {
		const { id } = sandbox.seedLiveJob();
		const path = `/v2/live/${id}`;
		const patch = (body: unknown) => call(sandbox, 'PATCH', path, body);
		expect(await patch({ post_session_metadata: 'x' })).toMatchObject(
			errorWith(path, 'Invalid request body', ['Field "post_session_metadata" must be object']),
		);
		const tooLarge = { post_session_metadata: { a: 'x'.repeat(100_000) } };
		expect(await patch(tooLarge)).toMatchObject(
			errorWith(path, 'Invalid request body', [
				'Field "post_session_metadata" must not be larger than 100 kB',
			]),
		);
		expect(await patch({ post_session_metadata: { bug: 7 } })).toMatchObject({
			status: 204,
			body: '',
		});
		expect((await call(sandbox, 'GET', path)).body).toMatchObject({
			post_session_metadata: { bug: 7 },
		});
	});
});
