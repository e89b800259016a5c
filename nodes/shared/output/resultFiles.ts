import type { TranscriptionJob } from '../api/types';
import { isRecord, textOrNull, valueAt } from '../json/values';
import { cleanFileName } from '../media/fileName';
import { translationsOf, utterancesOf } from '../transcript/utterances';
import type { Version } from './fileFormats';
import { fileFormats } from './fileFormats';
import type { ResultFile } from './outputMode';
import type { SharedOptions } from './sharedOptions';

/** Characters; the longest language tags in use are shorter. */
const MAX_LANGUAGE_CHARACTERS = 35;

/**
 * The files of a finished job, named after its audio: `meeting.srt`, and `meeting.fr.srt` for a
 * translation. A translation that failed has no files.
 * @param formats keys of fileFormats
 */
export function resultFiles(
	job: TranscriptionJob,
	formats: string[],
	options: SharedOptions,
): ResultFile[] {
	if (formats.length === 0) return [];
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
