import { cutChunks } from '../../../../nodes/shared/transcript/chunks/chunks';
import type { LabelOf } from '../../../../nodes/shared/transcript/speakerLabels';
import { readUtterances } from '../../../../nodes/shared/transcript/utterances';

const bySpeaker: LabelOf = ({ speaker }) =>
	speaker === null ? null : (['Ann', 'Bob'][speaker] ?? null);

interface Said {
	speaker?: number;
	start?: number;
	end?: number;
	text: string;
	words?: Array<{ word: string; start: number; end: number }>;
}

const cut = (said: Said[], maxCharacters: number, overlap = 0) =>
	cutChunks(readUtterances(said), { maxCharacters, overlap }, bySpeaker);
const textsOf = (said: Said[], maxCharacters: number, overlap = 0) =>
	cut(said, maxCharacters, overlap).map(({ text }) => text);

describe('cutChunks', () => {
	it('cuts between turns first: what fits into a chunk stays whole', () => {
		const said = [
			{ speaker: 0, start: 0, end: 2, text: 'Shall we start? I think so.' },
			{ speaker: 1, start: 2, end: 3, text: 'Yes.' },
			{ speaker: 0, start: 4, end: 6, text: 'Then let us begin now.' },
			{ speaker: 1, start: 5, end: 5.5, text: 'Fine.' },
		];
		expect(cut(said, 45)).toEqual([
			{
				text: 'Ann: Shall we start? I think so.\nBob: Yes.',
				speakers: ['Ann', 'Bob'],
				start: 0,
				end: 3,
			},
			{
				text: 'Ann: Then let us begin now.\nBob: Fine.',
				speakers: ['Ann', 'Bob'],
				start: 4,
				end: 6,
			},
		]);
		expect(textsOf(said, 1000)).toHaveLength(1);
	});

	it('cuts a longer turn between sentences, with the times of its words', () => {
		const words = 'One two. Three four five. Six.'.split(' ').map((word, index) => ({
			word,
			start: index,
			end: index + 0.5,
		}));
		const said = [{ speaker: 1, start: 0, end: 9, text: 'One two. Three four five. Six.', words }];
		expect(cut(said, 25)).toEqual([
			{ text: 'Bob: One two.', speakers: ['Bob'], start: 0, end: 1.5 },
			{ text: 'Bob: Three four five.', speakers: ['Bob'], start: 2, end: 4.5 },
			{ text: 'Bob: Six.', speakers: ['Bob'], start: 5, end: 5.5 },
		]);
	});

	it('lets a turn that has to be cut anyway begin in the chunk before it', () => {
		const said = [
			{ speaker: 0, text: 'Go on.' },
			{ speaker: 1, text: 'First one. Second one. Third one.' },
		];
		expect(textsOf(said, 30)).toEqual([
			'Ann: Go on.\nBob: First one.',
			'Bob: Second one. Third one.',
		]);
	});

	it('cuts a longer sentence between words, and keeps the blanks of the text', () => {
		expect(textsOf([{ text: 'Vous venez quand même ce soir ou non ?' }], 20)).toEqual([
			'Vous venez quand',
			'même ce soir ou non',
			'?',
		]);
		expect(textsOf([{ speaker: 0, text: 'Quoi ? Mais si !' }], 50)).toEqual([
			'Ann: Quoi ? Mais si !',
		]);
	});

	it('cuts a longer word between characters, never within a combined one', () => {
		expect(textsOf([{ text: 'abcdefghijklmnopqrstuvwxyz' }], 10)).toEqual([
			'abcdefghij',
			'klmnopqrst',
			'uvwxyz',
		]);
		const family = '👨‍👩‍👧';
		expect(family).toHaveLength(8);
		expect(textsOf([{ text: family.repeat(4) }], 20)).toEqual([family.repeat(2), family.repeat(2)]);
		const accented = 'e\u0301'.repeat(15);
		expect(textsOf([{ text: accented }], 21).map((text) => text.length)).toEqual([20, 10]);
		// One character of 41 units has to be cut, but not its pairs of units.
		const marked = `x${'\u{1E8D0}'.repeat(20)}`;
		const parts = textsOf([{ text: marked }], 10);
		expect(parts.join('')).toBe(marked);
		expect(parts.every((part) => part.length <= 10 && Buffer.from(part).toString() === part)).toBe(
			true,
		);
	});

	it('cuts scripts without blanks between words by the dictionary', () => {
		const text = '東京で会議があります。そして報告書を書きました。';
		expect(textsOf([{ speaker: 0, text }], 16)).toEqual([
			'Ann: 東京で会議があります。',
			'Ann: そして報告書を書きま',
			'Ann: した。',
		]);
	});

	it('repeats whole sentences at the end of the chunk before, or else words', () => {
		const said = [
			{ speaker: 0, text: 'It was late. We left. Nobody saw us. So we ran. Then it rained.' },
		];
		expect(textsOf(said, 40, 20)).toEqual([
			'Ann: It was late. We left.',
			'Ann: We left. Nobody saw us. So we ran.',
			'Ann: So we ran. Then it rained.',
		]);
		expect(textsOf([{ text: 'a b c d e f g h' }], 7, 3)).toEqual(['a b c d', 'c d e f', 'e f g h']);
	});

	it('has no labels where speakers were not told apart, or where a name would fill the chunk', () => {
		expect(cut([{ text: 'Hello there.' }], 50)).toEqual([
			{ text: 'Hello there.', speakers: [], start: null, end: null },
		]);
		const labelOf = () => 'A name far too long';
		const utterances = readUtterances([{ text: 'Hello there.' }]);
		expect(cutChunks(utterances, { maxCharacters: 20, overlap: 0 }, labelOf)).toEqual([
			{ text: 'Hello there.', speakers: ['A name far too long'], start: null, end: null },
		]);
		expect(cut([], 50)).toEqual([]);
		expect(cut([{ text: '' }], 50)).toEqual([]);
	});

	it.each([
		[50, 0],
		[50, 25],
		[200, 40],
		[1000, 200],
	])('loses nothing and never exceeds %i characters with an overlap of %i', (most, overlap) => {
		const pieces = [
			'Well, I do not know.',
			'なるほど、そうですか。',
			'Ok?',
			`${'very '.repeat(30)}long.`,
		];
		const said = Array.from({ length: 200 }, (_, index) => ({
			speaker: Math.floor(index / 3) % 2,
			start: index,
			end: index + 1,
			text: `#${index}# ${pieces[index % 4]}`,
		}));
		const chunks = textsOf(said, most, overlap);
		expect(chunks.filter((text) => text.length > most)).toEqual([]);
		const numbers = chunks.flatMap((text) => text.match(/#\d+#/g) ?? []);
		expect([...new Set(numbers)]).toEqual(said.map((_, index) => `#${index}#`));
		if (overlap === 0) {
			const letters = (text: string) => text.replace(/\s|(?:Ann|Bob): /g, '');
			expect(letters(chunks.join(''))).toBe(letters(said.map(({ text }) => text).join('')));
		}
	});
});
