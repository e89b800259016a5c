import type { IDataObject } from 'n8n-workflow';
import type { TranscriptionJob } from '../api/types';
import { isRecord, numberOrNull, textOrNull, valueAt } from '../json/values';
import { failureNote } from '../transcript/failedAddOns';
import { clock, toMilliseconds } from '../transcript/text/timecode';

/**
 * Rows as the data of items of their own, in the order of a table to read: first what the row begins
 * with, its text as a rule, then who speaks and when, as clock texts beside the seconds, and at the end
 * the name of the file, the place in the list and the transcription's id. Each also names the add-ons
 * that failed, if any; when there are no rows but an add-on failed, one item says so.
 *
 * @param rows read once; what is no record is left out
 */
export function itemRows(job: TranscriptionJob, rows: Iterable<unknown>): IDataObject[] {
	const note = failureNote(job);
	const transcription_id = job.id;
	const filename = textOrNull(valueAt(job, 'file.filename'));
	const items: IDataObject[] = [];
	for (const row of rows) {
		if (!isRecord(row)) continue;
		items.push({ ...toRead(row), filename, ...note, index: items.length, transcription_id });
	}
	if (items.length > 0) return items;
	return 'failed_add_ons' in note ? [{ ...note, transcription_id }] : [];
}

/**
 * The row with its first field, the speaker and the clock times in front. No field is set twice, or V8
 * would turn each row into a dictionary: six times as slow for 100,000 words, with twice the memory.
 */
function toRead(row: IDataObject): IDataObject {
	// For of all entries, a list would have to be made of each row.
	for (const opening in row) {
		const { [opening]: first, speaker_label, ...others } = row;
		const speaker = 'speaker_label' in row ? { speaker_label } : {};
		return { [opening]: first, ...speaker, ...clockTimes(row), ...others };
	}
	return {};
}

/** `start_time` and `end_time` as HH:MM:SS, for a row that has `start` or `end` in seconds. */
function clockTimes(row: IDataObject): IDataObject {
	return {
		...('start' in row && { start_time: clockOf(row.start) }),
		...('end' in row && { end_time: clockOf(row.end) }),
	};
}

function clockOf(seconds: unknown): string | null {
	const known = numberOrNull(seconds);
	return known === null ? null : clock(toMilliseconds(known));
}
