import type { TranscriptionJob } from '../../../../nodes/shared/api/types';
import { momentOf, webAddress } from '../../../../nodes/shared/transcript/report/audioLink';
import { htmlReport } from '../../../../nodes/shared/transcript/report/htmlReport';
import { pageColors, speakerColors } from '../../../../nodes/shared/transcript/report/htmlStyle';
import { markdownReport } from '../../../../nodes/shared/transcript/report/markdownReport';
import { markdownText } from '../../../../nodes/shared/transcript/report/markdownText';
import type { ReportSource } from '../../../../nodes/shared/transcript/report/reportContent';
import { reportContent } from '../../../../nodes/shared/transcript/report/reportContent';
import { sentimentCurve } from '../../../../nodes/shared/transcript/report/sentimentCurve';
import { textBlocks } from '../../../../nodes/shared/transcript/report/textBlocks';
import type { LabelOf } from '../../../../nodes/shared/transcript/speakerLabels';
import { utterancesOf } from '../../../../nodes/shared/transcript/utterances';
import { liveCall, meeting, silence } from '../../output/documents';
import { attacks, hostileJob } from './hostile';

const labelOf: LabelOf = ({ speaker }) => (speaker === null ? null : speaker === 0 ? 'Ann' : 'Bob');

function contentOf(job: TranscriptionJob, source: Partial<ReportSource> = {}) {
	return reportContent(job, {
		utterances: utterancesOf(job),
		labelOf,
		title: '',
		audioLink: null,
		paragraphPause: 5,
		answers: [],
		...source,
	});
}

const full = {
	title: 'Team meeting',
	audioLink: 'https://example.com/a.mp3',
	answers: [{ question: 'Which cities?', answer: '- New York\n- Paris\n\nThat is all.' }],
};

const withoutStyle = (html: string) => html.replace(/<style>[^]*<\/style>/, '');

describe('markdownReport', () => {
	it('holds everything, with links to the moments of the recording', () => {
		expect(markdownReport(contentOf(meeting, full))).toBe(`# Team meeting

- **File:** meeting.mp3
- **Date:** 2026-09-01 10:00 UTC
- **Duration:** 00:00:09
- **Language:** English
- **Speakers:** Ann, Bob
- **Words:** 10
- **team:** sales
- **ID:** meeting-id

[Recording](https://example.com/a.mp3)

## Summary

They greet each other.

## Answers

### Which cities?

- New York
- Paris

That is all.

## Chapters

### [00:00:00](https://example.com/a.mp3#t=0) Greeting

They meet

## Talk Time

| Speaker | Share | Time | Words |
| --- | --- | --- | --- |
| Ann | ██████████░░░░░░░░░░ 50% | 00:00:02 | 5 |
| Bob | ██████████░░░░░░░░░░ 50% | 00:00:02 | 5 |

## Sentiment

Average 1 (from -1 to 1): 100% positive, 0% neutral, 0% negative

Over time: █

## Not Available

- moderation: Moderation is off
- translation (de): Took too long
- audio to llm (Who speaks?): Model is busy

## Transcript

**Ann** [00:00:00](https://example.com/a.mp3#t=0)  
Hello from New York, friends.

**Bob** [00:00:02](https://example.com/a.mp3#t=2)  
New York? The café opens.
`);
	});

	it('says so when nobody speaks', () => {
		expect(markdownReport(contentOf(silence))).toBe(`# Transcription

- **Date:** 2026-09-01 10:00 UTC
- **Duration:** 00:00:04
- **Words:** 0
- **ID:** silent-id

## Transcript

No speech was found.
`);
	});

	it('shows formatting, links, tables and HTML as they are', () => {
		expect(attacks.map((text) => markdownText(text.split('\n')[0] ?? ''))).toEqual([
			'&lt;script&gt;window.hacked = 1&lt;/script&gt;',
			'"&gt;&lt;img src=x onerror="window.hacked = 1"&gt;',
			"' onmouseover='window.hacked = 1",
			'&lt;/style&gt;&lt;/title&gt;&lt;/textarea&gt;&lt;svg onload="window.hacked = 1"&gt;',
			'\\[click\\](javascript:window.hacked=1)',
			'!\\[x\\](http://127.0.0.1:9/x.png "t")',
			'\\# Heading',
			'\\| a \\| b \\|',
			'\\`\\`\\`',
			'&lt;!-- comment --&gt; &amp;lt;b&amp;gt; &amp;#x3C;i&gt;',
			'\\*\\*bold\\*\\* \\_italic\\_ \\~\\~gone\\~\\~ \\`code\\` \\\\\\*',
			'\\- item',
			'1\\. one',
			'\\---',
			'&lt;http://evil.example&gt;',
			'\u202Ereversed',
			'line\u2028break\r',
		]);
		const lines = markdownReport(contentOf(hostileJob())).split('\n');
		expect(lines.filter((line) => /<|^\s*```/.test(line))).toEqual([]);
		const headings = ['Summary', 'Chapters', 'Talk Time', 'Sentiment', 'Not Available'];
		expect(lines.filter((line) => line.startsWith('## '))).toEqual(
			[...headings, 'Transcript'].map((heading) => `## ${heading}`),
		);
	});
});

describe('htmlReport', () => {
	it('holds everything, with a color for each speaker and a player', () => {
		const html = withoutStyle(htmlReport(contentOf(meeting, full)));
		const link = (seconds: number, time: string) =>
			`<a class="at" href="https://example.com/a.mp3#t=${seconds}" target="_blank" rel="noopener noreferrer">${time}</a>`;
		expect(html).toContain('<html lang="en" dir="ltr">');
		expect(html).toContain('<title>Team meeting</title>');
		expect(html.match(/<h\d[^>]*>[^\n]*<\/h\d>/g)).toEqual([
			'<h1 dir="auto">Team meeting</h1>',
			'<h2 lang="en">Summary</h2>',
			'<h2 lang="en">Answers</h2>',
			'<h3 dir="auto">Which cities?</h3>',
			'<h2 lang="en">Chapters</h2>',
			`<h3 dir="auto">${link(0, '00:00:00')} Greeting</h3>`,
			'<h2 lang="en">Talk Time</h2>',
			'<h2 lang="en">Sentiment</h2>',
			'<h2 lang="en">Not Available</h2>',
			'<h2 lang="en">Transcript</h2>',
		]);
		expect(html).toContain(
			'<audio controls preload="none" src="https://example.com/a.mp3" aria-label="Recording">',
		);
		expect(html).toContain('<ul dir="auto"><li>New York</li><li>Paris</li></ul>');
		expect(html).toContain(
			'<tr class="s2"><th scope="row" class="s2" dir="auto">Bob</th><td><span class="bar b2"></span></td><td>50%</td><td>00:00:02</td></tr>',
		);
		expect(html).toContain(
			`<li class="s1"><p><b dir="auto">Ann</b> ${link(0, '00:00:00')}</p><p dir="auto">Hello from New York, friends.</p></li>`,
		);
		expect(html).toMatch(/<svg [^>]*role="img" aria-label="[^"]+"/);
	});

	it('has neither player nor links without a link to the recording, and no empty sections', () => {
		const html = withoutStyle(htmlReport(contentOf(silence)));
		expect(html).not.toMatch(/<audio|<a |media-src/);
		expect(html.match(/<h2[^\n]*/g)).toEqual(['<h2 lang="en">Transcript</h2>']);
		expect(html).toContain('<p lang="en">No speech was found.</p>');
	});

	it('says in which language and direction it is written', () => {
		const utterances = utterancesOf(liveCall).map((utterance) => ({
			...utterance,
			language: utterance.channel === 1 ? 'fr' : 'ar',
		}));
		const html = htmlReport(contentOf(liveCall, { utterances, paragraphPause: 0 }));
		expect(html).toContain('<html lang="ar" dir="rtl">');
		expect(html).toContain('<p lang="fr" dir="auto">わかりました。</p>');
		expect(html).toContain('<p dir="auto">元気?</p>');
	});

	it('lets no text become markup', () => {
		const content = contentOf(hostileJob(), {
			title: attacks.join(' '),
			labelOf: ({ speaker }) => attacks[speaker ?? 0] ?? null,
			answers: attacks.map((text) => ({ question: text, answer: text })),
			audioLink: webAddress('https://example.com/"><script>?a=\'"<b>') ?? null,
		});
		const html = htmlReport(content);
		const tags = new Set(Array.from(html.matchAll(/<\/?([!a-z]\w*)/gi), ([, tag]) => tag));
		const known =
			'!DOCTYPE html head meta title style body main section h1 h2 h3 dl dt dd bdi audio p br ul li table thead tbody tr th td span svg line text circle polyline ol b a';
		expect([...tags].filter((tag) => !known.split(' ').includes(tag ?? ''))).toEqual([]);
		expect(html).not.toMatch(/<[^>]*\son\w+=/i);
		expect(html).toContain('href="https://example.com/%22%3E%3Cscript%3E?a=%27%22%3Cb%3E#t=1"');
	});

	it.each(['light', 'dark'] as const)('is readable on a %s page (WCAG AA)', (scheme) => {
		const { paper, ink, soft, link } = pageColors[scheme];
		for (const color of [ink, soft, link, ...speakerColors[scheme]]) {
			expect(contrast(color, paper)).toBeGreaterThanOrEqual(4.5);
		}
	});
});

/** Contrast of two colors by the formula of WCAG 2. */
function contrast(left: string, right: string): number {
	const luminance = (color: string) => {
		const [red = 0, green = 0, blue = 0] = (color.match(/[\da-f]{2}/gi) ?? []).map((hex) => {
			const value = parseInt(hex, 16) / 255;
			return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
		});
		return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
	};
	const [darker = 0, lighter = 0] = [luminance(left), luminance(right)].toSorted((a, b) => a - b);
	return (lighter + 0.05) / (darker + 0.05);
}

describe('webAddress', () => {
	it.each([
		[' https://example.com/a b.mp3#t=9 ', 'https://example.com/a%20b.mp3'],
		['http://example.com/a?x=1&y=2', 'http://example.com/a?x=1&y=2'],
		['javascript:alert(1)', undefined],
		['JaVaScRiPt:alert(1)', undefined],
		['data:text/html,<b>', undefined],
		['file:///etc/passwd', undefined],
		['/recordings/a.mp3', undefined],
		['', undefined],
	])('reads %j', (text, address) => expect(webAddress(text)).toBe(address));

	it('leads to a moment', () => {
		expect(momentOf('https://example.com/a?x=1', 65.9)).toBe('https://example.com/a?x=1#t=65');
	});
});

describe('textBlocks', () => {
	it('tells paragraphs from lists', () => {
		expect(textBlocks('First\r\nstill first\n\nSecond\n- one\n* two\n1. three\nLast')).toEqual([
			{ kind: 'paragraph', lines: ['First', 'still first'] },
			{ kind: 'paragraph', lines: ['Second'] },
			{ kind: 'list', lines: ['one', 'two', 'three'] },
			{ kind: 'paragraph', lines: ['Last'] },
		]);
		expect(textBlocks(' \n ')).toEqual([]);
	});
});

describe('sentimentCurve', () => {
	const passage = (start: number | null, score: number) => ({
		start,
		end: null,
		speaker_label: null,
		score,
	});

	it('has the mean of equal intervals, and none where nothing was said', () => {
		const passages = [passage(0, 1), passage(1, 0), passage(9, -1), passage(null, 1)];
		expect(sentimentCurve(passages, 12)).toEqual([
			{ time: 2, score: 0.5 },
			{ time: 10, score: -1 },
		]);
		expect(sentimentCurve([], 12)).toEqual([]);
	});

	it('has at most 60 points', () => {
		const passages = Array.from({ length: 600 }, (_, index) =>
			passage(index, index < 300 ? 1 : -1),
		);
		const curve = sentimentCurve(passages, 600);
		expect(curve).toHaveLength(60);
		expect([curve[0], curve[29], curve[30]]).toEqual([
			{ time: 5, score: 1 },
			{ time: 295, score: 1 },
			{ time: 305, score: -1 },
		]);
	});
});
