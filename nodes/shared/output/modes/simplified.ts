import type { IDataObject } from 'n8n-workflow';
import type { TranscriptionJob } from '../../api/types';
import { valueAt } from '../../json/values';
import { failedAddOns } from '../../transcript/failedAddOns';
import { utterancesOf } from '../../transcript/utterances';
import type { OutputMode } from '../outputMode';

interface SimplifiedField {
	/** JSON Schema of the value, for the fields that the editor offers before the first run. */
	schema: IDataObject;
	read: (job: TranscriptionJob) => unknown;
}

/** The first of the paths that holds something, else null. */
const firstOf =
	(...paths: string[]) =>
	(job: TranscriptionJob) =>
		paths.map((path) => valueAt(job, path)).find((value) => value !== undefined && value !== null);

/** Output field → where it comes from. Lists are never null, all else is null until it is there. */
const simplifiedFields: Record<string, SimplifiedField> = {
	id: { schema: { type: 'string' }, read: firstOf('id') },
	status: { schema: { type: 'string' }, read: firstOf('status') },
	filename: { schema: { type: ['string', 'null'] }, read: firstOf('file.filename') },
	audio_duration: {
		schema: { type: ['number', 'null'] },
		read: firstOf('result.metadata.audio_duration', 'file.audio_duration'),
	},
	languages: {
		schema: { type: 'array', items: { type: 'string' } },
		read: (job) => firstOf('result.transcription.languages')(job) ?? [],
	},
	speakers: { schema: { type: ['integer', 'null'] }, read: countSpeakers },
	full_transcript: {
		schema: { type: ['string', 'null'] },
		read: (job) => {
			const text = firstOf('result.transcription.full_transcript')(job);
			return typeof text === 'string' ? text.trim() : text;
		},
	},
	summary: { schema: { type: ['string', 'null'] }, read: firstOf('result.summarization.results') },
	custom_metadata: { schema: { type: ['object', 'null'] }, read: firstOf('custom_metadata') },
	failed_add_ons: {
		schema: {
			type: 'array',
			items: {
				type: 'object',
				properties: {
					add_on: { type: 'string' },
					part: { type: 'string' },
					message: { type: 'string' },
				},
				required: ['add_on', 'message'],
				additionalProperties: false,
			},
		},
		read: failedAddOns,
	},
};

/**
 * JSON Schema of a simplified result. `error_code` is allowed, but not offered in the editor,
 * because only jobs with the status `error` have it.
 */
export const simplifiedSchema: IDataObject = {
	type: 'object',
	properties: Object.fromEntries(
		Object.entries(simplifiedFields).map(([name, { schema }]) => [name, schema]),
	),
	required: Object.keys(simplifiedFields),
	patternProperties: { '^error_code$': { type: ['integer', 'null'] } },
	additionalProperties: false,
};

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
