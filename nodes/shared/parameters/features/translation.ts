import type { ApiParameter, Feature } from '../engine/definition';
import { translationLanguageOptions } from '../options/languages';

const translate: ApiParameter = {
	path: 'translation',
	live: 'realtime_processing.translation',
	field: {
		displayName: 'Translation',
		name: 'translation',
		type: 'boolean',
		default: false,
		description: 'Whether to translate the transcript into one or more languages',
		hint: 'Also returns the text in other languages',
	},
};

const targetLanguages: ApiParameter = {
	path: 'translation_config.target_languages',
	live: 'realtime_processing.translation_config.target_languages',
	field: {
		displayName: 'Target Languages',
		name: 'targetLanguages',
		type: 'multiOptions',
		options: translationLanguageOptions,
		allowArbitraryValues: true,
		required: true,
		default: [],
		description:
			'Languages to translate into. An expression can return codes such as <code>["en", "fr"]</code>.',
	},
};

const context: ApiParameter = {
	path: 'translation_config.context',
	live: 'realtime_processing.translation_config.context',
	field: {
		displayName: 'Context',
		name: 'context',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		placeholder: 'e.g. Support call about a coffee machine between a customer and an agent',
		description: 'What the recording is about, for a better choice of words',
	},
};

const contextAdaptation: ApiParameter = {
	path: 'translation_config.context_adaptation',
	live: 'realtime_processing.translation_config.context_adaptation',
	field: {
		displayName: 'Context Adaptation',
		name: 'contextAdaptation',
		type: 'boolean',
		default: true,
		description:
			"Whether the translation adapts to the 'Context' and the conversation (default on)",
	},
};

const informal: ApiParameter = {
	path: 'translation_config.informal',
	live: 'realtime_processing.translation_config.informal',
	field: {
		displayName: 'Informal',
		name: 'informal',
		type: 'boolean',
		default: false,
		description: 'Whether to use informal forms of address where the language has them',
	},
};

const lipsync: ApiParameter = {
	path: 'translation_config.lipsync',
	live: 'realtime_processing.translation_config.lipsync',
	field: {
		displayName: 'Lip Sync',
		name: 'lipsync',
		type: 'boolean',
		default: true,
		description:
			'Whether to align the translation with lip movements, such as for dubbing (default on)',
	},
};

const matchOriginalUtterances: ApiParameter = {
	path: 'translation_config.match_original_utterances',
	live: 'realtime_processing.translation_config.match_original_utterances',
	field: {
		displayName: 'Match Original Utterances',
		name: 'matchOriginalUtterances',
		type: 'boolean',
		default: true,
		description: 'Whether each translated utterance keeps the times of its original (default on)',
	},
};

const model: ApiParameter = {
	path: 'translation_config.model',
	live: 'realtime_processing.translation_config.model',
	field: {
		displayName: 'Model',
		name: 'model',
		type: 'options',
		options: [
			{
				name: 'Base',
				value: 'base',
				description: 'Fast, for most recordings (default)',
			},
			{
				name: 'Batch',
				value: 'batch',
				description: 'Translates longer passages at once',
			},
			{
				name: 'Enhanced',
				value: 'enhanced',
				description: 'Slower, with better wording for demanding texts',
			},
		],
		allowArbitraryValues: true,
		default: 'base',
		description: 'Translation model. An expression can name a newer one.',
	},
};

export const translation: Feature = {
	switch: translate,
	fields: [targetLanguages],
	settings: {
		displayName: 'Translation Options',
		name: 'translationOptions',
		parameters: [context, contextAdaptation, informal, lipsync, matchOriginalUtterances, model],
	},
};
