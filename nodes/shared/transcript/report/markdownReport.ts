import { momentOf } from './audioLink';
import { markdownAddress, markdownText } from './markdownText';
import type { ReportContent } from './reportContent';
import { clockOf } from './reportContent';
import type { TextBlock } from './textBlocks';

const BAR_CELLS = 20;
const levels = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/** The report as Markdown (CommonMark with tables); all texts are escaped. */
export function markdownReport(report: ReportContent): string {
	const sections = [
		`# ${markdownText(report.title)}`,
		report.facts
			.map(({ name, value }) => `- **${markdownText(name)}:** ${markdownText(value)}`)
			.join('\n'),
		report.audioLink === null ? '' : `[Recording](${markdownAddress(report.audioLink)})`,
		section('Summary', blocks(report.summary)),
		section(
			'Answers',
			...report.answers.flatMap(({ question, answer }) => [
				`### ${markdownText(question)}`,
				blocks(answer),
			]),
		),
		section('Chapters', ...chapters(report)),
		section('Talk Time', talkTime(report)),
		section('Sentiment', sentiment(report)),
		section('Not Available', report.failures.map((text) => `- ${markdownText(text)}`).join('\n')),
		section('Transcript', ...lines(report)),
	];
	return `${sections.filter((text) => text !== '').join('\n\n')}\n`;
}

/** A section with its heading; '' when it is empty. */
function section(heading: string, ...parts: string[]): string {
	const filled = parts.filter((part) => part !== '');
	return filled.length === 0 ? '' : [`## ${heading}`, ...filled].join('\n\n');
}

function blocks(list: TextBlock[]): string {
	return list
		.map(({ kind, lines: texts }) =>
			kind === 'list'
				? texts.map((text) => `- ${markdownText(text)}`).join('\n')
				: // Two blanks at the end of a line keep the break.
					texts.map(markdownText).join('  \n'),
		)
		.join('\n\n');
}

function chapters({ chapters: list, audioLink }: ReportContent): string[] {
	return list.flatMap(({ headline, start, summary }) => [
		`### ${[stamp(start, audioLink), markdownText(headline)].filter((part) => part !== '').join(' ')}`,
		blocks(summary),
	]);
}

function talkTime({ speakers }: ReportContent): string {
	const rows = speakers.flatMap(({ speaker_label, talk_time, talk_share, words }) => {
		if (talk_time === null || talk_share === null) return [];
		const cells = Math.round(talk_share * BAR_CELLS);
		const bar = '█'.repeat(cells) + '░'.repeat(BAR_CELLS - cells);
		const share = `${Math.round(talk_share * 100)}%`;
		return `| ${markdownText(speaker_label ?? '')} | ${bar} ${share} | ${clockOf(talk_time)} | ${words} |`;
	});
	if (rows.length === 0) return '';
	return ['| Speaker | Share | Time | Words |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function sentiment({ sentiment: found }: ReportContent): string {
	if (found === null) return '';
	const { average, curve } = found;
	const percent = (share: number) => `${Math.round(share * 100)}%`;
	const line = curve
		.map(({ score }) => levels[Math.round(((score + 1) / 2) * (levels.length - 1))])
		.join('');
	return [
		`Average ${average.score} (from -1 to 1): ${percent(average.positive)} positive, ${percent(average.neutral)} neutral, ${percent(average.negative)} negative`,
		...(line === '' ? [] : [`Over time: ${line}`]),
	].join('\n\n');
}

function lines({ lines: spoken, audioLink }: ReportContent): string[] {
	if (spoken.length === 0) return ['No speech was found.'];
	return spoken.map(({ label, start, text }) => {
		const who = label === null ? '' : `**${markdownText(label)}**`;
		const head = [who, stamp(start, audioLink)].filter((part) => part !== '').join(' ');
		return head === '' ? markdownText(text) : `${head}  \n${markdownText(text)}`;
	});
}

function stamp(start: number | null, audioLink: string | null): string {
	if (start === null) return '';
	const time = clockOf(start);
	return audioLink === null ? time : `[${time}](${markdownAddress(momentOf(audioLink, start))})`;
}
