import type { IDataObject } from 'n8n-workflow';
import type { TranscriptionJob } from '../../api/types';
import { cleanFileName } from '../../media/fileName';
import type { CaptionLimits } from '../../transcript/subtitles/captionCuts';
import { writeDialogue, type DialogueOptions } from './dialogue';
import { isRecord, textOrNull, valueAt } from '../../json/values';
import { subtitlesOf } from '../../transcript/subtitles/subtitles';
import { translationsOf, utterancesOf, type Utterance } from '../../transcript/utterances';

export interface FileOptions extends DialogueOptions, CaptionLimits {
	/** Whether to add a file per translation; the json file holds them all anyway. */
	includeTranslations: boolean;
}

/** A file to hang on an item. */
export interface ResultFile {
	/** Name of the binary field: the format, e.g. `srt`, or with a language `srt_fr`. */
	field: string;
	fileName: string;
	mimeType: string;
	content: string;
}

/** Characters; the longest language tags in use are shorter. */
const LONGEST_LANGUAGE = 35;

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
	/** Whether the file is about one language, so that translations have their own. */
	isPerLanguage: boolean;
}

/** Value of the `fileFormats` parameter → how the file is made. */
export const fileFormats: Record<string, FileFormat> = {
	json: {
		title: 'JSON',
		description: 'The whole answer of the API',
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

/** Labels of the languages; what would name a field as another one does is numbered from 2 on. */
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
	const label = cleanFileName(language ?? '').slice(0, LONGEST_LANGUAGE);
	return label === '' ? 'translation' : label;
}
