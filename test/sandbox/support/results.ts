import { sampleAudio } from '../../../sandbox/audio/speechSample';
import type { StoredAudio } from '../../../sandbox/audio/storedAudio';
import type { JsonObject } from '../../../sandbox/json';
import { buildResult } from '../../../sandbox/result/buildResult';

export const build = (request: JsonObject, audio = sampleAudio(), failedAddOns = {}) =>
	buildResult({ audio, request, failedAddOns, transcriptionSeconds: 1 });

/** A recording without words of its own. */
export const recording = (duration: number, seed: string, channels = 1): StoredAudio => ({
	...sampleAudio(),
	duration,
	channels,
	sha256: seed.repeat(64).slice(0, 64),
});

export interface Transcript {
	full_transcript: string;
	languages: string[];
	utterances: Array<{
		start: number;
		end: number;
		text: string;
		language: string;
		channel: number;
		speaker?: number;
		words: Array<{ word: string; start: number; end: number }>;
	}>;
	subtitles: Array<{ format: string; subtitles: string }>;
}
export const transcript = (result: JsonObject) => result.transcription as unknown as Transcript;
export const results = (result: JsonObject, section: string) =>
	(result[section] as JsonObject | undefined)?.results;

export const quote =
	'Your call is now first in line and will be answered by the next available representative. ' +
	'Thank you for your patience. ' +
	'And so my fellow Americans, ask not what your country can do for you, ' +
	'ask what you can do for your country.';
