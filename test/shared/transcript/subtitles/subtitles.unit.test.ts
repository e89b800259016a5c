import { cutCaptions } from '../../../../nodes/shared/transcript/subtitles/captions';
import {
	subtitlesOf,
	writeSubtitles,
} from '../../../../nodes/shared/transcript/subtitles/subtitles';
import { columnsOf } from '../../../../nodes/shared/transcript/text/writing';
import { readUtterances, utterancesOf } from '../../../../nodes/shared/transcript/utterances';
import { liveCall, meeting, odd, words } from '../../output/documents';

const limits = { charactersPerRow: 42, rowsPerCaption: 2 };
const spoken = (text: string, start = 0, seconds = text.split(' ').length / 2) =>
	readUtterances([{ start, end: start + seconds, text, words: words(text, start) }]);

describe('cutCaptions', () => {
	it('makes a caption of each utterance, in the order of time', () => {
		expect(cutCaptions(utterancesOf(liveCall), limits)).toEqual([
			{ start: 0, end: 2, rows: ['はい、東京です。'] },
			{ start: 2.5, end: 3.5, rows: ['わかりました。'] },
			{ start: 4, end: 5, rows: ['元気?'] },
		]);
	});

	it('splits at word times into few captions of similar length that fit', () => {
		const text = 'one two three four five six seven eight nine ten';
		expect(cutCaptions(spoken(text), { charactersPerRow: 10, rowsPerCaption: 2 })).toEqual([
			{ start: 0, end: 2, rows: ['one two', 'three four'] },
			{ start: 2, end: 3.5, rows: ['five six', 'seven'] },
			{ start: 3.5, end: 5, rows: ['eight nine', 'ten'] },
		]);
	});

	it('splits at pauses and within seven seconds, preferably at the end of a sentence', () => {
		const paused = readUtterances([
			{ start: 0, end: 9, words: [...words('before the', 0), ...words('pause', 2.75)] },
		]);
		expect(cutCaptions(paused, limits)).toEqual([
			{ start: 0, end: 1, rows: ['before the'] },
			{ start: 2.75, end: 3.25, rows: ['pause'] },
		]);
		const slow = spoken('a b c d e f g h i j k l m n o p');
		expect(cutCaptions(slow, limits).map(({ start, end }) => [start, end])).toEqual([
			[0, 4],
			[4, 8],
		]);
		const clause =
			'When the first of two captions ends better at this comma, than at its full length here';
		expect(cutCaptions(spoken(clause), limits).map(({ rows }) => rows.join(' '))).toEqual([
			'When the first of two captions ends better at this comma,',
			'than at its full length here',
		]);
		const sentences =
			'This first sentence is just somewhat longer than half of it. And here the second one goes on.';
		expect(cutCaptions(spoken(sentences), limits)).toEqual([
			{
				start: 0,
				end: 5.5,
				rows: ['This first sentence is just somewhat', 'longer than half of it.'],
			},
			{ start: 5.5, end: 9, rows: ['And here the second one goes on.'] },
		]);
	});

	it('divides the time among words without times, with wide characters counting as two', () => {
		const utterances = readUtterances([{ start: 10, end: 20, text: 'ab 東京 cd' }]);
		expect(cutCaptions(utterances, { charactersPerRow: 4, rowsPerCaption: 1 })).toEqual([
			{ start: 10, end: 12.5, rows: ['ab'] },
			{ start: 12.5, end: 17.5, rows: ['東京'] },
			{ start: 17.5, end: 20, rows: ['cd'] },
		]);
	});

	it('breaks a word that is wider than a row', () => {
		const utterances = readUtterances([
			{ start: 0, end: 1, words: [{ word: 'abcdefgh', start: 0, end: 1 }] },
		]);
		expect(cutCaptions(utterances, { charactersPerRow: 3, rowsPerCaption: 1 })).toEqual([
			{ start: 0, end: 0.375, rows: ['abc'] },
			{ start: 0.375, end: 0.75, rows: ['def'] },
			{ start: 0.75, end: 1, rows: ['gh'] },
		]);
	});

	it('keeps every word and every limit for long speech of several scripts', () => {
		const sentence =
			'The quick brown fox — Größe — jumps over the extraordinarily lazy dog, maybe. ';
		const text = (sentence + 'これは日本語の長い文章です。').repeat(20);
		for (const utterances of [
			readUtterances([{ start: 0, end: 100, text }]),
			spoken(text.trim()),
		]) {
			const captions = cutCaptions(utterances, limits);
			const shown = captions.flatMap(({ rows }) => rows);
			expect(shown.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
			expect(Math.max(...shown.map(columnsOf))).toBeLessThanOrEqual(42);
			expect(Math.max(...captions.map(({ rows }) => rows.length))).toBe(2);
			captions.forEach(({ start, end }, index) => {
				expect(end).toBeGreaterThan(start);
				expect(start).toBeGreaterThanOrEqual(captions[index - 1]?.end ?? 0);
			});
		}
	});

	it('estimates the times of a transcript without any', () => {
		expect(cutCaptions(utterancesOf(odd), limits)).toEqual([
			{ start: 0, end: expect.closeTo(22 / 15, 6) as number, rows: ['Only the text is here.'] },
		]);
	});
});

describe('writeSubtitles', () => {
	const captions = [
		{ start: 0, end: 1.2345, rows: ['Tom & Jerry', '<loud> --> here'] },
		{ start: 3661.5, end: 3661.5, rows: ['Late'] },
	];

	it('writes SubRip', () => {
		expect(writeSubtitles(captions, 'srt')).toBe(
			'1\n00:00:00,000 --> 00:00:01,235\nTom & Jerry\n<loud> -> here\n\n' +
				'2\n01:01:01,500 --> 01:01:01,501\nLate\n',
		);
		expect(writeSubtitles([], 'srt')).toBe('');
	});

	it('writes WebVTT with its markup characters escaped', () => {
		expect(writeSubtitles(captions, 'vtt')).toBe(
			'WEBVTT\n\n00:00:00.000 --> 00:00:01.235\nTom &amp; Jerry\n&lt;loud&gt; --&gt; here\n\n' +
				'01:01:01.500 --> 01:01:01.501\nLate\n',
		);
		expect(writeSubtitles([], 'vtt')).toBe('WEBVTT\n');
	});
});

describe('subtitlesOf', () => {
	const source = { ...meeting.result?.transcription };

	it("prefers the API's subtitles, and makes the other format itself", () => {
		const utterances = utterancesOf(meeting);
		expect(subtitlesOf(source, utterances, 'srt', limits)).toBe(
			'1\n00:00:00,000 --> 00:00:03,000\nFrom Gladia\n',
		);
		expect(subtitlesOf(source, utterances, 'vtt', limits)).toBe(
			[
				'WEBVTT',
				'',
				'00:00:00.000 --> 00:00:01.500',
				'Hello from New',
				'',
				'00:00:02.000 --> 00:00:03.000',
				'York, friends.',
				'',
				'00:00:02.500 --> 00:00:03.500',
				'New York?',
				'',
				'00:00:06.500 --> 00:00:08.000',
				'The café opens.',
				'',
			].join('\n'),
		);
	});
});
