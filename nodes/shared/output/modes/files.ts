import { includeTranslationsField } from '../attachFiles';
import { fileFormats } from '../fileFormats';
import type { OutputMode } from '../outputMode';
import { optionsOf } from '../outputMode';
import { readList, requireKey } from '../parameterSource';
import { resultFiles } from '../resultFiles';
import { resultItem } from '../resultItem';
import { fileOptionFields } from '../sharedOptions';

interface FileSettings {
	/** Keys of fileFormats. */
	formats: string[];
}

/** Output 'Files': the simplified item with files. */
export const files: OutputMode<FileSettings> = {
	title: 'Files',
	description: 'Subtitle, text or JSON files as binary data',
	fields: [
		{
			displayName: 'File Formats',
			name: 'fileFormats',
			type: 'multiOptions',
			options: optionsOf(fileFormats),
			default: ['srt'],
			required: true,
			description:
				'The files to create. The binary fields are named after the formats. Subtitles that were not requested from Gladia are made from the transcript.',
		},
		includeTranslationsField,
	],
	options: { displayName: 'File Options', name: 'fileOptions', fields: fileOptionFields },
	readSettings(source) {
		const formats = readList(source, 'fileFormats', 'File Formats');
		for (const format of formats) requireKey(source, 'File Formats', format, fileFormats);
		return { formats };
	},
	needsTranscript: true,
	attachesFiles: false,
	shape: (job, { formats, shared }) => [
		resultItem(job, shared, {}, resultFiles(job, formats, shared)),
	],
};
