import { htmlReport } from '../../transcript/report/htmlReport';
import { markdownReport } from '../../transcript/report/markdownReport';
import type { ReportContent } from '../../transcript/report/reportContent';
import type { OutputMode } from '../outputMode';
import { optionsOf } from '../outputMode';
import { readList, requireKey } from '../parameterSource';
import { reportOf } from '../reportOptions';
import { resultItem } from '../resultItem';
import { languageField, readLanguage, speechIn } from '../spokenLanguage';

interface ReportFormat {
	/** Title in the editor. */
	title: string;
	description: string;
	/** Name of the field of the item. */
	field: string;
	write: (report: ReportContent) => string;
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

interface ReportSettings {
	/** Keys of reportFormats. */
	formats: string[];
	/** Code of a translation; '' is the original. */
	language: string;
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
	options: { displayName: 'Report Options', name: 'reportOptions', fields: [languageField] },
	readSettings(source, options) {
		const formats = readList(source, 'reportFormats', FORMATS_LABEL);
		for (const format of formats) requireKey(source, FORMATS_LABEL, format, reportFormats);
		return { formats, language: readLanguage(options) };
	},
	needsTranscript: true,
	attachesFiles: true,
	shape(job, { formats, language, shared }) {
		const { utterances, note } = speechIn(job, language);
		const content = utterances && reportOf(job, utterances, shared);
		const written = formats.flatMap((name) => {
			const format = reportFormats[name];
			return format ? [[format.field, content ? format.write(content) : null] as const] : [];
		});
		return [resultItem(job, shared, { ...Object.fromEntries(written), ...note })];
	},
};
