import type { StoredAudio } from '../audio/storedAudio';
import type { JsonObject } from '../json';
import { isJsonObject, numberAt, objectAt, stringAt, stringsAt } from '../json';
import { dialogueOf } from './dialogue';
import { redactPhrase, redactWords } from './redaction';
import type { Spoken } from './utterance';
import { utteranceOf } from './utterance';
import { replacePhrase } from './wordReplacement';

const NATURAL_SPEAKERS = 2;

/** The languages spoken in turn when the audio has no words of its own. */
export function languagesOf(request: JsonObject): string[] {
	const config = objectAt(request, 'language_config');
	const asked = stringsAt(config, 'languages');
	if (asked.length > 0) return config.code_switching === true ? asked : asked.slice(0, 1);
	const switched = stringsAt(objectAt(request, 'code_switching_config'), 'languages');
	if (request.enable_code_switching === true && switched.length > 0) return switched;
	return [stringAt(request, 'language') ?? 'en'];
}

/** Phrase → replacement, from both forms of the vocabulary and from the spelling dictionary. */
function replacementsOf(request: JsonObject): Array<[string, string]> {
	const config = objectAt(request, 'custom_vocabulary_config');
	const entries = Array.isArray(request.custom_vocabulary)
		? request.custom_vocabulary
		: request.custom_vocabulary === true && Array.isArray(config.vocabulary)
			? config.vocabulary
			: [];
	const vocabulary = entries.flatMap((entry): Array<[string, string]> => {
		if (typeof entry === 'string') return [[entry, entry]];
		if (!isJsonObject(entry)) return [];
		const value = stringAt(entry, 'value') ?? '';
		return [value, ...stringsAt(entry, 'pronunciations')].map((heard) => [heard, value]);
	});
	const dictionary = objectAt(objectAt(request, 'custom_spelling_config'), 'spelling_dictionary');
	const spelling =
		request.custom_spelling === true
			? Object.keys(dictionary).flatMap((correct) =>
					stringsAt(dictionary, correct).map((variant): [string, string] => [variant, correct]),
				)
			: [];
	return [...vocabulary, ...spelling];
}

function speakerCount(request: JsonObject): number {
	const config = objectAt(request, 'diarization_config');
	const min = numberAt(config, 'min_speakers') ?? 1;
	const max = numberAt(config, 'max_speakers') || Infinity;
	return numberAt(config, 'number_of_speakers') ?? Math.min(max, Math.max(min, NATURAL_SPEAKERS));
}

/** What vocabulary, spelling and redaction of a request make of a line. */
export function rewriterOf(request: JsonObject): (spoken: Spoken) => Spoken {
	const replacements = replacementsOf(request);
	return (spoken) => {
		const { channel, language, words } = spoken.utterance;
		const corrected = replacements.reduce(
			(changed, [heard, value]) => replacePhrase(changed, heard, () => value),
			words,
		);
		return {
			...spoken,
			utterance: utteranceOf(redactWords(corrected, request), { channel, language }),
			phrase: redactPhrase(spoken.phrase, request),
		};
	};
}

/**
 * The utterances that a request yields: language, vocabulary, spelling and redaction applied,
 * speakers numbered when diarization is on and did not fail.
 */
export function transcribe(
	audio: StoredAudio,
	request: JsonObject,
	diarizationFailed: boolean,
): Spoken[] {
	const rewritten = dialogueOf(audio, languagesOf(request)).map(rewriterOf(request));
	if (request.diarization !== true || diarizationFailed) return rewritten;
	const count = speakerCount(request);
	return rewritten.map((spoken, position) => {
		const speaker = count === NATURAL_SPEAKERS ? spoken.trueSpeaker : position % count;
		const { words, text, ...facts } = spoken.utterance;
		return { ...spoken, utterance: { ...facts, speaker, text, words } };
	});
}
