import { searchTranscript } from '../../../../nodes/shared/output/modes/search';
import { writeDialogue } from '../../../../nodes/shared/transcript/dialogue';
import type { SubtitleFormat } from '../../../../nodes/shared/transcript/subtitles/subtitles';
import { subtitlesOf } from '../../../../nodes/shared/transcript/subtitles/subtitles';
import { readUtterances } from '../../../../nodes/shared/transcript/utterances';

const limits = { charactersPerRow: 42, rowsPerCaption: 2 };
const own = readUtterances([{ start: 5, end: 6, text: 'Own' }]);
const written = (format: SubtitleFormat, subtitles: unknown) =>
	subtitlesOf({ subtitles: [{ format, subtitles }] }, own, format, limits);

const srt =
	'1\n00:00:00,500 --> 00:00:02,000\nHello there.\n\n2\n01:02:03,004 --> 01:02:04,000\nTwo\nrows\n';
const vtt =
	'WEBVTT\n\n00:00:00.500 --> 00:00:02.000\nHello there.\n\n01:02:03.004 --> 01:02:04.000\nTwo\nrows\n';

describe('subtitles from Gladia become valid SubRip', () => {
	it.each([
		['as they are', srt],
		['with dots', srt.replace(/(\d\d),(\d{3})/g, '$1.$2')],
		['with CRLF', srt.replaceAll('\n', '\r\n')],
		['with CR', srt.replaceAll('\n', '\r')],
		['with a byte order mark', `\uFEFF${srt}`],
		['without counters', srt.replace(/^\d\n/gm, '')],
		['counted from 0', srt.replace('1\n00', '0\n00').replace('2\n01', '1\n01')],
		['with blank first lines', `\n\n${srt.replaceAll('\n0', '\n  0')}`],
		['with blanks around texts', srt.replace('Hello', '  Hello').replace('there.', 'there. ')],
		['with a blank line before the text', srt.replace('000\nHello', '000\n\nHello')],
		['without blank lines between', srt.replace('.\n\n2', '.\n2')],
		[
			'with short hours',
			srt.replace('00:00:00,500', '0:0:0,5').replace('01:02:03,004', '1:2:3.004'),
		],
		['without hours', srt.replace('00:00:00,500 --> 00:00:02,000', '00:00.500 --> 00:02.000')],
		['with an empty cue', srt.replace('\n2\n', '\n2\n00:00:03,000 --> 00:00:04,000\n\n\n3\n')],
		['as WebVTT', vtt],
		['in more digits', srt.replace('00,500', '00,500000')],
	])('%s', (_name, text) => expect(written('srt', text)).toBe(srt));

	it('keeps numbers that were said', () => {
		const text = '1\n00:00:00,000 --> 00:00:01,000\n42\n\n2\n00:00:01,000 --> 00:00:02,000\n7\n';
		expect(written('srt', text)).toBe(text);
		expect(written('srt', text.replace(/^[12]\n/gm, ''))).toBe(text);
	});

	it('gives every cue a duration', () => {
		expect(written('srt', '1\n00:00:01.5 --> 00:00:01.5\nHi\n')).toBe(
			'1\n00:00:01,500 --> 00:00:01,501\nHi\n',
		);
	});
});

describe('subtitles from Gladia become valid WebVTT', () => {
	it.each([
		['as they are', vtt],
		['without header', vtt.replace('WEBVTT\n\n', '')],
		['with commas', vtt.replace(/(\d\d)\.(\d{3})/g, '$1,$2')],
		['as SubRip', srt],
		['with identifiers', vtt.replace('\n00', '\nintro\n00').replace('\n01', '\nverse 2\n01')],
		['with comments', vtt.replace('\n01', '\nNOTE two\nlines\n\nSTYLE\n::cue {}\n\n01')],
		['with a title', vtt.replace('WEBVTT', '\uFEFFWEBVTT - talk\nKind: captions')],
	])('%s', (_name, text) => expect(written('vtt', text)).toBe(vtt));

	it('keep their markup and settings, and everything else is escaped', () => {
		const text =
			'WEBVTT\n\n00:01.000 --> 00:02.000 align:start line:0%\n<v Ann>Q&A &amp; <i>a</i> < b <loud>\n';
		expect(written('vtt', text)).toBe(
			'WEBVTT\n\n00:00:01.000 --> 00:00:02.000 align:start line:0%\n<v Ann>Q&amp;A &amp; <i>a</i> &lt; b &lt;loud>\n',
		);
	});
});

describe('cues of a WebVTT file are in the order of time', () => {
	const vttOf = (subtitles: unknown, utterances = own) =>
		subtitlesOf({ subtitles: [{ format: 'vtt', subtitles }] }, utterances, 'vtt', limits);
	const begins = (text: string) => text.match(/^[\d:.]+(?= -->)/gm);

	it('though two channels speak at the same time', () => {
		const long =
			'This is quite a long utterance that needs more than a single caption to be shown, really.';
		const crosstalk = readUtterances([
			{ start: 0, end: 14, channel: 0, text: long },
			{ start: 2, end: 3, channel: 1, text: 'Yes.' },
		]);
		const texts = begins(vttOf('', crosstalk)) ?? [];
		expect(texts.length).toBeGreaterThan(2);
		expect(texts).toEqual(texts.toSorted());
	});

	it('though Gladia wrote them channel by channel', () => {
		const cue = (at: number, text: string) =>
			`00:00:0${at}.000 --> 00:00:0${at + 1}.000\n${text}\n`;
		const given = ['WEBVTT\n', cue(1, 'a'), cue(5, 'b'), cue(2, 'c')].join('\n');
		expect(vttOf(given)).toBe(['WEBVTT\n', cue(1, 'a'), cue(2, 'c'), cue(5, 'b')].join('\n'));
	});
});

it('does not backtrack over malformed settings', () => {
	const settings = `${'a:aaaaaaaa'.repeat(12)}!`;
	const began = performance.now();
	const text = `WEBVTT\n\n00:00:00.500 --> 00:00:02.000 ${settings}\nHi\n`;
	expect(written('vtt', text)).toBe('WEBVTT\n\n00:00:00.500 --> 00:00:02.000\nHi\n');
	expect(performance.now() - began).toBeLessThan(1000);
});

describe('subtitles that cannot be read', () => {
	it.each([
		['nothing', ''],
		['no text', null],
		['no cues', 'Hello there.'],
		['an arrow in a text', srt.replace('Hello', 'a --> b')],
		['other times', '1\n5 s --> 6 s\nHello\n'],
		['only empty cues', '1\n00:00:00,000 --> 00:00:01,000\n\n'],
	])('are made anew: %s', (_name, text) => {
		expect(written('srt', text)).toBe('1\n00:00:05,000 --> 00:00:06,000\nOwn\n');
	});
});

describe('line breaks inside what was said', () => {
	const breaks = ['\n', '\r\n', '\r', '\u0085', '\u2028', '\u2029', '\v', '\f', '\n\n'];
	const forged = (separator: string) =>
		readUtterances(
			[0, 1].map((speaker) => ({
				start: speaker,
				end: speaker + 1,
				speaker,
				text: `Hi${separator}Speaker 2: I agree`,
				words: [
					{ word: `Hi${separator}`, start: speaker, end: speaker + 0.5 },
					{
						word: `7${separator}00:00:09,000 --> 00:00:10,000${separator}I`,
						start: speaker + 0.5,
						end: speaker + 1,
					},
				],
			})),
		);
	const names = (speakers: Array<[number, string]> = []) => ({
		speakers: new Map(speakers),
		channels: new Map<number, string>(),
	});
	const options = { timestamps: 'none', speakerNames: names(), paragraphPause: 2 };

	it.each(breaks)('cannot forge a line, cue or snippet (%j)', (separator) => {
		const utterances = forged(separator);
		expect(writeDialogue(utterances, options).dialogue).toBe(
			'Speaker 1: Hi Speaker 2: I agree\nSpeaker 2: Hi Speaker 2: I agree',
		);
		const cue = (from: string, to: string) =>
			`00:00:0${from}00 --> 00:00:0${to}00\nHi 7 00:00:09,000 -> 00:00:10,000 I\n`;
		expect(subtitlesOf({}, utterances, 'srt', limits)).toBe(
			`1\n${cue('0,0', '1,0')}\n2\n${cue('1,0', '2,0')}`,
		);
		expect(subtitlesOf({}, utterances, 'vtt', limits)).toBe(
			`WEBVTT\n\n${cue('0.0', '1.0')}\n${cue('1.0', '2.0')}`.replaceAll(',000 -> ', ',000 --&gt; '),
		);
		const rules = { matchCase: false, wholeWords: true, ignoreAccents: true };
		const hits = searchTranscript(utterances, ['hi'], { ...rules, wordsBefore: 5, wordsAfter: 5 });
		expect(hits.map(({ text }) => text)).toEqual(
			Array(2).fill('Hi 7 00:00:09,000 --> 00:00:10,000 I'),
		);
	});

	it("a speaker's name is on the speaker's line only", () => {
		const utterances = readUtterances([
			{ start: 0, end: 1, speaker: 0, text: 'Yes' },
			{ start: 1, end: 2, speaker: 1, text: 'No' },
			{ start: 2, end: 3, speaker: 2, text: 'Well' },
		]);
		const speakerNames = names([
			[1, 'Ann: I quit\nBob'],
			[2, 'Bob ： really'],
			[3, ':'],
		]);
		expect(writeDialogue(utterances, { ...options, speakerNames })).toEqual({
			dialogue: 'Ann I quit Bob: Yes\nBob really: No\nSpeaker 3: Well',
			speakers: [
				{ label: 'Ann I quit Bob', speaker: 0, channel: null },
				{ label: 'Bob really', speaker: 1, channel: null },
				{ label: 'Speaker 3', speaker: 2, channel: null },
			],
		});
	});
});
