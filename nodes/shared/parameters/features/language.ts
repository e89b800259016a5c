import type { NodeHint } from 'n8n-workflow';

import { transcriptionLanguageOptions } from '../options/languages';
import type { ApiParameter, Feature } from '../engine/definition';

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
			'Languages that may be spoken: one to fix the language, or several to limit the detection. An expression may give codes such as <code>["en", "fr"]</code>.',
		hint: 'Leave empty to detect the language',
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
			"Whether to detect the language again for every utterance, for recordings in which people change languages. Choose 3 to 5 'Spoken Languages' with it: with none, wrong languages are often detected.",
	},
};

export const language: Feature = { fields: [languages] };

/** For a node's `hints`: code switching among all languages misdetects, but is allowed. */
export const codeSwitchingHint: NodeHint = {
	type: 'warning',
	location: 'outputPane',
	whenToDisplay: 'beforeExecution',
	message:
		"'Code Switching' is on without 'Spoken Languages', so wrong languages may be detected. Choose the 3 to 5 languages that are spoken.",
	displayCondition:
		'={{ $parameter["transcriptionOptions"]?.["codeSwitching"] === true && !($parameter["languages"]?.length > 0) }}',
};
