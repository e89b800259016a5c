// Node 20 keeps a copy of the whole text in every segment, so time and memory grow with the square of
// its length. Long texts are therefore segmented in pieces.
const CHARACTERS_AT_ONCE = 1000;
const wordSegmenter = new Intl.Segmenter('en', { granularity: 'word' });
const sentenceSegmenter = new Intl.Segmenter('en', { granularity: 'sentence' });
/** Up to the last mark that ends a word regardless of what follows. */
const lastWordEnd = /^[^]*[。！？、」』）]/u;
const halfCharacter = /[\uD800-\uDBFF]$/;
const letter = /\p{L}/u;

/** Words of a text without spaces, by dictionary; punctuation stays with the word before it. */
export function segmentWords(text: string): string[] {
	const words: string[] = [];
	for (let from = 0; from < text.length;) {
		const window = windowAt(text, from, CHARACTERS_AT_ONCE);
		const isLast = from + window.length === text.length;
		const piece = isLast ? window : (lastWordEnd.exec(window)?.[0] ?? window);
		for (const { segment, isWordLike } of wordSegmenter.segment(piece)) {
			if (isWordLike || words.length === 0) words.push(segment);
			else words[words.length - 1] += segment;
		}
		from += piece.length;
	}
	return words;
}

/** Sentences of a text, with the blanks after them. */
export function segmentSentences(text: string): string[] {
	const sentences: string[] = [];
	let characters = CHARACTERS_AT_ONCE;
	for (let from = 0; from < text.length;) {
		const window = windowAt(text, from, characters);
		const found = Array.from(sentenceSegmenter.segment(window), ({ segment }) => segment);
		if (from + window.length === text.length) return [...sentences, ...found];
		// The last one may continue; only when it has a letter is it certain to start a sentence.
		const open = found.pop() ?? '';
		const isSure = found.length > 0 && letter.test(open);
		if (isSure) {
			sentences.push(...found);
			from += window.length - open.length;
		}
		characters = isSure ? CHARACTERS_AT_ONCE : characters * 2;
	}
	return sentences;
}

function windowAt(text: string, from: number, characters: number): string {
	const window = text.slice(from, from + characters);
	return from + window.length < text.length ? window.replace(halfCharacter, '') : window;
}
