import { sampleAudio } from '../audio/speechSample';
import { dialogueOf } from '../result/dialogue';
import { inventedPhrases, phraseIn } from '../result/phrases';
import type { Spoken } from '../result/utterance';
import { timedWords, toHundredths, utteranceOf } from '../result/utterance';

const WORDS_PER_SECOND = 2.5;
const FIRST_WORD_SECONDS = 0.3;
const PAUSE_SECONDS = 0.5;

function later(spoken: Spoken, seconds: number): Spoken {
	const { channel, language, words } = spoken.utterance;
	const shifted = words.map((word) => ({
		...word,
		start: toHundredths(word.start + seconds),
		end: toHundredths(word.end + seconds),
	}));
	return { ...spoken, utterance: utteranceOf(shifted, { channel, language }) };
}

/**
 * The true words of the bundled recording, played over and over.
 * @param delay seconds by which they are heard later
 */
export function* sampleLines(delay: number): Generator<Spoken> {
	const audio = sampleAudio();
	const lines = dialogueOf(audio, []);
	for (let round = 0; ; round++) {
		for (const line of lines) yield later(line, round * audio.duration + delay);
	}
}

/**
 * A conversation without end, always the same for the same seed.
 * @param channels speak in turn
 * @param languages spoken in turn
 */
export function* inventedLines(
	seed: number,
	channels: number,
	languages: string[],
): Generator<Spoken> {
	let start = FIRST_WORD_SECONDS;
	for (let position = 0; ; position++) {
		const phrase = inventedPhrases[(seed + position) % inventedPhrases.length];
		if (!phrase) return;
		const language = languages[position % languages.length] ?? 'en';
		// A language without lines of its own is spoken in English words under its code.
		const text = phrase.text[language] ?? phraseIn(phrase, 'en');
		const end = start + text.split(' ').length / WORDS_PER_SECOND;
		const words = timedWords(text, start, end);
		start = end + PAUSE_SECONDS;
		yield {
			utterance: utteranceOf(words, { channel: position % channels, language }),
			phrase,
			trueSpeaker: position % 2,
		};
	}
}
