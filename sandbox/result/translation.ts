import type { JsonObject } from '../json';
import { objectAt, stringsAt } from '../json';
import { succeeded } from './addOn';
import { phraseIn } from './phrases';
import type { SectionInput } from './sectionInput';
import { sentencesOf } from './sentences';
import { transcriptionOf } from './transcriptionPart';
import type { Spoken, Utterance } from './utterance';
import { timedWords, utteranceOf } from './utterance';

/** One utterance per voice in a row, for translations that need not match the original. */
function merged(utterances: Utterance[]): Utterance[] {
	const result: Utterance[] = [];
	for (const utterance of utterances) {
		const last = result.at(-1);
		if (last && last.channel === utterance.channel && last.speaker === utterance.speaker) {
			const { channel, language } = last;
			const joined = utteranceOf([...last.words, ...utterance.words], { channel, language });
			result[result.length - 1] = { ...last, ...joined };
		} else {
			result.push(utterance);
		}
	}
	return result;
}

/** A line in another language, in the time of the original. */
export function translatedUtterance({ utterance, phrase }: Spoken, language: string): Utterance {
	const { start, end, channel, speaker } = utterance;
	const words = timedWords(phraseIn(phrase, language), start, end);
	return {
		...utteranceOf(words, { channel, language }),
		...(speaker === undefined ? {} : { speaker }),
	};
}

function translated({ spoken, request }: SectionInput, language: string): JsonObject {
	const matched = spoken.map((line) => translatedUtterance(line, language));
	const keepUtterances =
		objectAt(request, 'translation_config').match_original_utterances !== false;
	const utterances = keepUtterances ? matched : merged(matched);
	return {
		error: null,
		...transcriptionOf(utterances, request),
		...(request.sentences === true
			? { sentences: [succeeded(sentencesOf(utterances).map(({ text }) => text))] }
			: {}),
	};
}

/** One transcript per target language, with subtitles and sentences where requested. */
export function translationsOf(input: SectionInput): JsonObject[] {
	const config = objectAt(input.request, 'translation_config');
	return stringsAt(config, 'target_languages').map((language) => translated(input, language));
}
