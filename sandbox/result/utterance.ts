import type { Phrase } from './phrases';

/** Times in seconds, confidence 0–1. */
export type Word = { word: string; start: number; end: number; confidence: number };

/** An utterance as the API answers it. */
export type Utterance = {
	start: number;
	end: number;
	confidence: number;
	channel: number;
	speaker?: number;
	language: string;
	text: string;
	words: Word[];
};

/** An utterance together with the line it was made from. */
export interface Spoken {
	utterance: Utterance;
	phrase: Phrase;
	/** The true speaker, whether or not diarization was requested. */
	trueSpeaker: number;
}

export const toHundredths = (value: number) => Math.round(value * 100) / 100;

/** A confidence between 0.8 and 1 that is always the same for the same word and place. */
export function confidenceOf(word: string, position: number): number {
	const noise = [...word].reduce((sum, letter) => sum + letter.charCodeAt(0), position * 7);
	return toHundredths(1 - (noise % 20) / 100);
}

export function joinWords(words: Word[]): string {
	return words.map(({ word }) => word).join(' ');
}

/** Spreads a text over a span of time, each word in proportion to its length. */
export function timedWords(text: string, start: number, end: number): Word[] {
	const words = text.split(' ').filter((word) => word !== '');
	const letters = words.reduce((sum, word) => sum + word.length + 1, 0);
	let passed = 0;
	return words.map((word, position) => {
		const from = start + ((end - start) * passed) / letters;
		passed += word.length + 1;
		// The pause after a word is as long as one of its letters.
		const to = start + ((end - start) * (passed - 1)) / letters;
		return {
			word,
			start: toHundredths(from),
			end: toHundredths(to),
			confidence: confidenceOf(word, position),
		};
	});
}

/** Bounds, text and confidence follow from the words. */
export function utteranceOf(
	words: Word[],
	facts: Pick<Utterance, 'channel' | 'language'>,
): Utterance {
	const sum = words.reduce((total, { confidence }) => total + confidence, 0);
	return {
		start: words[0]?.start ?? 0,
		end: words.at(-1)?.end ?? 0,
		confidence: words.length === 0 ? 0 : toHundredths(sum / words.length),
		...facts,
		text: joinWords(words),
		words,
	};
}
