import type { Utterance, Word } from './utterance';

/** A sentence and its words; sentences run on over utterances of the same channel and speaker. */
export interface Sentence {
	text: string;
	words: Word[];
}

/** Splits utterances at full stops, question and exclamation marks. */
export function sentencesOf(utterances: Utterance[]): Sentence[] {
	const sentences: Sentence[] = [];
	let open: Word[] = [];
	const close = () => {
		if (open.length > 0)
			sentences.push({ text: open.map(({ word }) => word).join(' '), words: open });
		open = [];
	};
	utterances.forEach((utterance, position) => {
		const previous = utterances[position - 1];
		const sameVoice =
			previous?.channel === utterance.channel && previous.speaker === utterance.speaker;
		if (!sameVoice) close();
		for (const word of utterance.words) {
			open.push(word);
			if (/[.!?]$/.test(word.word)) close();
		}
	});
	close();
	return sentences;
}
