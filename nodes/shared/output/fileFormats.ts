import type { IDataObject } from 'n8n-workflow';
import type { TranscriptionJob } from '../api/types';
import { writeDialogue } from '../transcript/dialogue';
import { htmlReport } from '../transcript/report/htmlReport';
import { markdownReport } from '../transcript/report/markdownReport';
import { subtitlesOf } from '../transcript/subtitles/subtitles';
import type { Utterance } from '../transcript/utterances';
import { reportOf } from './reportOptions';
import type { SharedOptions } from './sharedOptions';

/** A transcript in one language: the original (null), or a translation. */
export interface Version {
	language: string | null;
	/** The `transcription`, or one of the translation's results. */
	source: IDataObject;
	utterances: Utterance[];
}

interface FileFormat {
	/** Title in the editor. */
	title: string;
	description: string;
	/** A type that n8n's editor can show, where there is a choice: text, JSON, image, audio, video, PDF. */
	mimeType: string;
	write: (job: TranscriptionJob, version: Version, options: SharedOptions) => string;
	/** Whether there is one file per language, so that translations get files of their own. */
	isPerLanguage: boolean;
}

/** File extension, which is also the value of the parameters → how the file is made. */
export const fileFormats: Record<string, FileFormat> = {
	html: {
		title: 'HTML Report',
		description: 'Facts, summary, answers, chapters, talk time and dialogue as a web page',
		mimeType: 'text/html',
		write: (job, { utterances }, options) => htmlReport(reportOf(job, utterances, options)),
		isPerLanguage: true,
	},
	json: {
		title: 'JSON',
		description: 'The whole response of the API',
		mimeType: 'application/json',
		write: (job) => JSON.stringify(job, null, 2),
		isPerLanguage: false,
	},
	md: {
		title: 'Markdown Report',
		description: 'The same as Markdown text, for notes and wikis',
		mimeType: 'text/markdown',
		write: (job, { utterances }, options) => markdownReport(reportOf(job, utterances, options)),
		isPerLanguage: true,
	},
	srt: {
		title: 'SRT',
		description: 'SubRip subtitles',
		// No type is registered for SubRip, and the editor offers application/x-subrip for download only.
		mimeType: 'text/plain',
		write: writeSubtitles('srt'),
		isPerLanguage: true,
	},
	txt: {
		title: 'Text',
		description: 'Dialogue text with the names of the speakers',
		mimeType: 'text/plain',
		write: (_job, { utterances }, options) => `${writeDialogue(utterances, options).dialogue}\n`,
		isPerLanguage: true,
	},
	vtt: {
		title: 'VTT',
		description: 'WebVTT subtitles',
		mimeType: 'text/vtt',
		write: writeSubtitles('vtt'),
		isPerLanguage: true,
	},
};

function writeSubtitles(format: 'srt' | 'vtt'): FileFormat['write'] {
	return (_job, { source, utterances }, options) =>
		subtitlesOf(source, utterances, format, options);
}
