import { additionalFields } from '../engine/additionalFields';
import { callbackUrl, triggerHosts, urlIssue, useCallback } from './callback';
import type { ApiParameter, Feature } from '../engine/definition';
import { codeSwitching } from './language';
import { chapterization } from './legacy';
import { callbackMessages, socketMessages } from './liveMessages';
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
		description: 'How long a silence ends an utterance',
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
		description: 'After how long an utterance ends although there was no silence',
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
		description: 'The closer to 1, the less background noise is taken for speech',
	},
};

const wordsAccurateTimestamps: ApiParameter = {
	path: 'realtime_processing.words_accurate_timestamps',
	live: 'realtime_processing.words_accurate_timestamps',
	field: {
		displayName: 'Accurate Word Timestamps',
		name: 'wordsAccurateTimestamps',
		type: 'boolean',
		default: false,
		description: 'Whether to find the times of words more exactly. Newer versions always do.',
	},
};

/** Which messages the node gets; acknowledgments are always asked for, to resume where needed. */
export const liveMessageSwitches: Feature = {
	settings: { displayName: 'Messages', name: 'messages', parameters: socketMessages },
};

export const liveCallback: Feature = {
	switch: {
		...useCallback,
		field: {
			...useCallback.field,
			description: 'Whether Gladia sends the messages of the session to a URL of yours as well',
		},
	},
	fields: [
		{
			...callbackUrl,
			field: {
				...callbackUrl.field,
				placeholder: 'e.g. https://example.com/webhook/live/gladia-trigger',
				description:
					'Where the messages are sent, such as the production URL of a Gladia Trigger. If it is one of this n8n, the node adds the token that the trigger asks for.',
			},
		},
	],
	settings: {
		displayName: 'Callback Messages',
		name: 'callbackMessages',
		parameters: callbackMessages,
		trailing: [triggerHosts],
	},
	findIssue: (read) => urlIssue(callbackUrl, read(callbackUrl.path)),
};

export const liveOptions: Feature = {
	settings: {
		displayName: 'Options',
		name: 'transcriptionOptions',
		leading: [additionalFields],
		parameters: [audioEnhancer, codeSwitching, endpointing, maxUtterance, model, speechThreshold],
	},
};

export const liveLegacy: Feature = {
	settings: {
		displayName: 'Legacy Options',
		name: 'legacyOptions',
		parameters: [
			wordsAccurateTimestamps,
			{
				...chapterization,
				field: {
					...chapterization.field,
					description:
						'Whether to divide the transcript into chapters. Current versions of the API ignore it.',
				},
			},
		],
	},
};
