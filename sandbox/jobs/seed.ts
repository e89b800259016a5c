import { randomUUID } from 'node:crypto';
import { sampleAudio } from '../audio/speechSample';
import { jobFile } from '../audio/storedAudio';
import type { Job, JobKind } from '../job';
import type { JsonObject } from '../json';
import { buildResult } from '../result/buildResult';
import { liveMessages } from '../result/liveMessages';
import { ApiError } from '../server/apiError';
import type { JobStore } from './jobStore';
import { jobDocument, newJob } from './jobStore';

/** Fields of the job to set; the rest is that of a finished job of the bundled sample. */
export type JobSeed = Partial<Omit<Job, 'kind'>>;

const SEEDABLE: ReadonlyArray<keyof JobSeed> = [
	'id',
	'request_id',
	'version',
	'status',
	'created_at',
	'completed_at',
	'custom_metadata',
	'error_code',
	'post_session_metadata',
	'file',
	'request_params',
	'result',
];

/** @throws ApiError 400 for fields a job does not have */
export function readSeed(body: JsonObject): { kind: JobKind; seed: JobSeed } {
	const { kind = 'pre-recorded', ...seed } = body;
	if (kind !== 'pre-recorded' && kind !== 'live') throw new ApiError(400, 'Unknown kind');
	const unknown = Object.keys(seed).filter((key) => !SEEDABLE.some((known) => known === key));
	if (unknown.length > 0) throw new ApiError(400, `A job has no field ${unknown.join(', ')}`);
	return { kind, seed: seed };
}

function sampleResult(kind: JobKind, request: JsonObject): JsonObject {
	const audio = sampleAudio();
	const result = buildResult({ audio, request, failedAddOns: {}, transcriptionSeconds: 1 });
	return kind === 'live' ? { ...result, messages: liveMessages(result) } : result;
}

/** Adds a job that did not run; its result is the seed's or what its request would yield. */
export function seedJob(store: JobStore, kind: JobKind, seed: JobSeed): Job {
	const audio = sampleAudio();
	const created_at = seed.created_at ?? new Date().toISOString();
	const status = seed.status ?? 'done';
	const ended = status === 'done' || status === 'error';
	const request_params =
		seed.request_params ??
		(kind === 'live' ? {} : { audio_url: `https://api.gladia.io/file/${audio.id}` });
	const job: Job = {
		...newJob(kind),
		completed_at: ended ? created_at : null,
		error_code: status === 'error' ? 500 : null,
		file: jobFile({ ...audio, id: randomUUID() }),
		...seed,
		created_at,
		status,
		request_params,
	};
	const fixedResult =
		seed.result ?? (status === 'done' ? sampleResult(kind, request_params ?? {}) : null);
	const record = { job, audio, failedAddOns: {}, fixedResult };
	store.add(record);
	return jobDocument(record);
}
