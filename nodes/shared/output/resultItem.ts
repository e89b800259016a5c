import type { IDataObject } from 'n8n-workflow';
import type { TranscriptionJob } from '../api/types';
import { recordsIn, valueAt } from '../json/values';
import { utterancesOf } from '../transcript/utterances';
import { addOnFields } from './addOnFields';
import { baseFields } from './baseFields';
import type { ResultFile, ShapedItem } from './outputMode';
import { resultFiles } from './resultFiles';
import type { SharedOptions } from './sharedOptions';

/**
 * The item of an output that gives one per transcription: the output's own fields, and around them all
 * that Simplified shows, with the results of the add-ons that are on and their subtitle files, so that
 * the fields which the editor offers before the first run are right for every output. The order is that
 * of a table to read: own fields, texts, facts, and the id at the end. A field of the output's own
 * replaces one of Simplified's with the same name, so it must mean the same.
 *
 * @param job of any state; without a result it has no files
 * @param files those of the output itself, besides the ones that the user attaches
 */
export function resultItem(
	job: TranscriptionJob,
	shared: SharedOptions,
	own: IDataObject = {},
	files: ResultFile[] = [],
): ShapedItem {
	const utterances = utterancesOf(job);
	const { texts, facts } = baseFields(job, utterances, shared.speakerNames);
	const found = addOnFields(job, utterances, shared, hasResult(job));
	const json = { ...own, ...texts, ...found, ...facts, ...own };
	return withFiles(json, job, shared, [...subtitleFiles(job, shared), ...files]);
}

/** The document of the API after Simplified's fields; a field of the document replaces one of those. */
export function documentItem(job: TranscriptionJob, shared: SharedOptions): ShapedItem {
	const { texts, facts } = baseFields(job, utterancesOf(job), shared.speakerNames);
	return withFiles({ ...texts, ...facts, ...job }, job, shared);
}

/** An item with the files that the user attaches, where the job has a result. */
export function withFiles(
	json: IDataObject,
	job: TranscriptionJob,
	shared: SharedOptions,
	own: ResultFile[] = [],
): ShapedItem {
	const attached = hasResult(job) ? resultFiles(job, shared.attachFiles, shared) : [];
	// A file that the output has itself is not attached twice.
	const files = new Map([...attached, ...own].map((file) => [file.field, file]));
	return files.size > 0 ? { json, files: [...files.values()] } : { json };
}

/** The subtitles that Gladia was asked for, as files, also those of translations. */
function subtitleFiles(job: TranscriptionJob, shared: SharedOptions): ResultFile[] {
	const given = recordsIn(valueAt(job, 'result.transcription.subtitles'));
	const wasAsked = valueAt(job, 'request_params.subtitles') === true;
	if (!hasResult(job) || (given.length === 0 && !wasAsked)) return [];
	const asked = valueAt(job, 'request_params.subtitles_config.formats');
	const names = given.length > 0 ? given.map(({ format }) => format) : asked;
	const formats = [names ?? 'srt'].flat().filter((name) => name === 'srt' || name === 'vtt');
	return resultFiles(job, formats, { ...shared, includeTranslations: true });
}

/** Whether the job is done and Gladia has kept its result. */
export function hasResult({ status, result }: TranscriptionJob): boolean {
	return status === 'done' && (result ?? undefined) !== undefined;
}
