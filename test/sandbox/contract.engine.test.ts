import { configSchemas } from '../../sandbox/request/configSchemas';
import { piiEntityTypes, spokenLanguages, targetLanguages } from '../../sandbox/request/enums';
import { initTranscriptionSchema } from '../../sandbox/request/requestSchema';
import type { Sandbox } from '../../sandbox/sandbox';
import { startSandbox } from '../../sandbox/sandbox';
import { call } from './support/client';
import { SdkTypes } from './support/sdkTypes';

const sdk = new SdkTypes('prerecorded');
const live = new SdkTypes('live');

const legacyRequestFields = [
	'chapterization',
	'code_switching_config',
	'context_prompt',
	'detect_language',
	'diarization_enhanced',
	'display_mode',
	'enable_code_switching',
	'language',
	'moderation',
	'name_consistency',
	'structured_data_extraction',
	'structured_data_extraction_config',
];

/** Result sections of the API that the SDK's types do not list. */
const legacySections = ['chapterization', 'custom_spelling', 'pii_redaction'];

const keysOf = (schema: Record<string, unknown>) => Object.keys(schema.properties as object).sort();

describe('the request schema against the SDK', () => {
	test('top level: the fields of the SDK and the listed legacy ones', () => {
		expect(keysOf(initTranscriptionSchema)).toEqual(
			[...sdk.keys('PreRecordedV2InitTranscriptionRequest'), ...legacyRequestFields].sort(),
		);
	});

	test.each([
		['language_config', 'PreRecordedV2LanguageConfig', []],
		['custom_vocabulary_config', 'PreRecordedV2CustomVocabularyConfig', []],
		['custom_spelling_config', 'PreRecordedV2CustomSpellingConfig', []],
		['diarization_config', 'PreRecordedV2DiarizationConfig', ['enhanced']],
		['translation_config', 'PreRecordedV2TranslationConfig', []],
		['subtitles_config', 'PreRecordedV2SubtitlesConfig', []],
		['summarization_config', 'PreRecordedV2SummarizationConfig', []],
		['audio_to_llm_config', 'PreRecordedV2AudioToLlmListConfig', []],
		['pii_redaction_config', 'PreRecordedV2PiiRedactionConfig', []],
		['callback_config', 'PreRecordedV2CallbackConfig', []],
	])('%s', (field, type, legacy) => {
		expect(keysOf(configSchemas[field] ?? {})).toEqual([...sdk.keys(type), ...legacy].sort());
	});

	test('enumerations', () => {
		expect(spokenLanguages).toEqual(sdk.literals('PreRecordedV2TranscriptionLanguageCode'));
		expect([...targetLanguages].sort()).toEqual(
			sdk.literals('PreRecordedV2TranslationLanguageCode').sort(),
		);
		expect(piiEntityTypes).toEqual(sdk.literals('PreRecordedV2PiiRedactionEntityType'));
		expect(initTranscriptionSchema).toMatchObject({
			properties: { model: { enum: sdk.literals('PreRecordedV2TranscriptionModel') } },
		});
	});
});

describe('answers against the SDK’s response types', () => {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox();
	});
	afterAll(() => sandbox.close());

	const currentAddOns = {
		diarization: true,
		subtitles: true,
		sentences: true,
		translation: true,
		translation_config: { target_languages: ['fr', 'it'] },
		summarization: true,
		named_entity_recognition: true,
		sentiment_analysis: true,
		moderation: true,
		name_consistency: true,
		structured_data_extraction: true,
		structured_data_extraction_config: { classes: ['Persons'] },
		display_mode: true,
		audio_to_llm: true,
		audio_to_llm_config: { prompts: ['Who speaks?'] },
	};

	test('a pre-recorded job with every add-on', async () => {
		const { id } = sandbox.seedJob({
			custom_metadata: { a: 1 },
			request_params: {
				...currentAddOns,
				chapterization: true,
				pii_redaction: true,
				custom_spelling: true,
				audio_url: 'https://example.com/a.mp3',
			},
		});
		const { body } = await call(sandbox, 'GET', `/v2/pre-recorded/${id}`);
		const differences = sdk.mismatches(body, 'PreRecordedV2Response');
		const result = 'PreRecordedV2Response.result';
		const params = 'PreRecordedV2Response.request_params';
		expect(differences.sort()).toEqual(
			[
				...legacySections.map((section) => `${result}.${section}: unknown`),
				// Legacy fields which the SDK's echo of the request does not list.
				...[
					'chapterization',
					'display_mode',
					'moderation',
					'name_consistency',
					'structured_data_extraction',
					'structured_data_extraction_config',
				].map((field) => `${params}.${field}: unknown`),
				// The SDK types a prompt as an array; the API takes and echoes strings.
				`${params}.audio_to_llm_config.prompts.0: no array`,
			].sort(),
		);
	});

	test.each(['queued', 'processing', 'error'] as const)('a job that is %s', async (status) => {
		const { id } = sandbox.seedJob({
			status,
			request_params: { audio_url: 'https://example.com/a.mp3' },
		});
		const { body } = await call(sandbox, 'GET', `/v2/pre-recorded/${id}`);
		expect(sdk.mismatches(body, 'PreRecordedV2Response')).toEqual([]);
	});

	test('lists, and a live job with its messages', async () => {
		const { id } = sandbox.seedLiveJob();
		const one = await call(sandbox, 'GET', `/v2/live/${id}`);
		expect(live.mismatches(one.body, 'LiveV2Response')).toEqual([]);
		const list = await call(sandbox, 'GET', '/v2/live');
		expect(live.mismatches(list.body, 'LiveV2ListResponse')).toEqual([]);
	});

	test('the comparison itself notices unknown, missing and wrong values', () => {
		const wrong = { id: 1, result_url: 'x', extra: true };
		expect(sdk.mismatches(wrong, 'PreRecordedV2InitTranscriptionResponse')).toEqual([
			'PreRecordedV2InitTranscriptionResponse.id: not string',
			'PreRecordedV2InitTranscriptionResponse.extra: unknown',
		]);
		expect(sdk.mismatches({ id: 'x' }, 'PreRecordedV2InitTranscriptionResponse')).toEqual([
			'PreRecordedV2InitTranscriptionResponse.result_url: missing',
		]);
	});
});
