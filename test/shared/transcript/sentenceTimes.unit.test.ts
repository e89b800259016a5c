import { alignSentences } from '../../../nodes/shared/transcript/sentenceTimes';
import { readUtterances } from '../../../nodes/shared/transcript/utterances';
import { words } from '../output/documents';

const utterances = readUtterances([
	{ start: 0, end: 2, speaker: 0, channel: 0, language: 'en', words: words('This is 20% off!', 0) },
	{ start: 2, end: 3, speaker: 1, channel: 0, language: 'en', words: words('Hi. Off?', 2) },
]);

const times = (sentences: string[]) =>
	alignSentences(sentences, utterances).map(({ start, end }) => [start, end]);

describe('alignSentences', () => {
	it('ignores case, spaces and punctuation', () => {
		expect(times(['this is', '20 % OFF', 'hi!', 'off'])).toEqual([
			[0, 1],
			[1, 2],
			[2, 2.5],
			[2.5, 3],
		]);
	});

	it('does not match a sentence inside words, and continues after one that does not match', () => {
		expect(times(['is 20', 'hi', 'Off'])).toEqual([
			[0.5, 1.5],
			[2, 2.5],
			[2.5, 3],
		]);
		expect(times(['This is twenty percent off!', 'Hi.', ''])).toEqual([
			[null, null],
			[2, 2.5],
			[null, null],
		]);
	});

	it('does not match a short sentence far ahead', () => {
		const long = readUtterances([
			{ start: 0, end: 30, words: words(`Yes ${'bla '.repeat(40)}no bla bla yes`, 0) },
		]);
		expect(
			alignSentences(['Yes', 'Yes', 'bla bla'], long).map(({ start, end }) => [start, end]),
		).toEqual([
			[0, 0.5],
			[null, null],
			[0.5, 1.5],
		]);
	});

	it('names the speaker only if all words are from one', () => {
		expect(alignSentences(['off hi'], utterances)).toEqual([
			{
				text: 'off hi',
				start: 1.5,
				end: 2.5,
				speaker: null,
				channel: 0,
				language: 'en',
				confidence: 0.9,
			},
		]);
	});
});
