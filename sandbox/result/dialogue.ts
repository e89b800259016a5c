import { isSample, sampleUtterances } from '../audio/speechSample';
import type { StoredAudio } from '../audio/storedAudio';
import type { Phrase } from './phrases';
import { inventedPhrases, phraseIn, samplePhrases } from './phrases';
import type { Spoken } from './utterance';
import { confidenceOf, timedWords, utteranceOf } from './utterance';

const WORDS_PER_SECOND = 2.5;
/** Share of each utterance's time that is the pause before the next one. */
const PAUSE_SHARE = 0.08;
/** The last line may exceed the time by so many words; all lines are then spoken faster. */
const TOLERATED_WORDS = 3;

const wordCount = (line: Phrase) => line.text.en?.split(' ').length ?? 0;

/** The bundled sample with the words that are really spoken in it. */
function sampleDialogue(): Spoken[] {
	return sampleUtterances.flatMap(({ words, channel, language, speaker }, position) => {
		const phrase = samplePhrases[position];
		if (!phrase) return [];
		const timed = words.map((word, index) => ({
			...word,
			confidence: confidenceOf(word.word, index),
		}));
		return [{ utterance: utteranceOf(timed, { channel, language }), phrase, trueSpeaker: speaker }];
	});
}

/** Lines whose words together take about the given time at a normal pace; at least two. */
function chooseLines(sha256: string, duration: number): Phrase[] {
	let wordsLeft = Math.round(duration * WORDS_PER_SECOND * (1 - PAUSE_SHARE));
	const byLength = [...inventedPhrases].sort((a, b) => wordCount(b) - wordCount(a));
	const offset = parseInt(sha256.slice(0, 6), 16);
	const lines: Phrase[] = [];
	for (let index = offset; wordsLeft > 0 || lines.length < 2; index++) {
		const previous = lines.at(-1);
		const fits = (line: Phrase) =>
			line !== previous && wordCount(line) <= wordsLeft + TOLERATED_WORDS;
		const next = inventedPhrases[index % inventedPhrases.length];
		const chosen = next && fits(next) ? next : (byLength.find(fits) ?? byLength.at(-1));
		if (!chosen) break;
		lines.push(chosen);
		wordsLeft -= wordCount(chosen);
	}
	return lines;
}

/** A conversation that fills the recording, the same for the same file every time. */
function inventedDialogue(
	{ sha256, duration, channels }: StoredAudio,
	languages: string[],
): Spoken[] {
	if (duration <= 0) return [];
	const lines = chooseLines(sha256, duration);
	const totalWords = lines.reduce((sum, line) => sum + wordCount(line), 0);
	let start = 0;
	return lines.map((phrase, position) => {
		const language = languages[position % languages.length] ?? 'en';
		const share = (duration * wordCount(phrase)) / totalWords;
		// A language without lines of its own is spoken in English words under its code.
		const text = phrase.text[language] ?? phraseIn(phrase, 'en');
		const words = timedWords(text, start, start + share * (1 - PAUSE_SHARE));
		start += share;
		return {
			utterance: utteranceOf(words, { channel: position % channels, language }),
			phrase,
			trueSpeaker: position % 2,
		};
	});
}

/**
 * What is said in the audio.
 * @param languages spoken languages, taken in turn; the sample stays English
 */
export function dialogueOf(audio: StoredAudio, languages: string[]): Spoken[] {
	return isSample(audio) ? sampleDialogue() : inventedDialogue(audio, languages);
}
