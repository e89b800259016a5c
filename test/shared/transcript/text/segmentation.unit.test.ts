import {
	segmentSentences,
	segmentWords,
} from '../../../../nodes/shared/transcript/text/segmentation';

const whole = (text: string, granularity: 'word' | 'sentence') =>
	Array.from(new Intl.Segmenter('en', { granularity }).segment(text), ({ segment }) => segment);

const prose =
	'Dr. Weiß said “no.” Then 3.14 came, e.g. here... and “there”! (Really?) Ja. été, naïve 🎧 ok. ' +
	'これは日本語の文章です。東京で会議があります、そして報告書を書きました！';

describe('segmentSentences', () => {
	it('finds the same sentences in a long text as in one piece', () => {
		const text = prose.repeat(60);
		expect(segmentSentences(text)).toEqual(whole(text, 'sentence'));
		const endless = 'no end of this '.repeat(400);
		expect(segmentSentences(`${endless}. ${endless}`)).toEqual(
			whole(`${endless}. ${endless}`, 'sentence'),
		);
		const numbers = `Ended. ${'1 2 3 '.repeat(400)} and on. New.`;
		expect(segmentSentences(numbers)).toEqual(whole(numbers, 'sentence'));
	});

	it('segments eight hours with characters beyond Latin-1 in seconds and little memory', () => {
		const text = 'Mot mot mot’s Été fin. '.repeat(20_000);
		const begin = performance.now();
		expect(segmentSentences(text)).toHaveLength(20_000);
		expect(performance.now() - begin).toBeLessThan(5_000);
	}, 60_000);
});

describe('segmentWords', () => {
	it('finds the same words in a long text as in one piece', () => {
		const sentence = 'これは日本語の文章です。東京で会議があります、そして報告書を書きました！';
		const text = sentence.repeat(100);
		const words = segmentWords(text);
		expect(words).toEqual(Array.from({ length: 100 }, () => segmentWords(sentence)).flat());
		expect(words.join('')).toBe(text);
	});

	it('loses nothing of a long text without punctuation, and splits no character', () => {
		const text = `${'東京'.repeat(499)}x${'🎧'.repeat(2000)}`;
		const words = segmentWords(text);
		expect(words.join('')).toBe(text);
		expect(words.filter((word) => /\p{Cs}/u.test(word))).toEqual([]);
	});

	it('segments 100,000 characters without a space in seconds', () => {
		const text = '今日は東京で会議があります。'.repeat(7_200);
		const begin = performance.now();
		expect(segmentWords(text).join('')).toBe(text);
		expect(performance.now() - begin).toBeLessThan(5_000);
	}, 60_000);
});
