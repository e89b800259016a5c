import type { IWebhookFunctions } from 'n8n-workflow';
import { repeatable } from '../../shared/api/retryPolicy';
import type { Connection } from '../../shared/api/transport';
import type { TranscriptionJob } from '../../shared/api/types';
import type { JobState } from './readJobState';
import { isWhole, readJobState } from './readJobState';
import type { SuspendedJob } from './suspendedItem';

/**
 * `running`: at least one job has not ended; `unknown`: the API did not say so of one; `busy`: another
 * call is checking, and will take into account what this one knows.
 */
export type CheckResult = 'ended' | 'running' | 'unknown' | 'busy';

/** Reads one job from the API. */
export type ReadJob = (id: string) => Promise<JobState>;

/** Callers wait for the answer, and will check again. */
const policy = { ...repeatable, tries: 2, patience: 3_000 };

/** A watch that has not been used for so long is forgotten, in milliseconds. */
const FORGOTTEN_AFTER = 60 * 60_000;

/**
 * What the calls for one suspended execution know together, so that a job is read once and not once by
 * each of them.
 */
export class JobWatch {
	/** Results that callbacks brought and that are not stored yet, by the id of the job. */
	readonly callbackResults = new Map<string, TranscriptionJob>();

	lastUsed = 0;

	private readonly ended = new Set<string>();

	private readonly reads = new Map<string, Promise<JobState>>();

	private isChecking = false;

	private hasNews = false;

	/** Whether the job need not be read again. */
	hasEnded({ id, ended }: SuspendedJob): boolean {
		return ended === true || this.ended.has(id);
	}

	/** Reads a job; calls that read it at the same time share the answer. */
	async read(id: string, readJob: ReadJob): Promise<JobState> {
		const read = this.reads.get(id) ?? readJob(id);
		this.reads.set(id, read);
		try {
			const answer = await read;
			if (isWhole(answer)) this.ended.add(id);
			return answer;
		} finally {
			this.reads.delete(id);
		}
	}

	/** Accepts what a callback brought of a job that the API does not keep as the whole job. */
	accept(id: string): void {
		this.ended.add(id);
	}

	/** Checks all jobs; one check serves all calls that arrive in the meantime. */
	async check(jobs: SuspendedJob[], readJob: ReadJob): Promise<CheckResult> {
		this.hasNews = true;
		if (this.isChecking) return 'busy';
		this.isChecking = true;
		try {
			let state: CheckResult = 'running';
			while (this.hasNews && state === 'running') {
				this.hasNews = false;
				state = await this.checkOnce(jobs, readJob);
			}
			return state;
		} finally {
			this.isChecking = false;
		}
	}

	/** The youngest job first: the one most likely to be still running ends the check. */
	private async checkOnce(jobs: SuspendedJob[], readJob: ReadJob): Promise<CheckResult> {
		for (const job of [...jobs].reverse()) {
			if (this.hasEnded(job)) continue;
			const answer = await this.read(job.id, readJob);
			// Its own callback may have arrived before the answer.
			if (this.hasEnded(job)) continue;
			if (answer === 'no answer') return 'unknown';
			if (answer !== 'nothing kept') return 'running';
			// Of a job that is gone, the callback has yet to come.
			const callbackResult = job.callbackResult ?? this.callbackResults.get(job.id);
			if (callbackResult === undefined) return 'running';
			this.accept(job.id);
		}
		return 'ended';
	}
}

/** By the id of the execution. */
const watches = new Map<string, JobWatch>();

/** The watch that all calls for an execution share in this process. */
export function watchOf(executionId: string, now = Date.now()): JobWatch {
	for (const [id, { lastUsed }] of watches) {
		if (now - lastUsed > FORGOTTEN_AFTER) watches.delete(id);
	}
	const watch = watches.get(executionId) ?? new JobWatch();
	watch.lastUsed = now;
	watches.set(executionId, watch);
	return watch;
}

/** Forgets what is known of an execution whose jobs have all ended. */
export function endWatch(executionId: string): void {
	watches.delete(executionId);
}

/** Reads jobs for a call. */
export function jobReader(context: IWebhookFunctions, connection: Connection): ReadJob {
	return async (id) => await readJobState(context, connection, id, policy);
}
