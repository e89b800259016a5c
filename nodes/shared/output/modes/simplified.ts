import type { IDataObject } from 'n8n-workflow';
import type { TranscriptionJob } from '../../api/types';
import type { Schema } from '../../json/itemSchema';
import { anyObject, integer, listOf, number, objectOf, orNull, text } from '../../json/itemSchema';
import { valueAt } from '../../json/values';
import { failedAddOns, failedAddOnsSchema } from '../../transcript/failedAddOns';
import { utterancesOf } from '../../transcript/utterances';
import type { OutputMode } from '../outputMode';

interface SimplifiedField {
	/** For the fields that the editor offers before the first run. */
	schema: Schema;
	read: (job: TranscriptionJob) => unknown;
}

/** The first of the paths that holds something, else null. */
const firstOf =
	(...paths: string[]) =>
	(job: TranscriptionJob) =>
		paths.map((path) => valueAt(job, path)).find((value) => value !== undefined && value !== null);

/** Output field → where it comes from. Lists are never null; other fields are null until they are known. */
const simplifiedFields: Record<string, SimplifiedField> = {
	id: { schema: text, read: firstOf('id') },
	status: { schema: text, read: firstOf('status') },
	filename: { schema: orNull(text), read: firstOf('file.filename') },
	audio_duration: {
		schema: orNull(number),
		read: firstOf('result.metadata.audio_duration', 'file.audio_duration'),
	},
	languages: {
		schema: listOf(text),
		read: (job) => firstOf('result.transcription.languages')(job) ?? [],
	},
	speakers: { schema: orNull(integer), read: countSpeakers },
	full_transcript: {
		schema: orNull(text),
		read: (job) => {
			const transcript = firstOf('result.transcription.full_transcript')(job);
			return typeof transcript === 'string' ? transcript.trim() : transcript;
		},
	},
	summary: { schema: orNull(text), read: firstOf('result.summarization.results') },
	custom_metadata: { schema: orNull(anyObject), read: firstOf('custom_metadata') },
	failed_add_ons: { schema: failedAddOnsSchema, read: failedAddOns },
};

/**
 * JSON Schema of a simplified result that follows other fields of an item. `error_code` is allowed, but
 * not offered in the editor, because only jobs with the status `error` have it.
 */
export function simplifiedSchemaAfter(fields: Record<string, Schema>): Schema {
	const own = Object.entries(simplifiedFields).map(([name, { schema }]) => [name, schema] as const);
	return {
		...objectOf({ ...fields, ...Object.fromEntries(own) }),
		patternProperties: { '^error_code$': orNull(integer) },
	};
}

/** JSON Schema of a simplified result. */
export const simplifiedSchema = simplifiedSchemaAfter({});

/**
 * The ten fields people use most, flat, for a job in any state; plus `error_code` (an HTTP
 * status) when the job's status is `error`. Durations are in seconds.
 */
export function simplify(job: TranscriptionJob): IDataObject {
	const fields = Object.entries(simplifiedFields).map(([name, { read }]) => [
		name,
		read(job) ?? null,
	]);
	return {
		...(Object.fromEntries(fields) as IDataObject),
		...(job.status === 'error' ? { error_code: job.error_code ?? null } : {}),
	};
}

/** Number of distinct speakers, or null when speakers were not distinguished (diarization off). */
function countSpeakers(job: TranscriptionJob): number | null {
	const speakers = utterancesOf(job).flatMap(({ speaker }) => speaker ?? []);
	return speakers.length > 0 ? new Set(speakers).size : null;
}

/** Output 'Simplified': one flat item. */
export const simplified: OutputMode<object> = {
	title: 'Simplified',
	description: 'The fields that most workflows need, such as transcript, summary and status',
	fields: [],
	readSettings: () => ({}),
	needsTranscript: false,
	shape: (job) => [{ json: simplify(job) }],
};
