import { randomUUID } from 'node:crypto';
import type { StoredAudio } from '../audio/storedAudio';
import type { Channel } from '../delivery/message';
import type { Job, JobKind } from '../job';
import type { JsonObject } from '../json';
import { buildResult } from '../result/buildResult';
import { newRequestId } from '../server/apiError';

const MAX_JOBS = 10_000;

/** A job and what its result is made from. */
export interface JobRecord {
	job: Job;
	audio?: StoredAudio;
	/** The request as its documents show it, where that is not how it was sent. */
	echo?: { params: JsonObject; metadata?: JsonObject };
	/** Add-ons that fail although the job is done: result section → HTTP-like status. */
	failedAddOns: Record<string, number>;
	/** By which channels its end was told before it came. */
	announced?: readonly Channel[];
	/** Set when the account keeps no data and the job is over: lists do not have it any more. */
	isForgotten?: boolean;
	/** Set for seeded jobs; other results are built whenever they are asked for. */
	fixedResult?: JsonObject | null;
}

export function newJob(kind: JobKind): Job {
	return {
		id: randomUUID(),
		request_id: newRequestId(),
		version: 2,
		status: 'queued',
		created_at: new Date().toISOString(),
		completed_at: null,
		error_code: null,
		post_session_metadata: {},
		kind,
		file: null,
		request_params: null,
		result: null,
	};
}

/** All jobs, newest last. The oldest go when there are more than 10,000. */
export class JobStore {
	private readonly records = new Map<string, JobRecord>();

	add(record: JobRecord): void {
		this.records.set(record.job.id, record);
		for (const id of this.records.keys()) {
			if (this.records.size <= MAX_JOBS) break;
			this.records.delete(id);
		}
	}

	get(kind: JobKind, id: string): JobRecord | undefined {
		const record = this.records.get(id);
		return record?.job.kind === kind ? record : undefined;
	}

	delete(id: string): void {
		this.records.delete(id);
	}

	clear(): void {
		this.records.clear();
	}

	/** Jobs of one kind (or all), newest first, ties in reverse order of arrival. */
	list(kind?: JobKind): JobRecord[] {
		return [...this.records.values()]
			.filter(({ isForgotten }) => isForgotten !== true)
			.filter(({ job }) => kind === undefined || job.kind === kind)
			.reverse()
			.sort((a, b) => Date.parse(b.job.created_at) - Date.parse(a.job.created_at));
	}
}

/**
 * The job as the API shows it. The result is built on demand, from nothing but the request and
 * the audio, so that thousands of finished jobs cost no memory.
 */
export function jobDocument(record: JobRecord): Job {
	const { job, audio, failedAddOns, fixedResult } = record;
	const shown = { ...job, ...echoed(record) };
	if (fixedResult !== undefined) return { ...shown, result: fixedResult };
	if (job.status !== 'done' || !audio) return shown;
	const seconds =
		(Date.parse(job.completed_at ?? job.created_at) - Date.parse(job.created_at)) / 1000;
	return {
		...shown,
		result: buildResult({
			audio,
			request: job.request_params ?? {},
			failedAddOns,
			transcriptionSeconds: seconds,
		}),
	};
}

function echoed({ echo }: JobRecord): Pick<Job, 'request_params' | 'custom_metadata'> | undefined {
	if (echo === undefined) return undefined;
	const { params, metadata } = echo;
	return { request_params: params, ...(metadata && { custom_metadata: metadata }) };
}
