import type { IDataObject } from 'n8n-workflow';
import type { TranscriptionJob } from '../api/types';
import { numberOrNull, textOrNull, valueAt } from '../json/values';
import { failureNote } from '../transcript/failedAddOns';
import { clock, toMilliseconds } from '../transcript/text/timecode';

/**
 * Rows as the data of items of their own, in the order of a table to read: first what the row begins
 * with, its text as a rule, then who speaks and when, as clock texts beside the seconds, and at the end
 * the name of the file, the place in the list and the transcription's id. Each also names the add-ons
 * that failed, if any; when there are no rows but an add-on failed, one item says so.
 */
export function itemRows(job: TranscriptionJob, rows: IDataObject[]): IDataObject[] {
	const note = failureNote(job);
	const transcription_id = job.id;
	const filename = textOrNull(valueAt(job, 'file.filename'));
	if (rows.length === 0) return 'failed_add_ons' in note ? [{ ...note, transcription_id }] : [];
	return rows.map((row, index) => ({
		...lead(row),
		...clockTimes(row),
		...row,
		filename,
		...note,
		index,
		transcription_id,
	}));
}

/** The first field and the speaker; for of all entries, a list would have to be made of each row. */
function lead(row: IDataObject): IDataObject {
	for (const name in row) {
		const speaker = 'speaker_label' in row ? { speaker_label: row.speaker_label } : {};
		return { [name]: row[name], ...speaker };
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
