import type { Paragraph } from '../paragraphs';
import { segmentSentences } from '../text/segmentation';
import { gapBetween, wordsInText } from '../text/writing';
import type { Utterance } from '../utterances';

/** The smallest piece of speech that a chunk is made of: a word, or a part of an overlong one. */
export interface Atom {
	text: string;
	/** What separates it from the one before it in the same turn. */
	gap: string;
	/** Seconds; of its utterance where the word itself has none. */
	start: number | null;
	end: number | null;
	/** Index of its turn. */
	turn: number;
	/** Whether a sentence begins with it. */
	isSentenceStart: boolean;
}

const blank = /\s/u;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * The atoms of a turn; joined with their gaps, they are its text.
 * @param room longest atom, in UTF-16 units; longer words are cut between characters as people see
 * them (grapheme clusters), and only if one of those is longer within it
 * @param withSentences whether it matters where sentences start
 */
export function atomsOf(
	{ text, utterances }: Paragraph,
	turn: number,
	room: number,
	withSentences: boolean,
): Atom[] {
	const starts = withSentences ? sentenceStarts(text) : new Set<number>();
	const atoms: Atom[] = [];
	let previous = '';
	let position = 0;
	for (const utterance of utterances) {
		const gapBefore = gapBetween(previous, utterance.text);
		for (const [index, word] of wordsOf(utterance).entries()) {
			let gap = index === 0 ? gapBefore : word.gap;
			position += gap.length;
			let isSentenceStart = starts.has(position);
			const { start, end } = word;
			for (const piece of piecesOf(word.text, room)) {
				atoms.push({ text: piece, gap, start, end, turn, isSentenceStart });
				[gap, isSentenceStart] = ['', false];
			}
			position += word.text.length;
		}
		previous = utterance.text;
	}
	return atoms;
}

type PlacedWord = Pick<Atom, 'text' | 'gap' | 'start' | 'end'>;

/** The spoken words with their times where they spell the text, else the words of the text itself. */
function wordsOf({ words, text, start, end }: Utterance): PlacedWord[] {
	const spoken = words.map((word) => ({
		...word,
		start: word.start ?? start,
		end: word.end ?? end,
	}));
	const untimed = () => wordsInText(text).map((word) => ({ text: word, start, end }));
	return placeWords(spoken, text) ?? placeWords(untimed(), text) ?? [{ text, gap: '', start, end }];
}

/** The words with the blanks before them, or null when they do not spell the text. */
function placeWords(words: Array<Omit<PlacedWord, 'gap'>>, text: string): PlacedWord[] | null {
	const placed: PlacedWord[] = [];
	let position = 0;
	for (const { text: word, start, end } of words) {
		const from = position;
		while (blank.test(text.charAt(position))) position++;
		if (!text.startsWith(word, position)) return null;
		placed.push({ text: word, gap: text.slice(from, position), start, end });
		position += word.length;
	}
	return position === text.length ? placed : null;
}

function sentenceStarts(text: string): Set<number> {
	const starts = new Set<number>();
	let position = 0;
	for (const sentence of segmentSentences(text)) {
		starts.add(position);
		position += sentence.length;
	}
	return starts;
}

function piecesOf(word: string, room: number): string[] {
	if (word.length <= room) return [word];
	const pieces: string[] = [];
	let piece = '';
	for (const { segment } of graphemes.segment(word)) {
		// A flag or a family is one character of many units, which is cut only if it fits nowhere.
		for (const part of segment.length <= room ? [segment] : segment) {
			if (piece.length + part.length > room) {
				pieces.push(piece);
				piece = '';
			}
			piece += part;
		}
	}
	return [...pieces, piece].filter((part) => part !== '');
}
