import type { IDataObject, INodeParameters, OnError } from 'n8n-workflow';
import { GladiaLive } from '../../../nodes/GladiaLive/GladiaLive.node';
import type { Sandbox } from '../../../sandbox/sandbox';
import { startSandbox } from '../../../sandbox/sandbox';
import { runNode } from '../../support/engine';

/** What a user enters at one place of the form, and the whole body it must lead to. */
interface Row {
	/** The node's parameters with the value in place. */
	form: (value: unknown) => unknown;
	/** Two values of that place: the first is also entered literally, as the editor stores it. */
	values: [unknown, unknown];
	bodies: [IDataObject, IDataObject];
}

const option = (name: string) => (value: unknown) => ({ transcriptionOptions: { [name]: value } });
const realtime = (config: IDataObject) => ({ realtime_processing: config });
const translationOption = (name: string) => (value: unknown) => ({
	translation: true,
	targetLanguages: ['fr'],
	translationOptions: { [name]: value },
});
const translationBody = (config: IDataObject) =>
	realtime({ translation: true, translation_config: { target_languages: ['fr'], ...config } });
const terms = { customVocabulary: true, vocabulary: { list: [{ terms: 'Gladia' }] } };
const callback = { callback: true, callbackUrl: 'https://example.com/hook' };

/** Name in the form → name in the API, for the messages of the socket and of the callback. */
const messageSwitches: Record<string, string> = {
	receiveAcknowledgments: 'receive_acknowledgments',
	receiveErrors: 'receive_errors',
	receiveFinalTranscripts: 'receive_final_transcripts',
	receiveLifecycleEvents: 'receive_lifecycle_events',
	receivePartialTranscripts: 'receive_partial_transcripts',
	receivePostProcessingEvents: 'receive_post_processing_events',
	receivePreProcessingEvents: 'receive_pre_processing_events',
	receiveRealtimeProcessingEvents: 'receive_realtime_processing_events',
	receiveSpeechEvents: 'receive_speech_events',
};

const rows: Record<string, Row> = {
	'bit depth': {
		form: (bitDepth) => ({ bitDepth }),
		values: [24, '32'],
		bodies: [{ bit_depth: 24 }, { bit_depth: 32 }],
	},
	'sample rate': {
		form: (sampleRate) => ({ sampleRate }),
		values: [44100, '8000'],
		bodies: [{ sample_rate: 44100 }, { sample_rate: 8000 }],
	},
	channels: {
		form: (channels) => ({ channels }),
		values: [2, 8],
		bodies: [{ channels: 2 }, { channels: 8 }],
	},
	'encoding, which may fix the bit depth': {
		form: (encoding) => ({ encoding }),
		values: ['wav/ulaw', 'wav/alaw'],
		bodies: [
			{ encoding: 'wav/ulaw', bit_depth: 8 },
			{ encoding: 'wav/alaw', bit_depth: 8 },
		],
	},
	'spoken languages': {
		form: (languages) => ({ languages }),
		values: [['en', 'fr'], ['ja']],
		bodies: [
			{ language_config: { languages: ['en', 'fr'] } },
			{ language_config: { languages: ['ja'] } },
		],
	},
	translation: {
		form: (translation) => ({ translation, targetLanguages: ['fr'] }),
		values: [true, false],
		bodies: [translationBody({}), {}],
	},
	'target languages': {
		form: (targetLanguages) => ({ translation: true, targetLanguages }),
		values: [['de', 'wo'], ['en']],
		bodies: [
			translationBody({ target_languages: ['de', 'wo'] }),
			translationBody({ target_languages: ['en'] }),
		],
	},
	'translation model': {
		form: translationOption('model'),
		values: ['enhanced', 'batch'],
		bodies: [translationBody({ model: 'enhanced' }), translationBody({ model: 'batch' })],
	},
	'translation context': {
		form: translationOption('context'),
		values: ['A call', 'A meeting'],
		bodies: [translationBody({ context: 'A call' }), translationBody({ context: 'A meeting' })],
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
	'lip sync': {
		form: translationOption('lipsync'),
		values: [false, true],
		bodies: [translationBody({ lipsync: false }), translationBody({ lipsync: true })],
	},
	'matching of original utterances': {
		form: translationOption('matchOriginalUtterances'),
		values: [false, true],
		bodies: [
			translationBody({ match_original_utterances: false }),
			translationBody({ match_original_utterances: true }),
		],
	},
	summarization: {
		form: (summarization) => ({ summarization }),
		values: [true, false],
		bodies: [{ post_processing: { summarization: true } }, {}],
	},
	'summary type': {
		form: (summaryType) => ({ summarization: true, summarizationOptions: { summaryType } }),
		values: ['concise', 'bullet_points'],
		bodies: [
			{ post_processing: { summarization: true, summarization_config: { type: 'concise' } } },
			{ post_processing: { summarization: true, summarization_config: { type: 'bullet_points' } } },
		],
	},
	'sentiment analysis': {
		form: (sentimentAnalysis) => ({ sentimentAnalysis }),
		values: [true, false],
		bodies: [realtime({ sentiment_analysis: true }), {}],
	},
	'named entity recognition': {
		form: (namedEntityRecognition) => ({ namedEntityRecognition }),
		values: [true, false],
		bodies: [realtime({ named_entity_recognition: true }), {}],
	},
	vocabulary: {
		form: (list) => ({ customVocabulary: true, vocabulary: { list: [{ terms: list }] } }),
		values: ['Gladia\nn8n', ['Solaria']],
		bodies: [
			realtime({
				custom_vocabulary: true,
				custom_vocabulary_config: { vocabulary: ['Gladia', 'n8n'] },
			}),
			realtime({
				custom_vocabulary: true,
				custom_vocabulary_config: { vocabulary: ['Solaria'] },
			}),
		],
	},
	'vocabulary entry': {
		form: (intensity) => ({
			customVocabulary: true,
			vocabulary: { entry: [{ value: 'Gladia', settings: { intensity } }] },
		}),
		values: [0.4, '0.6'],
		bodies: [
			realtime({
				custom_vocabulary: true,
				custom_vocabulary_config: { vocabulary: [{ value: 'Gladia', intensity: 0.4 }] },
			}),
			realtime({
				custom_vocabulary: true,
				custom_vocabulary_config: { vocabulary: [{ value: 'Gladia', intensity: 0.6 }] },
			}),
		],
	},
	'default intensity': {
		form: (defaultIntensity) => ({ ...terms, customVocabularyOptions: { defaultIntensity } }),
		values: [0.2, 0],
		bodies: [
			realtime({
				custom_vocabulary: true,
				custom_vocabulary_config: { vocabulary: ['Gladia'], default_intensity: 0.2 },
			}),
			realtime({
				custom_vocabulary: true,
				custom_vocabulary_config: { vocabulary: ['Gladia'], default_intensity: 0 },
			}),
		],
	},
	'custom spelling': {
		form: (customSpelling) => ({
			customSpelling,
			spellingDictionary: { spelling: [{ correct: 'SQL', variants: ['sequel'] }] },
		}),
		values: [true, false],
		bodies: [
			realtime({
				custom_spelling: true,
				custom_spelling_config: { spelling_dictionary: { SQL: ['sequel'] } },
			}),
			{},
		],
	},
	'metadata fields': {
		form: (value) => ({
			customMetadata: 'fields',
			metadataFields: { field: [{ name: 'customer', value }] },
		}),
		values: ['ACME', 7],
		bodies: [{ custom_metadata: { customer: 'ACME' } }, { custom_metadata: { customer: 7 } }],
	},
	'metadata as JSON': {
		form: (metadataJson) => ({ customMetadata: 'json', metadataJson }),
		values: ['{"customer":"ACME"}', { tags: ['a'] }],
		bodies: [{ custom_metadata: { customer: 'ACME' } }, { custom_metadata: { tags: ['a'] } }],
	},
	callback: {
		form: (value) => ({ callback: value, callbackUrl: 'https://example.com/hook' }),
		values: [true, false],
		bodies: [{ callback: true, callback_config: { url: 'https://example.com/hook' } }, {}],
	},
	'code switching': {
		form: (codeSwitching) => ({
			languages: ['en', 'fr'],
			...option('codeSwitching')(codeSwitching),
		}),
		values: [true, false],
		bodies: [
			{ language_config: { languages: ['en', 'fr'], code_switching: true } },
			{ language_config: { languages: ['en', 'fr'], code_switching: false } },
		],
	},
	'audio enhancer': {
		form: option('audioEnhancer'),
		values: [true, false],
		bodies: [
			{ pre_processing: { audio_enhancer: true } },
			{ pre_processing: { audio_enhancer: false } },
		],
	},
	'speech threshold': {
		form: option('speechThreshold'),
		values: [0.8, 0],
		bodies: [
			{ pre_processing: { speech_threshold: 0.8 } },
			{ pre_processing: { speech_threshold: 0 } },
		],
	},
	endpointing: {
		form: option('endpointing'),
		values: [0.3, 10],
		bodies: [{ endpointing: 0.3 }, { endpointing: 10 }],
	},
	'longest utterance': {
		form: option('maxDurationWithoutEndpointing'),
		values: [10, 60],
		bodies: [
			{ maximum_duration_without_endpointing: 10 },
			{ maximum_duration_without_endpointing: 60 },
		],
	},
	model: {
		form: (value) => option('model')({ __rl: true, mode: 'id', value }),
		values: ['solaria-2', 'fast'],
		bodies: [{ model: 'solaria-2' }, { model: 'fast' }],
	},
	'additional fields, inside and instead of those of the form': {
		form: (additionalFields) => ({
			languages: ['en'],
			transcriptionOptions: { endpointing: 0.3, additionalFields },
		}),
		values: [
			'{ "language_config": { "code_switching": true }, "endpointing": 1 }',
			{ pre_processing: { audio_enhancer: true } },
		],
		bodies: [
			{ language_config: { languages: ['en'], code_switching: true }, endpointing: 1 },
			{
				language_config: { languages: ['en'] },
				endpointing: 0.3,
				pre_processing: { audio_enhancer: true },
			},
		],
	},
	'legacy chapterization': {
		form: (chapterization) => ({ legacyOptions: { chapterization } }),
		values: [true, false],
		bodies: [
			{ post_processing: { chapterization: true } },
			{ post_processing: { chapterization: false } },
		],
	},
	'legacy accurate word timestamps': {
		form: (wordsAccurateTimestamps) => ({ legacyOptions: { wordsAccurateTimestamps } }),
		values: [true, false],
		bodies: [
			realtime({ words_accurate_timestamps: true }),
			realtime({ words_accurate_timestamps: false }),
		],
	},
	...Object.fromEntries(
		Object.entries(messageSwitches).flatMap(([name, key]): Array<[string, Row]> => [
			[
				`message switch ${key}`,
				{
					form: (value) => ({ messages: { [name]: value } }),
					values: [true, false],
					// Whoever streams to the session needs the acknowledgments to go on after a break.
					bodies: [
						{ messages_config: { [key]: true } },
						{ messages_config: { [key]: key === 'receive_acknowledgments' } },
					],
				},
			],
			[
				`callback switch ${key}`,
				{
					form: (value) => ({ ...callback, callbackMessages: { [name]: value } }),
					values: [true, false],
					bodies: [
						{ callback: true, callback_config: { url: callback.callbackUrl, [key]: true } },
						{ callback: true, callback_config: { url: callback.callbackUrl, [key]: false } },
					],
				},
			],
		]),
	),
};

/** The format of the audio is part of the form, with the API's own defaults. */
const format = { encoding: 'wav/pcm', bit_depth: 16, sample_rate: 16000, channels: 1 };

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox();
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

async function run(parameters: unknown, values: unknown[], onError?: OnError) {
	return await runNode({
		node: new GladiaLive(),
		parameters: {
			operation: 'start',
			limits: { maxConcurrent: 1 },
			...(parameters as INodeParameters),
		},
		items: values.map((value) => ({ json: { value } as IDataObject })),
		credentials: { apiKey: 'sandbox-key', baseUrl: sandbox.url },
		onError,
	});
}

async function bodiesOf(parameters: unknown, values: unknown[]): Promise<unknown[]> {
	const { error } = await run(parameters, values);
	expect(error).toBeUndefined();
	expect(sandbox.requests.map(({ status }) => status)).toEqual(values.map(() => 201));
	return sandbox.requests.map(({ body }) => body);
}

describe.each(Object.entries(rows))('%s', (_name, { form, values, bodies }) => {
	const [first, second] = bodies.map((body) => ({ ...format, ...body }));

	it('is sent as entered', async () => {
		expect(await bodiesOf(form(values[0]), [0, 0])).toEqual([first, first]);
	});

	it("is sent as each item's expression gives it", async () => {
		expect(await bodiesOf(form('={{ $json.value }}'), values)).toEqual([first, second]);
	});
});

it('sends nothing but the format for an untouched form', async () => {
	expect(await bodiesOf({}, [0, 0])).toEqual([format, format]);
});

it("sends nothing of an add-on that an item's expression turns off", async () => {
	const value = '={{ $json.value }}';
	const parameters = {
		translation: value,
		targetLanguages: ['fr'],
		translationOptions: { model: 'enhanced' },
		summarization: value,
		summarizationOptions: { summaryType: 'concise' },
		...terms,
		customVocabulary: value,
		...callback,
		callback: value,
		callbackMessages: { receiveErrors: true },
		customMetadata: 'none',
		metadataJson: '{"left":"over"}',
	};
	expect(await bodiesOf(parameters, [false, 'false'])).toEqual([format, format]);
});

it('leaves it to Gladia which encodings and rates exist, and shows its answer', async () => {
	const parameters = {
		encoding: '={{ $json.value.encoding }}',
		bitDepth: '={{ $json.value.depth }}',
		sampleRate: '={{ $json.value.rate }}',
	};
	const { items } = await run(
		parameters,
		[
			{ encoding: 'wav/pcm', depth: 64, rate: 22050 },
			{ encoding: 'wav/opus', depth: '16', rate: '96000' },
		],
		'continueRegularOutput',
	);
	expect(sandbox.requests.map(({ body, status }) => ({ body, status }))).toMatchObject([
		{ body: { encoding: 'wav/pcm', bit_depth: 64, sample_rate: 22050 }, status: 400 },
		{ body: { encoding: 'wav/opus', sample_rate: 96000 }, status: 400 },
	]);
	expect(items.map(({ json }) => (json.details as IDataObject).description)).toEqual([
		expect.stringContaining('Field "bit_depth" must be one of: 8, 16, 24, 32; Field "sample_rate"'),
		expect.stringContaining('Field "encoding" must be one of'),
	]);
});

it('names the legacy and the additional fields when Gladia does not accept the body', async () => {
	sandbox.playReading('keys-refused');
	const { items } = await run(
		{
			legacyOptions: { chapterization: true },
			...option('additionalFields')('={{ $json.value }}'),
		},
		[{ newest: 1 }, {}],
		'continueRegularOutput',
	);
	expect(items.map(({ json }) => (json.details as IDataObject).description)).toEqual([
		expect.stringMatching(
			/The request also contained 'Chapterization' from 'Legacy Options' and 'newest' from 'Additional Fields \(JSON\)': remove what Gladia does not support\. Gladia answered: .*property newest should not exist/,
		),
		expect.stringMatching(
			/The request also contained 'Chapterization' from 'Legacy Options': remove .*chapterization should not exist/,
		),
	]);
	expect(sandbox.jobs()).toEqual([]);
});

it('sends the region in the query', async () => {
	await bodiesOf({ limits: { maxConcurrent: 1, region: '={{ $json.value }}' } }, [
		'us-west',
		'eu-west',
		'',
	]);
	expect(sandbox.requests.map(({ query }) => query)).toEqual([
		{ region: 'us-west' },
		{ region: 'eu-west' },
		{},
	]);
});

it.each([
	[{ bitDepth: 'deep' }, '\'Bit Depth\' is "deep", which is not a whole number [Item 0]'],
	[{ sampleRate: 0 }, "'Sample Rate' is 0, which is not a whole number [Item 0]"],
	[
		option('additionalFields')('{ "model": '),
		"'Additional Fields (JSON)' is not valid JSON [Item 0]",
	],
	[
		option('additionalFields')({ encoding: 'wav/alaw' }),
		"'Additional Fields (JSON)' sets 'encoding', which the form sets [Item 0]",
	],
	[
		option('additionalFields')('{ "callback_config": { "url": "https://example.com/hook" } }'),
		"'Additional Fields (JSON)' sets 'callback_config.url', which the form sets [Item 0]",
	],
	[{ channels: 9 }, "'Channels' is 9, which is out of range [Item 0]"],
	[option('endpointing')(11), "'Endpointing (Seconds)' is 11, which is out of range [Item 0]"],
	[
		{ translation: true, targetLanguages: '={{ [] }}' },
		"'Target Languages' is empty while 'Translation' is on [Item 0]",
	],
	[{ callback: true, callbackUrl: 'nowhere' }, "'Callback URL' is not a web address [Item 0]"],
	[
		{ customMetadata: 'json', metadataJson: '[1]' },
		"'Metadata (JSON)' is JSON, but not an object [Item 0]",
	],
	[
		{ limits: { maxConcurrent: 'many' } },
		'\'Max Concurrent Sessions\' is "many", which is not a number [Item 0]',
	],
])('refuses %j before anything is sent', async (parameters, message) => {
	const { error } = await run(parameters, [0, 0]);
	expect(error?.message).toBe(message);
	expect(sandbox.requests).toEqual([]);
});
