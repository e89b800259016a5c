import { additionalFields } from '../engine/additionalFields';
import type { ApiParameter, Feature } from '../engine/definition';
import { codeSwitching } from './language';
import { model } from './model';

const audioEnhancer: ApiParameter = {
	path: 'pre_processing.audio_enhancer',
	live: 'pre_processing.audio_enhancer',
	field: {
		displayName: 'Audio Enhancer',
		name: 'audioEnhancer',
		type: 'boolean',
		default: false,
		description: 'Whether to improve the quality of the audio before it is transcribed',
	},
};

const endpointing: ApiParameter = {
	path: 'endpointing',
	live: 'endpointing',
	field: {
		displayName: 'Endpointing (Seconds)',
		name: 'endpointing',
		type: 'number',
		typeOptions: { minValue: 0.01, maxValue: 10, numberPrecision: 2 },
		default: 0.05,
		description: 'Length of the silence that ends an utterance',
	},
};

const maxUtterance: ApiParameter = {
	path: 'maximum_duration_without_endpointing',
	live: 'maximum_duration_without_endpointing',
	field: {
		displayName: 'Longest Utterance (Seconds)',
		name: 'maxDurationWithoutEndpointing',
		type: 'number',
		typeOptions: { minValue: 5, maxValue: 60 },
		default: 5,
		description: 'Length at which an utterance ends even without a silence',
	},
};

const punctuationEnhanced: ApiParameter = {
	path: 'punctuation_enhanced',
	field: {
		displayName: 'Enhanced Punctuation',
		name: 'punctuationEnhanced',
		type: 'boolean',
		default: false,
		description: 'Whether to improve the punctuation with an additional model',
	},
};

const sentences: ApiParameter = {
	path: 'sentences',
	field: {
		displayName: 'Sentences',
		name: 'sentences',
		type: 'boolean',
		default: false,
		description: 'Whether to also return the transcript as sentences, each with its times',
	},
};

const speechThreshold: ApiParameter = {
	path: 'pre_processing.speech_threshold',
	live: 'pre_processing.speech_threshold',
	field: {
		displayName: 'Speech Threshold',
		name: 'speechThreshold',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 1, numberPrecision: 2 },
		default: 0.6,
		description:
			'How clear a sound must be to count as speech, from 0 to 1. Raise it if background noise is transcribed.',
	},
};

/** The parameters that need no switch and no place of their own in the form. */
export const options: Feature = {
	settings: {
		displayName: 'Options',
		name: 'transcriptionOptions',
		leading: [additionalFields],
		parameters: [codeSwitching, punctuationEnhanced, model, sentences],
	},
};

/** The same for live sessions. */
export const liveOptions: Feature = {
	settings: {
		displayName: 'Options',
		name: 'transcriptionOptions',
		leading: [additionalFields],
		parameters: [audioEnhancer, codeSwitching, endpointing, maxUtterance, model, speechThreshold],
	},
};
