import type { IDataObject } from 'n8n-workflow';
import type { TranscriptionJob } from '../api/types';
import { baseFields } from './baseFields';
import type { ResultFile, ShapedItem } from './outputMode';
import { resultFiles } from './resultFiles';
import type { SharedOptions } from './sharedOptions';

/**
 * The item of an output that gives one per transcription: the output's own fields, and around them all
 * that Simplified shows, so that the fields which the editor offers before the first run are right for
 * every output. The order is that of a table to read: own fields, texts, facts, and the id at the end.
 * A field of the output's own replaces one of Simplified's with the same name, so it must mean the same.
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
	const { texts, facts } = baseFields(job, shared.speakerNames);
	return withFiles({ ...own, ...texts, ...facts, ...own }, job, shared, files);
}

/** The document of the API after Simplified's fields; a field of the document replaces one of those. */
export function documentItem(job: TranscriptionJob, shared: SharedOptions): ShapedItem {
	const { texts, facts } = baseFields(job, shared.speakerNames);
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

/** Whether the job is done and Gladia has kept its result. */
export function hasResult({ status, result }: TranscriptionJob): boolean {
	return status === 'done' && (result ?? undefined) !== undefined;
}
