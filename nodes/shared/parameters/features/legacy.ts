import type { ApiParameter, Feature } from '../engine/definition';
import { label } from '../engine/definition';
import { transcriptionLanguageOptions } from '../options/languages';
import { urlIssue } from './callback';
import { codeSwitching, languages } from './language';

const currentLanguagePaths = [languages.path, codeSwitching.path];

const callbackUrl: ApiParameter = {
	path: 'callback_url',
	insteadOf: ['callback_config.url'],
	field: {
		displayName: 'Callback URL (Legacy)',
		name: 'callbackUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/webhook/transcribed',
		description: "Where the result is sent. Replaced by 'Callback'.",
	},
};

export const chapterization: ApiParameter = {
	path: 'chapterization',
	live: 'post_processing.chapterization',
	field: {
		displayName: 'Chapterization',
		name: 'chapterization',
		type: 'boolean',
		default: false,
		description:
			"Whether to divide the transcript into chapters. Use 'Ask Questions About the Recording' instead.",
	},
};

const codeSwitchingLanguages: ApiParameter = {
	path: 'code_switching_config.languages',
	insteadOf: currentLanguagePaths,
	field: {
		displayName: 'Code Switching Languages',
		name: 'codeSwitchingLanguages',
		type: 'multiOptions',
		options: transcriptionLanguageOptions,
		allowArbitraryValues: true,
		default: [],
		description: "Languages to expect with code switching. Replaced by 'Spoken Languages'.",
	},
};

const contextPrompt: ApiParameter = {
	path: 'context_prompt',
	field: {
		displayName: 'Context Prompt',
		name: 'contextPrompt',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		placeholder: 'e.g. A weekly meeting about the Apollo project',
		description: "What the recording is about. Use 'Custom Vocabulary' instead.",
	},
};

const customVocabularyList: ApiParameter = {
	path: 'custom_vocabulary',
	insteadOf: ['custom_vocabulary_config.vocabulary'],
	field: {
		displayName: 'Custom Vocabulary List',
		name: 'customVocabularyList',
		type: 'string',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Term' },
		default: [],
		placeholder: 'e.g. Gladia',
		description: "Terms to recognize. Replaced by 'Custom Vocabulary'.",
	},
};

const detectLanguage: ApiParameter = {
	path: 'detect_language',
	insteadOf: currentLanguagePaths,
	field: {
		displayName: 'Detect Language',
		name: 'detectLanguage',
		type: 'boolean',
		default: true,
		description:
			"Whether to detect the language (default on). Replaced by an empty 'Spoken Languages'.",
	},
};

const diarizationEnhanced: ApiParameter = {
	path: 'diarization_enhanced',
	field: {
		displayName: 'Diarization Enhanced',
		name: 'diarizationEnhanced',
		type: 'boolean',
		default: false,
		description:
			"Whether to use the enhanced diarization of older versions. Use 'Speaker Diarization' instead.",
	},
};

const diarizationConfigEnhanced: ApiParameter = {
	path: 'diarization_config.enhanced',
	field: {
		displayName: 'Diarization Enhanced (Config)',
		name: 'diarizationConfigEnhanced',
		type: 'boolean',
		default: false,
		description:
			"Whether to use the enhanced diarization, in its later form. Works only with 'Speaker Diarization' on, which alone is enough today.",
	},
};

const displayMode: ApiParameter = {
	path: 'display_mode',
	field: {
		displayName: 'Display Mode',
		name: 'displayMode',
		type: 'boolean',
		default: false,
		description:
			"Whether to reorder the utterances where speakers overlap. Use 'Speaker Diarization' instead.",
	},
};

const enableCodeSwitching: ApiParameter = {
	path: 'enable_code_switching',
	insteadOf: currentLanguagePaths,
	field: {
		displayName: 'Enable Code Switching',
		name: 'enableCodeSwitching',
		type: 'boolean',
		default: false,
		description:
			"Whether to detect several languages in a recording. Replaced by 'Code Switching' under 'Options'.",
	},
};

const language: ApiParameter = {
	path: 'language',
	insteadOf: currentLanguagePaths,
	field: {
		displayName: 'Language',
		name: 'language',
		type: 'options',
		options: transcriptionLanguageOptions,
		allowArbitraryValues: true,
		default: 'en',
		description: "Spoken language. Replaced by 'Spoken Languages'.",
	},
};

const moderation: ApiParameter = {
	path: 'moderation',
	field: {
		displayName: 'Moderation',
		name: 'moderation',
		type: 'boolean',
		default: false,
		description:
			"Whether to detect harmful content. Use 'Ask Questions About the Recording' instead.",
	},
};

const nameConsistency: ApiParameter = {
	path: 'name_consistency',
	field: {
		displayName: 'Name Consistency',
		name: 'nameConsistency',
		type: 'boolean',
		default: false,
		description: "Whether to spell each name consistently. Use 'Custom Spelling' instead.",
	},
};

const structuredDataExtraction: ApiParameter = {
	path: 'structured_data_extraction',
	field: {
		displayName: 'Structured Data Extraction',
		name: 'structuredDataExtraction',
		type: 'boolean',
		default: true,
		description:
			"Whether to extract data of the 'Structured Data Classes', which turn it on automatically. Use 'Ask Questions About the Recording' instead.",
	},
};

const structuredDataClasses: ApiParameter = {
	path: 'structured_data_extraction_config.classes',
	turnsOn: structuredDataExtraction.path,
	field: {
		displayName: 'Structured Data Classes',
		name: 'structuredDataClasses',
		type: 'string',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Class' },
		default: [],
		placeholder: 'e.g. Organizations',
		description: "Types of data to extract. Use 'Ask Questions About the Recording' instead.",
	},
};

/** Fields of the API of 2024 that the current API no longer lists, for older workflows. */
export const legacy: Feature = {
	settings: {
		displayName: 'Legacy Options',
		name: 'legacyOptions',
		inSettings: true,
		parameters: [
			callbackUrl,
			chapterization,
			codeSwitchingLanguages,
			contextPrompt,
			customVocabularyList,
			detectLanguage,
			diarizationEnhanced,
			diarizationConfigEnhanced,
			displayMode,
			enableCodeSwitching,
			language,
			moderation,
			nameConsistency,
			structuredDataClasses,
			structuredDataExtraction,
		],
	},
	findIssue(read) {
		if (read(diarizationConfigEnhanced.path) === true && read('diarization') === undefined) {
			return {
				message: `${label(diarizationConfigEnhanced)} is on while 'Speaker Diarization' is off`,
				description: `Turn 'Speaker Diarization' on, or remove ${label(diarizationConfigEnhanced)}`,
			};
		}
		const classes = read(structuredDataClasses.path);
		if (read(structuredDataExtraction.path) === true && classes === undefined) {
			return {
				message: `${label(structuredDataClasses)} is empty while ${label(structuredDataExtraction)} is on`,
				description: `Add at least one class, or remove ${label(structuredDataExtraction)}`,
			};
		}
		return urlIssue(callbackUrl, read(callbackUrl.path));
	},
};
