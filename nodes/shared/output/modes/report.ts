import type { INodeProperties } from 'n8n-workflow';
import type { ReportDownload } from '../../transcript/report/htmlReport';
import { htmlReport } from '../../transcript/report/htmlReport';
import { markdownReport } from '../../transcript/report/markdownReport';
import type { ReportContent } from '../../transcript/report/reportContent';
import { fileFormats } from '../fileFormats';
import type { OutputMode } from '../outputMode';
import { optionsOf } from '../outputMode';
import { listIn, readList, requireKey } from '../parameterSource';
import { reportOf } from '../reportOptions';
import { resultFiles } from '../resultFiles';
import { resultItem } from '../resultItem';
import { languageField, readLanguage, speechIn } from '../spokenLanguage';

interface ReportFormat {
	/** Title in the editor. */
	title: string;
	description: string;
	/** Name of the field of the item. */
	field: string;
	write: (report: ReportContent, downloads: ReportDownload[]) => string;
}

const FORMATS_LABEL = 'Report Formats';

/** Value of the `reportFormats` parameter → how the report is written. */
const reportFormats: Record<string, ReportFormat> = {
	html: {
		title: 'HTML',
		description: 'A whole page in <code>report_html</code>, for an email or a web page',
		field: 'report_html',
		write: htmlReport,
	},
	markdown: {
		title: 'Markdown',
		description: 'Text in <code>report_markdown</code>, for notes and wikis',
		field: 'report_markdown',
		write: markdownReport,
	},
};

const DOWNLOADS_LABEL = 'Download Links';

const downloadLinksField: INodeProperties = {
	displayName: DOWNLOADS_LABEL,
	name: 'downloadLinks',
	type: 'multiOptions',
	options: optionsOf(fileFormats),
	default: [],
	description:
		'Files that readers can save from the HTML page. The page holds them itself, so the links work wherever it is shown.',
};

interface ReportSettings {
	/** Keys of reportFormats. */
	formats: string[];
	/** Code of a translation; '' is the original. */
	language: string;
	/** Keys of fileFormats: what the HTML page offers for download. */
	downloadLinks: string[];
}

/** Output 'Report': one item with everything that was found out, as text to read. */
export const report: OutputMode<ReportSettings> = {
	title: 'Report',
	description:
		'Facts, summary, answers, chapters, talk time, sentiment and dialogue, as HTML and Markdown',
	fields: [
		{
			displayName: FORMATS_LABEL,
			name: 'reportFormats',
			type: 'multiOptions',
			options: optionsOf(reportFormats),
			// Markdown first: it is the one to read in n8n's table.
			default: ['markdown', 'html'],
			required: true,
			description: "How to write the report. To get it as a file, use 'Attach Files'.",
		},
	],
	options: {
		displayName: 'Report Options',
		name: 'reportOptions',
		fields: [downloadLinksField, languageField],
	},
	readSettings(source, options) {
		const formats = readList(source, 'reportFormats', FORMATS_LABEL);
		for (const format of formats) requireKey(source, FORMATS_LABEL, format, reportFormats);
		const downloadLinks = [...new Set(listIn(options.downloadLinks))];
		for (const format of downloadLinks) requireKey(source, DOWNLOADS_LABEL, format, fileFormats);
		return { formats, language: readLanguage(options), downloadLinks };
	},
	needsTranscript: true,
	attachesFiles: true,
	shape(job, { formats, language, downloadLinks, shared }) {
		const { utterances, note } = speechIn(job, language);
		const content = utterances && reportOf(job, utterances, shared);
		const downloads = content ? resultFiles(job, downloadLinks, shared) : [];
		const written = formats.flatMap((name) => {
			const format = reportFormats[name];
			return format
				? [[format.field, content ? format.write(content, downloads) : null] as const]
				: [];
		});
		return [resultItem(job, shared, { ...Object.fromEntries(written), ...note })];
	},
};
