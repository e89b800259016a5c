import type { IDataObject } from 'n8n-workflow';
import type { TranscriptionJob } from '../api/types';
import { failureNote } from '../transcript/failedAddOns';

/**
 * Rows as the data of items of their own: each with the transcription's id, its own place in the list,
 * and the add-ons that failed, if any. When there are no rows but an add-on failed, one item says so.
 */
export function itemRows(job: TranscriptionJob, rows: IDataObject[]): IDataObject[] {
	const note = failureNote(job);
	const transcription_id = job.id;
	if (rows.length === 0) return 'failed_add_ons' in note ? [{ transcription_id, ...note }] : [];
	return rows.map((row, index) => ({ transcription_id, index, ...row, ...note }));
}
