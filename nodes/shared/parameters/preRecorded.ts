import { additionalFields } from './engine/additionalFields';
import { audioToLlm } from './features/audioToLlm';
import { callback } from './features/callback';
import type { Feature } from './engine/definition';
import { diarization } from './features/diarization';
import {
	namedEntityRecognition,
	punctuationEnhanced,
	sentences,
	sentimentAnalysis,
} from './features/insights';
import { codeSwitching, language } from './features/language';
import { legacy } from './features/legacy';
import { customMetadata } from './features/metadata';
import { model } from './features/model';
import { piiRedaction } from './features/redaction';
import { customSpelling } from './features/spelling';
import { subtitles } from './features/subtitles';
import { summarization } from './features/summarization';
import { translation } from './features/translation';
import { customVocabulary } from './features/vocabulary';

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
