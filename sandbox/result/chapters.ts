import type { JsonObject } from '../json';
import type { SectionInput } from './sectionInput';
import { sentencesOf } from './sentences';
import { summaryOf } from './summary';
import type { Spoken } from './utterance';

const LINES_PER_CHAPTER = 4;
const MIN_KEYWORD_LETTERS = 7;

function keywordsOf(spoken: Spoken[]): string[] {
	const words = spoken.flatMap(
		({ utterance }) => utterance.text.toLowerCase().match(/\p{L}+/gu) ?? [],
	);
	return [...new Set(words.filter((word) => word.length >= MIN_KEYWORD_LETTERS))].slice(0, 5);
}

function chapterOf(spoken: Spoken[]): JsonObject {
	const utterances = spoken.map(({ utterance }) => utterance);
	const gist = spoken[0]?.phrase.gist ?? '';
	return {
		headline: gist,
		gist,
		summary: summaryOf(spoken, 'general'),
		keywords: keywordsOf(spoken),
		start: utterances[0]?.start ?? 0,
		end: utterances.at(-1)?.end ?? 0,
		sentences: sentencesOf(utterances).map(({ text, words }) => ({
			sentence: text,
			start: words[0]?.start ?? 0,
			end: words.at(-1)?.end ?? 0,
			words,
		})),
		text: utterances.map(({ text }) => text).join(' '),
	};
}

/** Chapters of a few lines each, in the shape of the API's chapterization of 2024. */
export function chaptersOf({ spoken }: SectionInput): JsonObject[] {
	const chapters: JsonObject[] = [];
	for (let line = 0; line < spoken.length; line += LINES_PER_CHAPTER) {
		chapters.push(chapterOf(spoken.slice(line, line + LINES_PER_CHAPTER)));
	}
	return chapters;
}
