import { additionalFields } from './additionalFields';
import { audioToLlm } from './audioToLlm';
import { callback } from './callback';
import type { Feature } from './definition';
import { diarization } from './diarization';
import {
	namedEntityRecognition,
	punctuationEnhanced,
	sentences,
	sentimentAnalysis,
} from './insights';
import { codeSwitching, language } from './language';
import { legacy } from './legacy';
import { customMetadata } from './metadata';
import { model } from './model';
import { piiRedaction } from './redaction';
import { customSpelling } from './spelling';
import { subtitles } from './subtitles';
import { summarization } from './summarization';
import { translation } from './translation';
import { customVocabulary } from './vocabulary';

/** What needs no switch and no place of its own in the form. */
const options: Feature = {
	settings: {
		displayName: 'Options',
		name: 'transcriptionOptions',
		leading: [additionalFields],
		parameters: [codeSwitching, punctuationEnhanced, model, sentences],
	},
};

/**
 * The form by its sections, each in the order of the form; the node puts fields of its own between
 * them, as the output belongs before the long list of add-ons.
 */
export const form = {
	language: [language],
	addOns: [
		diarization,
		translation,
		subtitles,
		summarization,
		sentimentAnalysis,
		namedEntityRecognition,
		audioToLlm,
		piiRedaction,
		customVocabulary,
		customSpelling,
	],
	options: [customMetadata, callback, options],
	legacy: [legacy],
} satisfies Record<string, Feature[]>;

/** Everything `POST /v2/pre-recorded` takes besides the audio. */
export const features: Feature[] = Object.values(form).flat();
