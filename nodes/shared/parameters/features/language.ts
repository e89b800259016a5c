import type { NodeHint } from 'n8n-workflow';
import type { ApiParameter, Feature } from '../engine/definition';
import { transcriptionLanguageOptions } from '../options/languages';

export const languages: ApiParameter = {
	path: 'language_config.languages',
	live: 'language_config.languages',
	field: {
		displayName: 'Spoken Languages',
		name: 'languages',
		type: 'multiOptions',
		options: transcriptionLanguageOptions,
		allowArbitraryValues: true,
		default: [],
		description:
			'Languages that may be spoken. Choose one to set the language, or several to limit the detection. An expression can return codes such as <code>["en", "fr"]</code>.',
		hint: 'Best set when known; leave empty to detect the language',
	},
};

export const codeSwitching: ApiParameter = {
	path: 'language_config.code_switching',
	live: 'language_config.code_switching',
	field: {
		displayName: 'Code Switching',
		name: 'codeSwitching',
		type: 'boolean',
		default: false,
		description:
			"Whether to detect the language of each utterance separately. Use it when people switch languages, together with 3 to 5 'Spoken Languages': without them, wrong languages are often detected.",
	},
};

export const language: Feature = { fields: [languages] };

/** For a node's `hints`: code switching among all languages is allowed, but misdetects languages. */
export const codeSwitchingHint: NodeHint = {
	type: 'warning',
	location: 'outputPane',
	whenToDisplay: 'beforeExecution',
	message:
		"'Code Switching' is on without 'Spoken Languages', so wrong languages may be detected. Choose 3 to 5 languages.",
	displayCondition:
		'={{ $parameter["transcriptionOptions"]?.["codeSwitching"] === true && !($parameter["languages"]?.length > 0) }}',
};

/** For a node's `hints`: many languages to switch between are nearly as bad as all of them. */
export const manyLanguagesHint: NodeHint = {
	type: 'warning',
	location: 'outputPane',
	whenToDisplay: 'beforeExecution',
	message:
		"'Spoken Languages' has more than 5 languages to switch between, so wrong ones may be detected. Keep those that are really spoken.",
	displayCondition:
		'={{ ($parameter["recordingType"] === "multilingual" || $parameter["transcriptionOptions"]?.["codeSwitching"] === true) && $parameter["languages"]?.length > 5 }}',
};
