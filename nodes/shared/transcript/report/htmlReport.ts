import { momentOf } from './audioLink';
import { htmlStyle, speakerColors } from './htmlStyle';
import { htmlText } from './htmlText';
import { directionOf, validLanguage } from './language';
import type { ReportContent, ReportLine } from './reportContent';
import { clockOf } from './reportContent';
import { sentimentChart } from './sentimentChart';
import type { TextBlock } from './textBlocks';

/** Nothing of a report may load or run anything but its own style and the recording. */
const policyOf = (audioLink: string | null) =>
	[
		"default-src 'none'",
		"style-src 'unsafe-inline'",
		// Of any origin, as many links to recordings lead on to another one.
		...(audioLink === null ? [] : ['media-src https: http:']),
		"base-uri 'none'",
		"form-action 'none'",
	].join('; ');

/** A file that readers of the page can save. */
export interface ReportDownload {
	fileName: string;
	mimeType: string;
	content: string;
}

/**
 * The report as a page that needs nothing else: no script, one style sheet, all texts escaped. Its
 * language is that of the transcript; the headings are English and say so.
 *
 * @param downloads files which become part of the page
 */
export function htmlReport(report: ReportContent, downloads: ReportDownload[] = []): string {
	const language = validLanguage(report.language) ?? 'en';
	const spoken = `lang="${language}" dir="${directionOf(language)}"`;
	const colors = colorClasses(report);
	return [
		'<!DOCTYPE html>',
		`<html ${spoken}>`,
		'<head>',
		'<meta charset="utf-8">',
		'<meta name="viewport" content="width=device-width, initial-scale=1">',
		'<meta name="color-scheme" content="light dark">',
		`<meta http-equiv="Content-Security-Policy" content="${htmlText(policyOf(report.audioLink))}">`,
		`<title>${htmlText(report.title)}</title>`,
		`<style>${htmlStyle(report.speakers.map(({ talk_share }) => talk_share ?? 0))}</style>`,
		'</head>',
		'<body>',
		// Once more, for mail programs and n8n's form, which keep only what is in the body.
		`<main ${spoken}>`,
		`<h1 dir="auto">${htmlText(report.title)}</h1>`,
		...downloadLinks(downloads),
		...facts(report),
		...player(report),
		...section('Summary', blocks(report.summary)),
		...section(
			'Answers',
			report.answers.flatMap(({ question, answer }) => [
				`<h3 dir="auto">${htmlText(question)}</h3>`,
				...blocks(answer),
			]),
		),
		...section('Chapters', chapters(report)),
		...section('Talk Time', talkTime(report, colors)),
		...section('Sentiment', sentiment(report)),
		...section('Not Available', failures(report)),
		...section('Transcript', dialogue(report, colors, language)),
		'</main>',
		'</body>',
		'</html>',
		'',
	].join('\n');
}

/** Speaker → class of the color; there are as many as people can tell apart. */
function colorClasses({ speakers }: ReportContent): Map<string | null, string> {
	return new Map(
		speakers.map(({ speaker_label }, index) => [
			speaker_label,
			`s${(index % speakerColors.light.length) + 1}`,
		]),
	);
}

function section(heading: string, parts: string[]): string[] {
	if (parts.length === 0) return [];
	return ['<section>', `<h2 lang="en">${heading}</h2>`, ...parts, '</section>'];
}

function blocks(list: TextBlock[]): string[] {
	return list.map(({ kind, lines }) => {
		const texts = lines.map(htmlText);
		return kind === 'list'
			? `<ul dir="auto">${texts.map((text) => `<li>${text}</li>`).join('')}</ul>`
			: `<p dir="auto">${texts.join('<br>')}</p>`;
	});
}

function downloadLinks(downloads: ReportDownload[]): string[] {
	if (downloads.length === 0) return [];
	const links = downloads.map(({ fileName, mimeType, content }) => {
		const address = `data:${mimeType};charset=utf-8;base64,${Buffer.from(content).toString('base64')}`;
		return `<a href="${htmlText(address)}" download="${htmlText(fileName)}"><bdi>${htmlText(fileName)}</bdi></a>`;
	});
	return ['<nav lang="en" dir="ltr">Download', ...links, '</nav>'];
}

function facts({ facts: list }: ReportContent): string[] {
	const rows = list.map(
		({ name, value }) =>
			`<dt><bdi>${htmlText(name)}</bdi></dt><dd><bdi>${htmlText(value)}</bdi></dd>`,
	);
	return ['<dl>', ...rows, '</dl>'];
}

function player({ audioLink }: ReportContent): string[] {
	if (audioLink === null) return [];
	return [
		`<audio controls preload="none" src="${htmlText(audioLink)}" aria-label="Recording"></audio>`,
	];
}

function chapters({ chapters: list, audioLink }: ReportContent): string[] {
	return list.flatMap(({ headline, start, summary }) => [
		`<h3 dir="auto">${[stamp(start, audioLink), htmlText(headline)].filter((part) => part !== '').join(' ')}</h3>`,
		...blocks(summary),
	]);
}

function talkTime({ speakers }: ReportContent, colors: Map<string | null, string>): string[] {
	const rows = speakers.flatMap(({ speaker_label, talk_time, talk_share }, index) => {
		if (talk_time === null || talk_share === null) return [];
		const color = colors.get(speaker_label) ?? '';
		return [
			`<tr class="${color}"><th scope="row" class="${color}" dir="auto">${htmlText(speaker_label ?? '')}</th>` +
				`<td><span class="bar b${index + 1}"></span></td>` +
				`<td>${Math.round(talk_share * 100)}%</td><td>${clockOf(talk_time)}</td></tr>`,
		];
	});
	if (rows.length === 0) return [];
	const head = ['Speaker', 'Share', 'Percent', 'Time']
		.map((name) => `<th scope="col">${name}</th>`)
		.join('');
	return [
		'<table>',
		`<thead lang="en"><tr>${head}</tr></thead>`,
		'<tbody>',
		...rows,
		'</tbody>',
		'</table>',
	];
}

function sentiment({ sentiment: found }: ReportContent): string[] {
	if (found === null) return [];
	const { score, positive, neutral, negative } = found.average;
	const percent = (share: number) => `${Math.round(share * 100)}%`;
	return [
		...(found.curve.length > 0 ? [sentimentChart(found)] : []),
		`<p lang="en">Average ${score} (from -1 to 1): ${percent(positive)} positive, ${percent(neutral)} neutral, ${percent(negative)} negative</p>`,
	];
}

function failures({ failures: list }: ReportContent): string[] {
	if (list.length === 0) return [];
	return [`<ul lang="en">${list.map((text) => `<li>${htmlText(text)}</li>`).join('')}</ul>`];
}

function dialogue(
	{ lines, audioLink }: ReportContent,
	colors: Map<string | null, string>,
	pageLanguage: string,
): string[] {
	if (lines.length === 0) return ['<p lang="en">No speech was found.</p>'];
	const item = ({ label, start, language, text }: ReportLine) => {
		const who = label === null ? '' : `<b dir="auto">${htmlText(label)}</b>`;
		const head = [who, stamp(start, audioLink)].filter((part) => part !== '').join(' ');
		const own = validLanguage(language);
		const lang = own === null || own === pageLanguage ? '' : ` lang="${own}"`;
		return [
			`<li class="${colors.get(label) ?? 's0'}">`,
			head === '' ? '' : `<p>${head}</p>`,
			`<p${lang} dir="auto">${htmlText(text)}</p></li>`,
		].join('');
	};
	return ['<ol>', ...lines.map(item), '</ol>'];
}

function stamp(start: number | null, audioLink: string | null): string {
	if (start === null) return '';
	const time = clockOf(start);
	if (audioLink === null) return `<span class="at">${time}</span>`;
	const address = htmlText(momentOf(audioLink, start));
	return `<a class="at" href="${address}" target="_blank" rel="noopener noreferrer">${time}</a>`;
}
