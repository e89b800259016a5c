import type { INodeProperties } from 'n8n-workflow';
import { fileFormats } from './fileFormats';
import { optionsOf } from './outputMode';
import type { ParameterSource } from './parameterSource';
import { listIn, requireKey } from './parameterSource';

const formatsPerLanguage = Object.entries(fileFormats)
	.filter(([, { isPerLanguage }]) => isPerLanguage)
	.map(([format]) => format);

/** Whether files are made of translations too. */
export const includeTranslationsField: INodeProperties = {
	displayName: 'Include Translations',
	name: 'includeTranslations',
	type: 'boolean',
	default: false,
	description:
		'Whether to add a file for every translation. Their binary fields end in the language, such as <code>srt_fr</code>.',
};

/** Files beside the data of an item that stands for a whole transcription. */
export const attachFilesFields: INodeProperties[] = [
	{
		displayName: 'Attach Files',
		name: 'attachFiles',
		type: 'multiOptions',
		options: optionsOf(fileFormats),
		default: [],
		description:
			'Files to add to the item as binary data. The binary fields are named after the formats. Subtitles that were not requested from Gladia are made from the transcript.',
	},
	{
		...includeTranslationsField,
		displayOptions: { show: { attachFiles: formatsPerLanguage } },
	},
];

/**
 * The formats of the files to attach; none when the field is not set.
 * @throws NodeOperationError when an expression gives a format that is not offered
 */
export function readAttachedFiles(source: ParameterSource): string[] {
	const formats = listIn(source.read('attachFiles'));
	for (const format of formats) requireKey(source, 'Attach Files', format, fileFormats);
	return [...new Set(formats)];
}
