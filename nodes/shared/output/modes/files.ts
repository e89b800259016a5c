import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { TranscriptionJob } from '../../api/types';
import { isRecord, textOrNull, valueAt } from '../../json/values';
import { cleanFileName } from '../../media/fileName';
import type { CaptionLimits } from '../../transcript/subtitles/captionCuts';
import {
	captionBounds,
	DEFAULT_CHARACTERS_PER_ROW,
	DEFAULT_ROWS_PER_CAPTION,
} from '../../transcript/subtitles/captions';
import { subtitlesOf } from '../../transcript/subtitles/subtitles';
import type { Utterance } from '../../transcript/utterances';
import { translationsOf, utterancesOf } from '../../transcript/utterances';
import type { DialogueOptions } from '../dialogueSettings';
import {
	paragraphPauseField,
	readDialogueOptions,
	speakerNamesField,
	timestampsField,
} from '../dialogueSettings';
import type { OutputMode, ResultFile } from '../outputMode';
import { optionsOf } from '../outputMode';
import { bounded, readCollection, readList, requireKey } from '../parameterSource';
import { writeDialogue } from './dialogue';
import { simplify } from './simplified';

export interface FileOptions extends DialogueOptions, CaptionLimits {
	/** Whether to add a file per translation; the json file holds them all anyway. */
	includeTranslations: boolean;
}

/** Characters; the longest language tags in use are shorter. */
const MAX_LANGUAGE_CHARACTERS = 35;

interface Version {
	language: string | null;
	source: IDataObject;
	utterances: Utterance[];
}

interface FileFormat {
	/** Title in the editor. */
	title: string;
	description: string;
	mimeType: string;
	write: (job: TranscriptionJob, version: Version, options: FileOptions) => string;
	/** Whether there is one file per language, so that translations get files of their own. */
	isPerLanguage: boolean;
}

/** Value of the `fileFormats` parameter → how the file is made. */
export const fileFormats: Record<string, FileFormat> = {
	json: {
		title: 'JSON',
		description: 'The whole response of the API',
		mimeType: 'application/json',
		write: (job) => JSON.stringify(job, null, 2),
		isPerLanguage: false,
	},
	srt: {
		title: 'SRT',
		description: 'SubRip subtitles',
		mimeType: 'application/x-subrip',
		write: (_job, { source, utterances }, options) =>
			subtitlesOf(source, utterances, 'srt', options),
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
		write: (_job, { source, utterances }, options) =>
			subtitlesOf(source, utterances, 'vtt', options),
		isPerLanguage: true,
	},
};

const [LEAST_CHARACTERS, MOST_CHARACTERS] = captionBounds.charactersPerRow;
const [LEAST_ROWS, MOST_ROWS] = captionBounds.rowsPerCaption;

const optionFields: INodeProperties[] = [
	{
		displayName: 'Characters Per Subtitle Row',
		name: 'charactersPerRow',
		type: 'number',
		typeOptions: { minValue: LEAST_CHARACTERS, maxValue: MOST_CHARACTERS },
		default: DEFAULT_CHARACTERS_PER_ROW,
		description:
			'For subtitles made from the transcript. Wide characters, such as Japanese ones, count as two.',
	},
	paragraphPauseField,
	speakerNamesField,
	{
		displayName: 'Subtitle Rows',
		name: 'rowsPerCaption',
		type: 'number',
		typeOptions: { minValue: LEAST_ROWS, maxValue: MOST_ROWS },
		default: DEFAULT_ROWS_PER_CAPTION,
		description: 'Most rows to show at once, for subtitles made from the transcript',
	},
	timestampsField,
];

interface FileSettings {
	/** Keys of fileFormats. */
	formats: string[];
	options: FileOptions;
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
		{
			displayName: 'Include Translations',
			name: 'includeTranslations',
			type: 'boolean',
			default: false,
			description:
				'Whether to add a file for every translation. Their binary fields end in the language, such as <code>srt_fr</code>.',
		},
		{
			displayName: 'File Options',
			name: 'fileOptions',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: optionFields,
		},
	],
	readSettings(source) {
		const options = readCollection(source, 'fileOptions');
		const { charactersPerRow, rowsPerCaption } = options;
		const formats = readList(source, 'fileFormats', 'File Formats');
		for (const format of formats) requireKey(source, 'File Formats', format, fileFormats);
		return {
			formats,
			options: {
				...readDialogueOptions(source, options),
				includeTranslations: source.read('includeTranslations') === true,
				charactersPerRow: bounded(
					charactersPerRow,
					DEFAULT_CHARACTERS_PER_ROW,
					captionBounds.charactersPerRow,
				),
				rowsPerCaption: bounded(
					rowsPerCaption,
					DEFAULT_ROWS_PER_CAPTION,
					captionBounds.rowsPerCaption,
				),
			},
		};
	},
	needsTranscript: true,
	shape: (job, { formats, options }) => [
		{ json: simplify(job), files: resultFiles(job, formats, options) },
	],
};

/**
 * The files of a finished job, named after its audio: `meeting.srt`, and `meeting.fr.srt` for a
 * translation. A translation that failed has no files.
 */
export function resultFiles(
	job: TranscriptionJob,
	formats: string[],
	options: FileOptions,
): ResultFile[] {
	const transcription = valueAt(job, 'result.transcription');
	const original: Version = {
		language: null,
		source: isRecord(transcription) ? transcription : {},
		utterances: utterancesOf(job),
	};
	const translations = options.includeTranslations
		? translationsOf(job).filter(({ utterances }) => utterances.length > 0)
		: [];
	const languages = distinctLabels(translations);
	const baseName = baseNameOf(job);
	return formats.flatMap((name) => {
		const format = fileFormats[name];
		if (format === undefined) return [];
		const versions = format.isPerLanguage ? [original, ...translations] : [original];
		return versions.map((version, index) => {
			const language = languages[index - 1] ?? '';
			return {
				field: language === '' ? name : `${name}_${fieldPart(language)}`,
				fileName: [baseName, language, name].filter((piece) => piece !== '').join('.'),
				mimeType: format.mimeType,
				content: format.write(job, version, options),
			};
		});
	});
}

/** The audio file's name without its extension, safe as a file name; else the job's id. */
function baseNameOf(job: TranscriptionJob): string {
	const name = textOrNull(valueAt(job, 'file.filename')) ?? '';
	const base = cleanFileName(name.replace(/\.[^./\\]{1,5}$/, ''));
	return base || cleanFileName(String(job.id)) || 'transcription';
}

/** Labels of the languages; those that would give two files the same field are numbered from 2 on. */
function distinctLabels(versions: Array<Pick<Version, 'language'>>): string[] {
	const seen = new Map<string, number>();
	return versions.map(({ language }) => {
		const label = languageLabel(language);
		const count = (seen.get(fieldPart(label)) ?? 0) + 1;
		seen.set(fieldPart(label), count);
		return count === 1 ? label : `${label}_${count}`;
	});
}

function fieldPart(language: string): string {
	return language.replace(/\W/g, '_');
}

/** A language as a part of file names; the API's code, if it is one. */
function languageLabel(language: string | null): string {
	const label = cleanFileName(language ?? '').slice(0, MAX_LANGUAGE_CHARACTERS);
	return label === '' ? 'translation' : label;
}
