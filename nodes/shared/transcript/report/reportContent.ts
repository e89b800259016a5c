import type { TranscriptionJob } from '../../api/types';
import { isRecord, numberOrNull, recordsIn, textOrNull, valueAt } from '../../json/values';
import { chaptersOf } from '../chapters';
import { failedAddOns } from '../failedAddOns';
import { toParagraphs } from '../paragraphs';
import type { AverageSentiment } from '../sentiment';
import { averageSentiment, sentimentPassages } from '../sentiment';
import type { LabelOf } from '../speakerLabels';
import type { SpeakerStatistics } from '../statistics/conversationStatistics';
import { conversationStatistics } from '../statistics/conversationStatistics';
import { clock, toMilliseconds } from '../text/timecode';
import { onOneLine } from '../text/writing';
import type { Utterance } from '../utterances';
import { languageName } from './language';
import type { CurvePoint } from './sentimentCurve';
import { sentimentCurve } from './sentimentCurve';
import type { TextBlock } from './textBlocks';
import { textBlocks } from './textBlocks';

/** What a report shows, unescaped; a text is on one line, and times are in seconds. */
export interface ReportContent {
	title: string;
	/** Code of the language that is spoken first. */
	language: string | null;
	/** Address of the recording; see webAddress. */
	audioLink: string | null;
	facts: Array<{ name: string; value: string }>;
	summary: TextBlock[];
	answers: Array<{ question: string; answer: TextBlock[] }>;
	chapters: Array<{ headline: string; start: number | null; summary: TextBlock[] }>;
	/** In order of appearance; empty when speakers were not told apart. */
	speakers: SpeakerStatistics[];
	sentiment: { average: AverageSentiment; curve: CurvePoint[]; duration: number } | null;
	/** What was asked for and did not work. */
	failures: string[];
	lines: ReportLine[];
}

/** What one speaker says without a long pause. */
export interface ReportLine {
	label: string | null;
	start: number | null;
	language: string | null;
	text: string;
}

/** What a report is made of besides the job. */
export interface ReportSource {
	/** In the language that the report shows. */
	utterances: Utterance[];
	labelOf: LabelOf;
	/** The file's name unless it is given. */
	title: string;
	audioLink: string | null;
	/** Seconds of silence after which the same speaker starts a new line. */
	paragraphPause: number;
	/** Answers of the language model, by what they are called. */
	answers: Array<{ question: string; answer: string }>;
}

/** Collects what a report shows. The job must be done and its texts trimmed. */
export function reportContent(job: TranscriptionJob, source: ReportSource): ReportContent {
	const { utterances, labelOf, audioLink } = source;
	const duration =
		numberOrNull(valueAt(job, 'result.metadata.audio_duration')) ??
		numberOrNull(valueAt(job, 'file.audio_duration'));
	const sentiments = sentimentPassages(job, utterances, labelOf);
	const average = averageSentiment(sentiments ?? []);
	const statistics = conversationStatistics(utterances, { duration, labelOf });
	const speakers = statistics.speaker_statistics.filter(
		({ speaker_label }) => speaker_label !== null,
	);
	const paragraphs = toParagraphs(utterances, source.paragraphPause);
	return {
		title:
			onOneLine(source.title) ||
			onOneLine(textOrNull(valueAt(job, 'file.filename')) ?? '') ||
			'Transcription',
		language: paragraphs.find(({ language }) => language !== null)?.language ?? null,
		audioLink,
		facts: factsOf(job, duration, speakers, statistics.words),
		summary: textBlocks(textOrNull(valueAt(job, 'result.summarization.results')) ?? ''),
		answers: source.answers.map(({ question, answer }) => ({
			question: onOneLine(question),
			answer: textBlocks(answer),
		})),
		chapters: chapterRows(job),
		speakers,
		sentiment: average && {
			average,
			curve: sentimentCurve(sentiments ?? [], duration ?? 0),
			duration: duration ?? 0,
		},
		failures: failedAddOns(job).map(({ add_on, part, message }) =>
			onOneLine(
				`${add_on.replaceAll('_', ' ')}${part === undefined ? '' : ` (${part})`}: ${message}`,
			),
		),
		lines: paragraphs.map((paragraph) => {
			const { start, language, text } = paragraph;
			return { label: labelOf(paragraph), start, language, text };
		}),
	};
}

/** Seconds as `00:01:05`. */
export function clockOf(seconds: number): string {
	return clock(toMilliseconds(seconds));
}

function factsOf(
	job: TranscriptionJob,
	duration: number | null,
	speakers: SpeakerStatistics[],
	words: number,
): ReportContent['facts'] {
	const languages = valueAt(job, 'result.transcription.languages');
	const codes = Array.isArray(languages) ? languages.flatMap((code) => textOrNull(code) ?? []) : [];
	const metadata: unknown = job.custom_metadata;
	const facts: Array<[string, string]> = [
		['File', textOrNull(valueAt(job, 'file.filename')) ?? ''],
		['Date', dateOf(textOrNull(job.created_at) ?? '')],
		['Duration', duration === null ? '' : clockOf(duration)],
		['Language', codes.map(languageName).join(', ')],
		['Speakers', speakers.map(({ speaker_label }) => speaker_label).join(', ')],
		['Words', words.toLocaleString('en')],
		...Object.entries(isRecord(metadata) ? metadata : {}).map(([name, value]): [string, string] => [
			name,
			typeof value === 'string' ? value : JSON.stringify(value ?? ''),
		]),
		['ID', String(job.id ?? '')],
	];
	return facts
		.map(([name, value]) => ({ name: onOneLine(name), value: onOneLine(value) }))
		.filter(({ value }) => value !== '' && value !== '""');
}

/** `2026-09-01 10:00 UTC` */
function dateOf(timestamp: string): string {
	const date = new Date(timestamp);
	if (Number.isNaN(date.getTime())) return '';
	return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function chapterRows(job: TranscriptionJob): ReportContent['chapters'] {
	return recordsIn(chaptersOf(job)).map((chapter) => ({
		headline: onOneLine(textOrNull(chapter.headline) ?? textOrNull(chapter.gist) ?? 'Chapter'),
		start: numberOrNull(chapter.start),
		summary: textBlocks(
			textOrNull(chapter.summary) ?? textOrNull(chapter.abstractive_summary) ?? '',
		),
	}));
}
