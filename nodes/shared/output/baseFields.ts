import type { IDataObject } from 'n8n-workflow';
import type { TranscriptionJob } from '../api/types';
import type { Schema } from '../json/itemSchema';
import { anyObject, integer, listOf, number, objectOf, orNull, text } from '../json/itemSchema';
import { valueAt } from '../json/values';
import { failedAddOns, failedAddOnsSchema } from '../transcript/failedAddOns';
import type { SpeakerNames } from '../transcript/speakerLabels';
import { speakerCount } from '../transcript/speakerLabels';
import type { Utterance } from '../transcript/utterances';
import { addOnFieldNames } from './addOnFields';

interface BaseField {
	/** For the fields that the editor offers before the first run. */
	schema: Schema;
	read: (job: TranscriptionJob, speakers: number | null) => unknown;
}

/** The first of the paths that holds something, else null. */
const firstOf =
	(...paths: string[]) =>
	(job: TranscriptionJob) =>
		paths.map((path) => valueAt(job, path)).find((value) => value !== undefined && value !== null);

/** What was said. */
const textFields: Record<string, BaseField> = {
	full_transcript: {
		schema: orNull(text),
		read: (job) => {
			const transcript = firstOf('result.transcription.full_transcript')(job);
			return typeof transcript === 'string' ? transcript.trim() : transcript;
		},
	},
	summary: { schema: orNull(text), read: firstOf('result.summarization.results') },
};

/** About the recording and the job; the id at the end. */
const factFields: Record<string, BaseField> = {
	filename: { schema: orNull(text), read: firstOf('file.filename') },
	audio_duration: {
		schema: orNull(number),
		read: firstOf('result.metadata.audio_duration', 'file.audio_duration'),
	},
	languages: {
		schema: listOf(text),
		read: (job) => firstOf('result.transcription.languages')(job) ?? [],
	},
	speaker_count: {
		schema: orNull(integer),
		read: (_job, speakers) => speakers,
	},
	status: { schema: text, read: firstOf('status') },
	custom_metadata: { schema: orNull(anyObject), read: firstOf('custom_metadata') },
	failed_add_ons: { schema: failedAddOnsSchema, read: failedAddOns },
	id: { schema: text, read: firstOf('id') },
};

/**
 * The fields of every item that stands for a whole transcription, in two groups: what was said, which
 * opens the item, and the facts, which close it. Lists are never null; other fields are null until they
 * are known. Durations are in seconds. `error_code` (an HTTP status) is there when the job's status is
 * `error`.
 */
export function baseFields(
	job: TranscriptionJob,
	utterances: Utterance[],
	names: SpeakerNames,
): { texts: IDataObject; facts: IDataObject } {
	const speakers = speakerCount(utterances, names);
	const read = (fields: Record<string, BaseField>) =>
		Object.fromEntries(
			Object.entries(fields).map(([name, field]) => [name, field.read(job, speakers) ?? null]),
		) as IDataObject;
	const failure = job.status === 'error' ? { error_code: job.error_code ?? null } : {};
	return { texts: read(textFields), facts: { ...failure, ...read(factFields) } };
}

/**
 * JSON Schema of a simplified result. What only some jobs have is allowed, but not offered in the
 * editor: `error_code`, and the fields of add-ons.
 *
 * @param last further fields at its end
 */
export function simplifiedSchemaBefore(last: Record<string, Schema>): Schema {
	const own = Object.entries({ ...textFields, ...factFields });
	const fields = Object.fromEntries(own.map(([name, { schema }]) => [name, schema]));
	return {
		...objectOf({ ...fields, ...last }),
		patternProperties: {
			'^error_code$': orNull(integer),
			[`^(${addOnFieldNames.join('|')})$`]: {},
		},
	};
}

/** JSON Schema of a simplified result. */
export const simplifiedSchema = simplifiedSchemaBefore({});
