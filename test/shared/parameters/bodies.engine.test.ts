import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../../sandbox/sandbox';
import { startSandbox } from '../../../sandbox/sandbox';
import { runForm, sentBodies } from './startedRequest';

/** What a user enters at one place of the form, and the whole body it must lead to. */
interface Row {
	/** The node's parameters with the value in place. */
	form: (value: unknown) => unknown;
	/** Two values of that place: the first is also entered literally, as the editor stores it. */
	values: [unknown, unknown];
	bodies: [IDataObject, IDataObject];
}

const term = (settings: unknown) => ({
	customVocabulary: true,
	vocabulary: { entry: [{ value: 'Gladia', settings }] },
});
const withTerms = { customVocabulary: true, vocabulary: { list: [{ terms: 'Gladia' }] } };
const withTermsBody = (config: IDataObject) => ({
	custom_vocabulary: true,
	custom_vocabulary_config: { vocabulary: ['Gladia'], ...config },
});
const termBody = (entry: IDataObject) => ({
	custom_vocabulary: true,
	custom_vocabulary_config: { vocabulary: [{ value: 'Gladia', ...entry }] },
});
const translationOption = (name: string) => (value: unknown) => ({
	translation: true,
	targetLanguages: ['fr'],
	translationOptions: { [name]: value },
});
const translationBody = (config: IDataObject) => ({
	translation: true,
	translation_config: { target_languages: ['fr'], ...config },
});
const subtitleOption = (name: string) => (value: unknown) => ({
	subtitles: true,
	subtitleOptions: { [name]: value },
});
const diarizationOption = (name: string) => (value: unknown) => ({
	diarization: true,
	diarizationOptions: { [name]: value },
});
const option = (name: string) => (value: unknown) => ({ transcriptionOptions: { [name]: value } });
const legacy = (name: string) => (value: unknown) => ({ legacyOptions: { [name]: value } });
const prompts = { audioToLlm: true, prompts: ['Who spoke?'] };

const rows: Record<string, Row> = {
	'spoken languages': {
		form: (languages) => ({ languages }),
		values: [['en', 'fr'], ['ja']],
		bodies: [
			{ language_config: { languages: ['en', 'fr'] } },
			{ language_config: { languages: ['ja'] } },
		],
	},
	diarization: {
		form: (diarization) => ({ diarization }),
		values: [true, false],
		bodies: [{ diarization: true }, {}],
	},
	'number of speakers': {
		form: diarizationOption('numberOfSpeakers'),
		values: [2, 7],
		bodies: [
			{ diarization: true, diarization_config: { number_of_speakers: 2 } },
			{ diarization: true, diarization_config: { number_of_speakers: 7 } },
		],
	},
	'minimum number of speakers': {
		form: diarizationOption('minSpeakers'),
		values: [0, 3],
		bodies: [
			{ diarization: true, diarization_config: { min_speakers: 0 } },
			{ diarization: true, diarization_config: { min_speakers: 3 } },
		],
	},
	'all three hints about the speakers': {
		form: (numberOfSpeakers) => ({
			diarization: true,
			diarizationOptions: { numberOfSpeakers, minSpeakers: 1, maxSpeakers: 5 },
		}),
		values: [3, ''],
		bodies: [
			{
				diarization: true,
				diarization_config: { number_of_speakers: 3, min_speakers: 1, max_speakers: 5 },
			},
			{ diarization: true, diarization_config: { min_speakers: 1, max_speakers: 5 } },
		],
	},
	'maximum number of speakers': {
		form: diarizationOption('maxSpeakers'),
		values: [4, 0],
		bodies: [
			{ diarization: true, diarization_config: { max_speakers: 4 } },
			{ diarization: true, diarization_config: { max_speakers: 0 } },
		],
	},
	translation: {
		form: (translation) => ({ translation, targetLanguages: ['fr'] }),
		values: [true, false],
		bodies: [{ translation: true, translation_config: { target_languages: ['fr'] } }, {}],
	},
	'target languages': {
		form: (targetLanguages) => ({ translation: true, targetLanguages }),
		values: [['de', 'wo'], ['en']],
		bodies: [
			{ translation: true, translation_config: { target_languages: ['de', 'wo'] } },
			{ translation: true, translation_config: { target_languages: ['en'] } },
		],
	},
	'translation model': {
		form: translationOption('model'),
		values: ['enhanced', 'batch'],
		bodies: [translationBody({ model: 'enhanced' }), translationBody({ model: 'batch' })],
	},
	'translation context': {
		form: translationOption('context'),
		values: ['A call about coffee', 'A meeting'],
		bodies: [
			translationBody({ context: 'A call about coffee' }),
			translationBody({ context: 'A meeting' }),
		],
	},
	'translation context adaptation': {
		form: translationOption('contextAdaptation'),
		values: [false, true],
		bodies: [
			translationBody({ context_adaptation: false }),
			translationBody({ context_adaptation: true }),
		],
	},
	'informal translation': {
		form: translationOption('informal'),
		values: [true, false],
		bodies: [translationBody({ informal: true }), translationBody({ informal: false })],
	},
	'translation lip sync': {
		form: translationOption('lipsync'),
		values: [false, true],
		bodies: [translationBody({ lipsync: false }), translationBody({ lipsync: true })],
	},
	'match original utterances': {
		form: translationOption('matchOriginalUtterances'),
		values: [false, true],
		bodies: [
			translationBody({ match_original_utterances: false }),
			translationBody({ match_original_utterances: true }),
		],
	},
	subtitles: {
		form: (subtitles) => ({ subtitles }),
		values: [true, false],
		bodies: [{ subtitles: true }, {}],
	},
	'subtitle formats': {
		form: subtitleOption('formats'),
		values: [['srt', 'vtt'], ['vtt']],
		bodies: [
			{ subtitles: true, subtitles_config: { formats: ['srt', 'vtt'] } },
			{ subtitles: true, subtitles_config: { formats: ['vtt'] } },
		],
	},
	'characters per row': {
		form: subtitleOption('maximumCharactersPerRow'),
		values: [42, 1],
		bodies: [
			{ subtitles: true, subtitles_config: { maximum_characters_per_row: 42 } },
			{ subtitles: true, subtitles_config: { maximum_characters_per_row: 1 } },
		],
	},
	'maximum duration': {
		form: subtitleOption('maximumDuration'),
		values: [7.5, 30],
		bodies: [
			{ subtitles: true, subtitles_config: { maximum_duration: 7.5 } },
			{ subtitles: true, subtitles_config: { maximum_duration: 30 } },
		],
	},
	'rows per caption': {
		form: subtitleOption('maximumRowsPerCaption'),
		values: [2, 5],
		bodies: [
			{ subtitles: true, subtitles_config: { maximum_rows_per_caption: 2 } },
			{ subtitles: true, subtitles_config: { maximum_rows_per_caption: 5 } },
		],
	},
	'minimum duration': {
		form: subtitleOption('minimumDuration'),
		values: [0, 1.25],
		bodies: [
			{ subtitles: true, subtitles_config: { minimum_duration: 0 } },
			{ subtitles: true, subtitles_config: { minimum_duration: 1.25 } },
		],
	},
	'subtitle style': {
		form: subtitleOption('style'),
		values: ['compliance', 'default'],
		bodies: [
			{ subtitles: true, subtitles_config: { style: 'compliance' } },
			{ subtitles: true, subtitles_config: { style: 'default' } },
		],
	},
	summarization: {
		form: (summarization) => ({ summarization }),
		values: [true, false],
		bodies: [{ summarization: true }, {}],
	},
	'summary type': {
		form: (summaryType) => ({ summarization: true, summarizationOptions: { summaryType } }),
		values: ['bullet_points', 'general'],
		bodies: [
			{ summarization: true, summarization_config: { type: 'bullet_points' } },
			{ summarization: true, summarization_config: { type: 'general' } },
		],
	},
	'sentiment analysis': {
		form: (sentimentAnalysis) => ({ sentimentAnalysis }),
		values: [true, false],
		bodies: [{ sentiment_analysis: true }, {}],
	},
	'named entity recognition': {
		form: (namedEntityRecognition) => ({ namedEntityRecognition }),
		values: [true, false],
		bodies: [{ named_entity_recognition: true }, {}],
	},
	'audio to LLM': {
		form: (audioToLlm) => ({ audioToLlm, prompts: ['Who spoke?'] }),
		values: [true, false],
		bodies: [{ audio_to_llm: true, audio_to_llm_config: { prompts: ['Who spoke?'] } }, {}],
	},
	prompts: {
		form: (prompt) => ({ audioToLlm: true, prompts: [prompt, 'Who spoke?'] }),
		values: ['Summarize,\nplease', 'List decisions'],
		bodies: [
			{
				audio_to_llm: true,
				audio_to_llm_config: { prompts: ['Summarize,\nplease', 'Who spoke?'] },
			},
			{ audio_to_llm: true, audio_to_llm_config: { prompts: ['List decisions', 'Who spoke?'] } },
		],
	},
	'LLM model': {
		form: (model) => ({ ...prompts, audioToLlmOptions: { model } }),
		values: ['anthropic/claude-sonnet-5', ''],
		bodies: [
			{
				audio_to_llm: true,
				audio_to_llm_config: { prompts: ['Who spoke?'], model: 'anthropic/claude-sonnet-5' },
			},
			{ audio_to_llm: true, audio_to_llm_config: { prompts: ['Who spoke?'] } },
		],
	},
	'PII redaction': {
		form: (piiRedaction) => ({ piiRedaction }),
		values: [true, false],
		bodies: [{ pii_redaction: true }, {}],
	},
	'PII entity types': {
		form: (piiEntityTypes) => ({ piiRedaction: true, piiEntityTypes }),
		values: [['GDPR', 'NAME_GIVEN'], ['HIPAA_SAFE_HARBOR']],
		bodies: [
			{ pii_redaction: true, pii_redaction_config: { entity_types: ['GDPR', 'NAME_GIVEN'] } },
			{ pii_redaction: true, pii_redaction_config: { entity_types: ['HIPAA_SAFE_HARBOR'] } },
		],
	},
	'PII processed text type': {
		form: (processedTextType) => ({
			piiRedaction: true,
			piiRedactionOptions: { processedTextType },
		}),
		values: ['MASK', 'MARKER'],
		bodies: [
			{ pii_redaction: true, pii_redaction_config: { processed_text_type: 'MASK' } },
			{ pii_redaction: true, pii_redaction_config: { processed_text_type: 'MARKER' } },
		],
	},
	'custom vocabulary': {
		form: (customVocabulary) => ({ ...withTerms, customVocabulary }),
		values: [true, false],
		bodies: [withTermsBody({}), {}],
	},
	'list of terms': {
		form: (terms) => ({ customVocabulary: true, vocabulary: { list: [{ terms }] } }),
		values: [' Gladia \n\nSolaria\r\nn8n', ['Gladia', { value: 'Solaria', intensity: 0.4 }]],
		bodies: [
			{
				custom_vocabulary: true,
				custom_vocabulary_config: { vocabulary: ['Gladia', 'Solaria', 'n8n'] },
			},
			{
				custom_vocabulary: true,
				custom_vocabulary_config: { vocabulary: ['Gladia', { value: 'Solaria', intensity: 0.4 }] },
			},
		],
	},
	'list and single terms': {
		form: (value) => ({
			customVocabulary: true,
			vocabulary: { list: [{ terms: 'Gladia' }], entry: [{ value }, { value: 'n8n' }] },
		}),
		values: ['Solaria', ''],
		bodies: [
			{
				custom_vocabulary: true,
				custom_vocabulary_config: { vocabulary: ['Gladia', 'Solaria', 'n8n'] },
			},
			{ custom_vocabulary: true, custom_vocabulary_config: { vocabulary: ['Gladia', 'n8n'] } },
		],
	},
	'intensity of a term': {
		form: (intensity) => term({ intensity }),
		values: [0, 1],
		bodies: [termBody({ intensity: 0 }), termBody({ intensity: 1 })],
	},
	'pronunciations of a term': {
		form: (pronunciation) => term({ pronunciations: [pronunciation, 'gladeea'] }),
		values: ['gladya', ['gladja', 'glattia']],
		bodies: [
			termBody({ pronunciations: ['gladya', 'gladeea'] }),
			termBody({ pronunciations: ['gladja', 'glattia', 'gladeea'] }),
		],
	},
	'language of a term': {
		form: (language) => term({ language }),
		values: ['fr', 'it'],
		bodies: [termBody({ language: 'fr' }), termBody({ language: 'it' })],
	},
	'all settings of a term': {
		form: (intensity) => term({ intensity, pronunciations: ['gladya'], language: 'fr' }),
		values: [0.25, 0.5],
		bodies: [
			termBody({ intensity: 0.25, pronunciations: ['gladya'], language: 'fr' }),
			termBody({ intensity: 0.5, pronunciations: ['gladya'], language: 'fr' }),
		],
	},
	'default intensity': {
		form: (defaultIntensity) => ({ ...withTerms, customVocabularyOptions: { defaultIntensity } }),
		values: [0.6, 0],
		bodies: [withTermsBody({ default_intensity: 0.6 }), withTermsBody({ default_intensity: 0 })],
	},
	'custom spelling': {
		form: (customSpelling) => ({
			customSpelling,
			spellingDictionary: { spelling: [{ correct: 'SQL', variants: ['sequel'] }] },
		}),
		values: [true, false],
		bodies: [
			{
				custom_spelling: true,
				custom_spelling_config: { spelling_dictionary: { SQL: ['sequel'] } },
			},
			{},
		],
	},
	'spelling dictionary': {
		form: (variant) => ({
			customSpelling: true,
			spellingDictionary: {
				spelling: [
					{ correct: 'SQL', variants: [variant, 'squeal'] },
					{ correct: 'v2.0', variants: ['version two'] },
					{ correct: 'SQL', variants: ['es queue el'] },
				],
			},
		}),
		values: ['sequel', ['sequal', 'see quill']],
		bodies: [
			{
				custom_spelling: true,
				custom_spelling_config: {
					spelling_dictionary: {
						SQL: ['sequel', 'squeal', 'es queue el'],
						'v2.0': ['version two'],
					},
				},
			},
			{
				custom_spelling: true,
				custom_spelling_config: {
					spelling_dictionary: {
						SQL: ['sequal', 'see quill', 'squeal', 'es queue el'],
						'v2.0': ['version two'],
					},
				},
			},
		],
	},
	'metadata as fields': {
		form: (value) => ({
			customMetadata: 'fields',
			metadataFields: {
				field: [
					{ name: 'customer', value },
					{ name: ' order.id ', value: '' },
					{ name: '', value: 'unnamed' },
					{ name: 'missing', value: '={{ $json.missing }}' },
				],
			},
		}),
		values: ['4711', { id: 4711 }],
		bodies: [
			{ custom_metadata: { customer: '4711', 'order.id': '' } },
			{ custom_metadata: { customer: { id: 4711 }, 'order.id': '' } },
		],
	},
	'metadata as JSON': {
		form: (metadataJson) => ({ customMetadata: 'json', metadataJson }),
		values: ['{ "customer": { "id": 4711 }, "tags": ["a"] }', { customer: 4712 }],
		bodies: [
			{ custom_metadata: { customer: { id: 4711 }, tags: ['a'] } },
			{ custom_metadata: { customer: 4712 } },
		],
	},
	callback: {
		form: (callback) => ({ callback, callbackUrl: 'https://example.com/hook' }),
		values: [true, false],
		bodies: [{ callback: true, callback_config: { url: 'https://example.com/hook' } }, {}],
	},
	'callback URL': {
		form: (callbackUrl) => ({ callback: true, callbackUrl }),
		values: ['https://example.com/1', ' http://example.com/2 '],
		bodies: [
			{ callback: true, callback_config: { url: 'https://example.com/1' } },
			{ callback: true, callback_config: { url: 'http://example.com/2' } },
		],
	},
	'callback method': {
		form: (callbackMethod) => ({
			callback: true,
			callbackUrl: 'https://example.com/hook',
			callbackOptions: { callbackMethod },
		}),
		values: ['PUT', 'POST'],
		bodies: [
			{ callback: true, callback_config: { url: 'https://example.com/hook', method: 'PUT' } },
			{ callback: true, callback_config: { url: 'https://example.com/hook', method: 'POST' } },
		],
	},
	'code switching': {
		form: (codeSwitching) => ({
			languages: ['en', 'fr', 'de'],
			transcriptionOptions: { codeSwitching },
		}),
		values: [true, false],
		bodies: [
			{ language_config: { languages: ['en', 'fr', 'de'], code_switching: true } },
			{ language_config: { languages: ['en', 'fr', 'de'], code_switching: false } },
		],
	},
	'enhanced punctuation': {
		form: option('punctuationEnhanced'),
		values: [true, false],
		bodies: [{ punctuation_enhanced: true }, { punctuation_enhanced: false }],
	},
	'model by name': {
		form: (value) => ({ transcriptionOptions: { model: { __rl: true, mode: 'id', value } } }),
		values: ['solaria-3', 'solaria-fusion'],
		bodies: [{ model: 'solaria-3' }, { model: 'solaria-fusion' }],
	},
	'model from list': {
		form: (value) => ({
			transcriptionOptions: {
				model: { __rl: true, mode: 'list', value, cachedResultName: 'Solaria-1' },
			},
		}),
		values: ['solaria-1', ''],
		bodies: [{ model: 'solaria-1' }, {}],
	},
	sentences: {
		form: option('sentences'),
		values: [true, false],
		bodies: [{ sentences: true }, { sentences: false }],
	},
	'additional fields': {
		form: option('additionalFields'),
		values: [
			'{ "split_words": true, "speaker_reidentification_config": { "speakers": ["Ann"] } }',
			{ accurate_words_timestamps: true },
		],
		bodies: [
			{ split_words: true, speaker_reidentification_config: { speakers: ['Ann'] } },
			{ accurate_words_timestamps: true },
		],
	},
	'additional fields inside and instead of those of the form': {
		form: (additionalFields) => ({
			languages: ['en', 'fr'],
			transcriptionOptions: { codeSwitching: true, sentences: true, additionalFields },
		}),
		values: [
			'{ "language_config": { "languages": ["de"] }, "sentences": false }',
			{ language_config: { code_switching: false }, model: 'solaria-3' },
		],
		bodies: [
			{ language_config: { languages: ['de'], code_switching: true }, sentences: false },
			{
				language_config: { languages: ['en', 'fr'], code_switching: false },
				sentences: true,
				model: 'solaria-3',
			},
		],
	},
	'no additional fields': {
		form: option('additionalFields'),
		values: ['{}', ''],
		bodies: [{}, {}],
	},
	'legacy callback URL': {
		form: legacy('callbackUrl'),
		values: ['https://example.com/1', 'http://example.com/2'],
		bodies: [
			{ callback: true, callback_config: { url: 'https://example.com/1' } },
			{ callback: true, callback_config: { url: 'http://example.com/2' } },
		],
	},
	'legacy chapterization': {
		form: legacy('chapterization'),
		values: [true, false],
		bodies: [{ chapterization: true }, { chapterization: false }],
	},
	'legacy code switching languages': {
		form: (codeSwitchingLanguages) => ({
			legacyOptions: { codeSwitchingLanguages, enableCodeSwitching: true },
		}),
		values: [
			['en', 'es'],
			['mymr', 'jv'],
		],
		bodies: [
			{ language_config: { languages: ['en', 'es'], code_switching: true } },
			{ language_config: { languages: ['my', 'jw'], code_switching: true } },
		],
	},
	'legacy code switching languages without code switching': {
		form: legacy('codeSwitchingLanguages'),
		values: [['en', 'es'], ['fr']],
		bodies: [
			{ code_switching_config: { languages: ['en', 'es'] } },
			{ code_switching_config: { languages: ['fr'] } },
		],
	},
	'legacy context prompt': {
		form: legacy('contextPrompt'),
		values: ['A meeting', 'A call'],
		bodies: [{ context_prompt: 'A meeting' }, { context_prompt: 'A call' }],
	},
	'legacy custom vocabulary': {
		form: (value) => ({ legacyOptions: { customVocabularyList: [value, 'n8n'] } }),
		values: ['Gladia', ['Gladia', 'Solaria']],
		bodies: [
			{ custom_vocabulary: true, custom_vocabulary_config: { vocabulary: ['Gladia', 'n8n'] } },
			{
				custom_vocabulary: true,
				custom_vocabulary_config: { vocabulary: ['Gladia', 'Solaria', 'n8n'] },
			},
		],
	},
	'legacy language detection': {
		form: legacy('detectLanguage'),
		values: [false, true],
		bodies: [{ detect_language: false }, {}],
	},
	'legacy language detection beside a language': {
		form: (detectLanguage) => ({ legacyOptions: { language: 'fr', detectLanguage } }),
		values: [false, true],
		bodies: [{ language_config: { languages: ['fr'] } }, { language: 'fr', detect_language: true }],
	},
	'legacy code switching beside a language': {
		form: (enableCodeSwitching) => ({ legacyOptions: { language: 'fr', enableCodeSwitching } }),
		values: [true, false],
		bodies: [
			{ language: 'fr', enable_code_switching: true },
			{ language_config: { languages: ['fr'], code_switching: false } },
		],
	},
	'legacy code switching beside language detection': {
		form: (detectLanguage) => ({
			legacyOptions: { enableCodeSwitching: true, detectLanguage },
		}),
		values: [true, false],
		bodies: [
			{ language_config: { code_switching: true } },
			{ enable_code_switching: true, detect_language: false },
		],
	},
	'legacy enhanced diarization': {
		form: legacy('diarizationEnhanced'),
		values: [true, false],
		bodies: [{ diarization: true }, {}],
	},
	'legacy enhanced diarization, later form': {
		form: (diarizationConfigEnhanced) => ({
			diarization: true,
			legacyOptions: { diarizationConfigEnhanced },
		}),
		values: [true, false],
		bodies: [{ diarization: true }, { diarization: true }],
	},
	'legacy display mode': {
		form: legacy('displayMode'),
		values: [true, false],
		bodies: [{ display_mode: true }, { display_mode: false }],
	},
	'legacy code switching': {
		form: legacy('enableCodeSwitching'),
		values: [true, false],
		bodies: [
			{ language_config: { code_switching: true } },
			{ language_config: { code_switching: false } },
		],
	},
	'legacy language': {
		form: legacy('language'),
		values: ['fr', 'jp'],
		bodies: [
			{ language_config: { languages: ['fr'] } },
			{ language_config: { languages: ['ja'] } },
		],
	},
	'legacy moderation': {
		form: legacy('moderation'),
		values: [true, false],
		bodies: [{ moderation: true }, { moderation: false }],
	},
	'legacy name consistency': {
		form: legacy('nameConsistency'),
		values: [true, false],
		bodies: [{ name_consistency: true }, { name_consistency: false }],
	},
	'legacy structured data classes': {
		form: (value) => ({ legacyOptions: { structuredDataClasses: [value] } }),
		values: ['Persons', ['Persons', 'Dates']],
		bodies: [
			{
				structured_data_extraction: true,
				structured_data_extraction_config: { classes: ['Persons'] },
			},
			{
				structured_data_extraction: true,
				structured_data_extraction_config: { classes: ['Persons', 'Dates'] },
			},
		],
	},
	'legacy structured data extraction': {
		form: (structuredDataExtraction) => ({
			legacyOptions: { structuredDataExtraction, structuredDataClasses: ['Persons'] },
		}),
		values: [true, false],
		bodies: [
			{
				structured_data_extraction: true,
				structured_data_extraction_config: { classes: ['Persons'] },
			},
			{ structured_data_extraction: false },
		],
	},
};

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ jobSeconds: 0.01 });
});
beforeEach(() => sandbox.playReading('new-fields-taken'));
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

async function bodiesOf(parameters: unknown, values: unknown[]): Promise<unknown[]> {
	const { error } = await runForm(sandbox, parameters as INodeParameters, values);
	expect(error).toBeUndefined();
	expect(sandbox.requests.map(({ status }) => status)).toEqual(values.map(() => 201));
	return sentBodies(sandbox);
}

/** The same for bodies that the API does not take. */
async function refusedBodiesOf(parameters: unknown, values: unknown[]): Promise<unknown[]> {
	await runForm(sandbox, parameters as INodeParameters, values, {
		onError: 'continueRegularOutput',
	});
	expect(sandbox.requests.map(({ status }) => status)).toEqual(values.map(() => 400));
	return sentBodies(sandbox);
}

describe.each(Object.entries(rows))('%s', (_name, { form, values, bodies }) => {
	it('is sent as entered', async () => {
		expect(await bodiesOf(form(values[0]), [0, 0])).toEqual([bodies[0], bodies[0]]);
	});

	it("is sent as each item's expression gives it", async () => {
		expect(await bodiesOf(form('={{ $json.value }}'), values)).toEqual(bodies);
	});
});

it('sends additional fields at every level, whatever their value, for the API to judge', async () => {
	const parameters = {
		callback: true,
		callbackUrl: 'https://example.com/hook',
		transcriptionOptions: { additionalFields: '={{ $json.value }}' },
	};
	const callback = { callback: true, callback_config: { url: 'https://example.com/hook' } };
	expect(
		await refusedBodiesOf(parameters, [
			{ callback_config: { secret: 's' }, newest: [{ deep: [1] }] },
			{ subtitles_config: { style: { name: 'x' } }, sentences: null },
		]),
	).toEqual([
		{
			...callback,
			callback_config: { ...callback.callback_config, secret: 's' },
			newest: [{ deep: [1] }],
		},
		{ ...callback, subtitles_config: { style: { name: 'x' } }, sentences: null },
	]);
});

describe('what is not set', () => {
	it('sends nothing but the audio for an untouched form', async () => {
		expect(await bodiesOf({}, [0, 0])).toEqual([{}, {}]);
	});

	it('leaves out everything empty', async () => {
		const parameters = {
			languages: '={{ $json.value }}',
			diarization: true,
			diarizationOptions: { minSpeakers: '={{ $json.value }}' },
			translation: true,
			targetLanguages: ['fr'],
			translationOptions: { context: '={{ $json.value }}', informal: '={{ $json.value }}' },
			customMetadata: 'json',
			metadataJson: '{}',
			transcriptionOptions: {
				model: { __rl: true, mode: 'list', value: '' },
				sentences: '={{ $json.value }}',
			},
			legacyOptions: {
				customVocabularyList: [],
				contextPrompt: ' ',
				language: '={{ $json.value }}',
			},
		};
		const body = {
			diarization: true,
			translation: true,
			translation_config: { target_languages: ['fr'] },
		};
		expect(await bodiesOf(parameters, ['', null, undefined])).toEqual([body, body, body]);
	});

	it("sends nothing of an add-on that an item's expression turns off", async () => {
		const value = '={{ $json.value }}';
		const parameters = {
			diarization: value,
			diarizationOptions: { numberOfSpeakers: 2 },
			translation: value,
			targetLanguages: ['fr'],
			translationOptions: { model: 'enhanced' },
			subtitles: value,
			subtitleOptions: { formats: ['vtt'] },
			summarization: value,
			summarizationOptions: { summaryType: 'concise' },
			audioToLlm: value,
			...{ prompts: ['Who spoke?'], audioToLlmOptions: { model: 'x/y' } },
			piiRedaction: value,
			piiEntityTypes: ['GDPR'],
			customVocabulary: value,
			vocabulary: { list: [{ terms: 'Gladia' }] },
			customSpelling: value,
			spellingDictionary: { spelling: [{ correct: 'SQL', variants: ['sequel'] }] },
			callback: value,
			callbackUrl: 'https://example.com/hook',
		};
		expect(await bodiesOf(parameters, [false, 'false'])).toEqual([{}, {}]);
	});

	it('keeps the current vocabulary beside an empty legacy list, and the legacy list alone', async () => {
		const parameters = {
			...withTerms,
			customVocabulary: '={{ $json.value.current }}',
			legacyOptions: { customVocabularyList: ['={{ $json.value.legacy }}'] },
		};
		const values = [
			{ current: true, legacy: '' },
			{ current: false, legacy: 'n8n' },
		];
		expect(await bodiesOf(parameters, values)).toEqual([
			withTermsBody({}),
			{ custom_vocabulary: true, custom_vocabulary_config: { vocabulary: ['n8n'] } },
		]);
	});
});

describe('text values from an AI agent', () => {
	it('are sent as the numbers, booleans and lists they represent', async () => {
		const value = (name: string) => `={{ $json.value.${name} }}`;
		const parameters = {
			languages: value('languages'),
			diarization: value('on'),
			diarizationOptions: { maxSpeakers: value('speakers') },
			audioToLlm: value('on'),
			prompts: [value('prompts')],
			customVocabulary: value('on'),
			vocabulary: { entry: [{ value: 'Gladia', settings: { intensity: value('intensity') } }] },
			transcriptionOptions: { sentences: value('off') },
		};
		const texts = { on: 'true', off: 'False', speakers: '4', intensity: '0.5' };
		const body = {
			language_config: { languages: ['en', 'fr'] },
			diarization: true,
			diarization_config: { max_speakers: 4 },
			audio_to_llm: true,
			audio_to_llm_config: { prompts: ['Who?', 'When?'] },
			custom_vocabulary: true,
			custom_vocabulary_config: { vocabulary: [{ value: 'Gladia', intensity: 0.5 }] },
			sentences: false,
		};
		expect(
			await bodiesOf(parameters, [
				{ ...texts, languages: 'en, fr', prompts: '["Who?", "When?"]' },
				{ ...texts, languages: '["en", "fr"]', prompts: ['Who?', 'When?'] },
			]),
		).toEqual([body, body]);
	});
});
