import type { INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../../../sandbox/sandbox';
import { startSandbox } from '../../../../sandbox/sandbox';
import { runForm } from '../startedRequest';

/** A form that is wrong with the first value and right with the second. */
interface Row {
	form: INodeParameters;
	wrong: unknown;
	right: unknown;
	message: string;
	description: string;
}

const value = '={{ $json.value }}';
const terms = { customVocabulary: true, vocabulary: { list: [{ terms: 'Gladia' }] } };
const httpUrl = 'Enter a complete address that starts with https:// or http://';
const fullOf = (characters: number) => ({ text: 'x'.repeat(characters - '{"text":""}'.length) });

const rows: Record<string, Row> = {
	'least above most speakers': {
		form: { diarization: true, diarizationOptions: { minSpeakers: value, maxSpeakers: 4 } },
		wrong: 5,
		right: 4,
		message: "'Minimum Number of Speakers' (5) is above 'Maximum Number of Speakers' (4)",
		description: 'Lower the minimum or raise the maximum',
	},
	'no speakers': {
		form: { diarization: true, diarizationOptions: { numberOfSpeakers: value } },
		wrong: 0,
		right: 1,
		message: "'Number of Speakers' is 0, which is out of range",
		description: 'Enter a whole number of 1 or more',
	},
	'half a speaker': {
		form: { diarization: true, diarizationOptions: { maxSpeakers: value } },
		wrong: 2.5,
		right: 2,
		message: "'Maximum Number of Speakers' is 2.5, which is not a whole number",
		description: 'Enter a whole number of 0 or more',
	},
	'a word as a number': {
		form: { diarization: true, diarizationOptions: { minSpeakers: value } },
		wrong: 'two',
		right: '2',
		message: '\'Minimum Number of Speakers\' is "two", which is not a number',
		description: 'Enter a whole number of 0 or more',
	},
	'translation into nothing': {
		form: { translation: true, targetLanguages: value },
		wrong: [],
		right: ['fr'],
		message: "'Target Languages' is empty while 'Translation' is on",
		description: "Fill in 'Target Languages', or turn 'Translation' off",
	},
	'long subtitles': {
		form: { subtitles: true, subtitleOptions: { maximumDuration: value } },
		wrong: 30.5,
		right: 30,
		message: "'Maximum Duration (Seconds)' is 30.5, which is out of range",
		description: 'Enter a number from 1 to 30',
	},
	'many rows': {
		form: { subtitles: true, subtitleOptions: { maximumRowsPerCaption: value } },
		wrong: 6,
		right: 5,
		message: "'Maximum Rows Per Caption' is 6, which is out of range",
		description: 'Enter a whole number from 1 to 5',
	},
	'no characters': {
		form: { subtitles: true, subtitleOptions: { maximumCharactersPerRow: value } },
		wrong: 0,
		right: 1,
		message: "'Maximum Characters Per Row' is 0, which is out of range",
		description: 'Enter a whole number of 1 or more',
	},
	'negative duration': {
		form: { subtitles: true, subtitleOptions: { minimumDuration: value } },
		wrong: -0.5,
		right: 0,
		message: "'Minimum Duration (Seconds)' is -0.5, which is out of range",
		description: 'Enter a number of 0 or more',
	},
	'shortest above longest subtitle': {
		form: { subtitles: true, subtitleOptions: { minimumDuration: value, maximumDuration: 4 } },
		wrong: 4.5,
		right: 4,
		message: "'Minimum Duration (Seconds)' (4.5) is above 'Maximum Duration (Seconds)' (4)",
		description: 'Lower the minimum or raise the maximum',
	},
	'no prompt': {
		form: { audioToLlm: true, prompts: [value] },
		wrong: ' ',
		right: 'Who spoke?',
		message: "'Questions' is empty while 'Ask Questions About the Recording' is on",
		description: "Add a question with a prompt, or turn 'Ask Questions About the Recording' off",
	},
	'no questions': {
		form: { audioToLlm: true, questions: { question: [{ name: '', prompt: value }] } },
		wrong: ' ',
		right: 'Who spoke?',
		message: "'Questions' is empty while 'Ask Questions About the Recording' is on",
		description: "Add a question with a prompt, or turn 'Ask Questions About the Recording' off",
	},
	'a question without a prompt': {
		form: {
			audioToLlm: true,
			questions: {
				question: [
					{ name: 'who', prompt: 'Who spoke?' },
					{ name: 'when', prompt: value },
				],
			},
		},
		wrong: '',
		right: 'When?',
		message: "The prompt of question 2 in 'Questions' is empty",
		description: 'Enter what to ask, or remove the question',
	},
	'several languages, none given': {
		form: { recordingType: '=multilingual', languages: value },
		wrong: [],
		right: ['en', 'fr', 'de'],
		message: "'Spoken Languages' is empty while 'Recording Type' is 'Multilingual'",
		description:
			'Choose the 3 to 5 languages that are really spoken: without them, wrong languages are often detected',
	},
	'an unknown recording type': {
		form: { recordingType: value },
		wrong: 'concert',
		right: 'voiceMessage',
		message: "'Recording Type' does not know the value 'concert'",
		description:
			'Use one of call, custom, interview, meeting, multilingual, subtitles, voiceMessage',
	},
	'no recording type': {
		form: { recordingType: value },
		wrong: null,
		right: 'custom',
		message: "'Recording Type' is empty",
		description:
			'Use one of call, custom, interview, meeting, multilingual, subtitles, voiceMessage',
	},
	'no vocabulary': {
		form: { customVocabulary: true, vocabulary: { list: [{ terms: value }] } },
		wrong: '\n',
		right: 'Gladia',
		message: "'Vocabulary' is empty while 'Custom Vocabulary' is on",
		description: "Fill in 'Vocabulary', or turn 'Custom Vocabulary' off",
	},
	'strong term': {
		form: {
			customVocabulary: true,
			vocabulary: {
				entry: [{ value: 'n8n' }, { value: 'Gladia', settings: { intensity: value } }],
			},
		},
		wrong: 1.5,
		right: 1,
		message: "'Intensity' of 'Gladia' is 1.5, which is out of range",
		description: 'Enter a number from 0 to 1',
	},
	'strong vocabulary': {
		form: { ...terms, customVocabularyOptions: { defaultIntensity: value } },
		wrong: -0.1,
		right: 0,
		message: "'Default Intensity' is -0.1, which is out of range",
		description: 'Enter a number from 0 to 1',
	},
	'no spelling': {
		form: {
			customSpelling: true,
			spellingDictionary: { spelling: [{ correct: value, variants: ['sequel'] }] },
		},
		wrong: '',
		right: 'SQL',
		message: "'Spelling Dictionary' is empty while 'Custom Spelling' is on",
		description: "Fill in 'Spelling Dictionary', or turn 'Custom Spelling' off",
	},
	'spelling that replaces nothing': {
		form: {
			customSpelling: true,
			spellingDictionary: { spelling: [{ correct: 'SQL', variants: [value] }] },
		},
		wrong: '',
		right: 'sequel',
		message: "'Spelling Dictionary' has no variants that 'SQL' replaces",
		description: "Add at least one spelling under 'Replaces', or remove 'SQL'",
	},
	'much metadata': {
		form: { customMetadata: 'json', metadataJson: value },
		wrong: fullOf(2001),
		right: fullOf(2000),
		message: "'Custom Metadata' has 2001 characters as JSON",
		description: 'Gladia keeps up to 2000. Shorten the values or leave some out.',
	},
	'broken metadata': {
		form: { customMetadata: 'json', metadataJson: value },
		wrong: '{ "customer": ',
		right: '{ "customer": 1 }',
		message: "'Metadata (JSON)' is not valid JSON",
		description: 'Enter an object such as { "customerId": 4711 }',
	},
	'metadata that is a list': {
		form: { customMetadata: 'json', metadataJson: value },
		wrong: '[1]',
		right: '{ "list": [1] }',
		message: "'Metadata (JSON)' is JSON, but not an object",
		description: 'Enter an object such as { "customerId": 4711 }',
	},
	'no callback URL': {
		form: { callback: true, callbackUrl: value },
		wrong: '',
		right: 'https://example.com',
		message: "'Callback URL' is empty while 'Callback' is on",
		description: "Fill in 'Callback URL', or turn 'Callback' off",
	},
	'callback to a file': {
		form: { callback: true, callbackUrl: value },
		wrong: 'ftp://example.com/hook',
		right: 'http://example.com/hook',
		message: "'Callback URL' is not a web address",
		description: httpUrl,
	},
	'callback without scheme': {
		form: { callback: true, callbackUrl: value },
		wrong: 'example.com/hook',
		right: 'https://example.com/hook',
		message: "'Callback URL' is not a web address",
		description: httpUrl,
	},
	'legacy callback without scheme': {
		form: { legacyOptions: { callbackUrl: value } },
		wrong: 'example.com/hook',
		right: 'https://example.com/hook',
		message: "'Callback URL (Legacy)' is not a web address",
		description: httpUrl,
	},
	'both callbacks': {
		form: {
			callback: value,
			callbackUrl: 'https://example.com/1',
			legacyOptions: { callbackUrl: 'https://example.com/2' },
		},
		wrong: true,
		right: false,
		message: "'Callback URL (Legacy)' in 'Legacy Options' is set together with 'Callback URL'",
		description: "Remove 'Callback URL (Legacy)' from 'Legacy Options'",
	},
	'both vocabularies': {
		form: { ...terms, legacyOptions: { customVocabularyList: [value] } },
		wrong: 'n8n',
		right: '',
		message: "'Custom Vocabulary List' in 'Legacy Options' is set together with 'Vocabulary'",
		description: "Remove 'Custom Vocabulary List' from 'Legacy Options'",
	},
	'both languages': {
		form: { languages: value, legacyOptions: { language: 'fr' } },
		wrong: ['en'],
		right: [],
		message: "'Language' in 'Legacy Options' is set together with 'Spoken Languages'",
		description: "Remove 'Language' from 'Legacy Options'",
	},
	'language detection and languages': {
		form: { languages: value, legacyOptions: { detectLanguage: true } },
		wrong: ['en'],
		right: [],
		message: "'Detect Language' in 'Legacy Options' is set together with 'Spoken Languages'",
		description: "Remove 'Detect Language' from 'Legacy Options'",
	},
	'both code switchings': {
		form: {
			transcriptionOptions: { codeSwitching: value },
			legacyOptions: { enableCodeSwitching: true },
		},
		wrong: true,
		right: '',
		message: "'Enable Code Switching' in 'Legacy Options' is set together with 'Code Switching'",
		description: "Remove 'Enable Code Switching' from 'Legacy Options'",
	},
	'both lists of languages': {
		form: { languages: ['en'], legacyOptions: { codeSwitchingLanguages: value } },
		wrong: ['fr'],
		right: [],
		message:
			"'Code Switching Languages' in 'Legacy Options' is set together with 'Spoken Languages'",
		description: "Remove 'Code Switching Languages' from 'Legacy Options'",
	},
	'broken additional fields': {
		form: { transcriptionOptions: { additionalFields: value } },
		wrong: '{ "sentences": ',
		right: '{ "sentences": true }',
		message: "'Additional Fields (JSON)' is not valid JSON",
		description: 'Enter an object such as { "split_words": true }',
	},
	'additional fields that are a list': {
		form: { transcriptionOptions: { additionalFields: value } },
		wrong: [{ sentences: true }],
		right: { sentences: true },
		message: "'Additional Fields (JSON)' is JSON, but not an object",
		description: 'Enter an object such as { "split_words": true }',
	},
	'additional audio': {
		form: { transcriptionOptions: { additionalFields: value } },
		wrong: '{ "audio_url": "https://example.com/other.mp3" }',
		right: '',
		message: "'Additional Fields (JSON)' sets 'audio_url', which the form sets",
		description: "Remove 'audio_url' there, and use 'Audio Source' instead",
	},
	'additional callback': {
		form: { transcriptionOptions: { additionalFields: value } },
		wrong: { callback: false },
		right: {},
		message: "'Additional Fields (JSON)' sets 'callback', which the form sets",
		description: "Remove 'callback' there, and use 'Callback' instead",
	},
	'additional legacy callback': {
		form: { transcriptionOptions: { additionalFields: value } },
		wrong: '{ "callback_url": "https://example.com/hook" }',
		right: '{}',
		message: "'Additional Fields (JSON)' sets 'callback_url', which the form sets",
		description: "Remove 'callback_url' there, and use 'Callback' instead",
	},
	'additional callback address': {
		form: {
			callback: true,
			callbackUrl: 'https://example.com/hook',
			transcriptionOptions: { additionalFields: value },
		},
		wrong: { callback_config: { url: 'https://example.com/other' } },
		right: { callback_config: {} },
		message: "'Additional Fields (JSON)' sets 'callback_config.url', which the form sets",
		description: "Remove 'callback_config.url' there, and use 'Callback URL' instead",
	},
	'additional callback method': {
		form: { transcriptionOptions: { additionalFields: value } },
		wrong: { callback_config: { method: 'PUT' } },
		right: {},
		message: "'Additional Fields (JSON)' sets 'callback_config.method', which the form sets",
		description:
			"Remove 'callback_config.method' there, and use 'Method' in 'Callback Options' instead",
	},
	'additional callback that is none': {
		form: {
			callback: true,
			callbackUrl: 'https://example.com/hook',
			transcriptionOptions: { additionalFields: value },
		},
		wrong: '{ "callback_config": null }',
		right: '{}',
		message: "'Additional Fields (JSON)' sets 'callback_config', which the form sets",
		description: "Remove 'callback_config' there, and use 'Callback' instead",
	},
	'enhanced diarization without diarization': {
		form: { diarization: value, legacyOptions: { diarizationConfigEnhanced: true } },
		wrong: false,
		right: true,
		message: "'Diarization Enhanced (Config)' is on while 'Speaker Diarization' is off",
		description: "Turn 'Speaker Diarization' on, or remove 'Diarization Enhanced (Config)'",
	},
	'structured data without classes': {
		form: { legacyOptions: { structuredDataExtraction: true, structuredDataClasses: [value] } },
		wrong: '',
		right: 'Persons',
		message: "'Structured Data Classes' is empty while 'Structured Data Extraction' is on",
		description: "Add at least one class, or remove 'Structured Data Extraction'",
	},
};

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ jobSeconds: 0.01 });
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

describe.each(Object.entries(rows))('%s', (_name, { form, wrong, right, message, description }) => {
	it('is explained, and nothing is sent, not even for the right item', async () => {
		const { error } = await runForm(sandbox, form, [right, wrong]);
		expect(error).toMatchObject({
			name: 'NodeApiError',
			message: `${message} [Item 1]`,
			description,
			context: { itemIndex: 1 },
		});
		expect(sandbox.requests).toEqual([]);
	});

	it('is fine when corrected', async () => {
		const { error } = await runForm(sandbox, form, [right, right]);
		expect(error).toBeUndefined();
		expect(sandbox.requests).toMatchObject([{ status: 201 }, { status: 201 }]);
	});
});

it('allows code switching without languages, about which the node only shows a hint', async () => {
	const { error } = await runForm(
		sandbox,
		{ transcriptionOptions: { codeSwitching: true } },
		[0, 0],
	);
	expect(error).toBeUndefined();
	expect(sandbox.requests.map(({ status }) => status)).toEqual([201, 201]);
});
