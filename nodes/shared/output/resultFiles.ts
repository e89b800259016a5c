import type { TranscriptionJob } from '../api/types';
import { isRecord, textOrNull, valueAt } from '../json/values';
import { cleanFileName } from '../media/fileName';
import { translationsOf, utterancesOf } from '../transcript/utterances';
import type { Version } from './fileFormats';
import { fileFormats } from './fileFormats';
import { fieldPart, languageLabels } from './languageLabels';
import type { ResultFile } from './outputMode';
import type { SharedOptions } from './sharedOptions';

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
	const languages = languageLabels(translations);
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
