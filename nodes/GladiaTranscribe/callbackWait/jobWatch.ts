import type { IWebhookFunctions } from 'n8n-workflow';
import type { TranscriptionJob } from '../../shared/api/types';
import { repeatable } from '../../shared/api/retryPolicy';
import type { Connection } from '../../shared/api/transport';
import type { ParkedJob } from './suspendedItem';
import type { Answer } from './readJob';
import { isWhole, readJob } from './readJob';

/**
 * `running`: at least one job has not ended; `unknown`: the API did not say so of one; `busy`: another
 * call is looking, and will take into account what this one knows.
 */
export type JobsState = 'ended' | 'running' | 'unknown' | 'busy';

/** Callers wait for the answer, and will look again. */
const quick = { ...repeatable, tries: 2, patience: 3_000 };

/** A watch that nobody has asked for so long is forgotten, in milliseconds. */
const FORGOTTEN_AFTER = 60 * 60_000;

/**
 * What the calls for one sleeping execution know together, so that a job is asked for once and not
 * once by each of them.
 */
export class JobWatch {
	/** Results that callbacks brought and that are not stored yet, by the id of the job. */
	readonly told = new Map<string, TranscriptionJob>();

	lastAsked = Date.now();

	private readonly ended = new Set<string>();

	private readonly questions = new Map<string, Promise<Answer>>();

	private isLooking = false;

	private hasNews = false;

	/** Whether the job needs no further question. */
	hasEnded({ id, ended }: ParkedJob): boolean {
		return ended === true || this.ended.has(id);
	}

	/** Asks for a job; calls that ask for it at the same time share the answer. */
	async ask(context: IWebhookFunctions, connection: Connection, id: string): Promise<Answer> {
		const asked = this.questions.get(id) ?? readJob(context, connection, id, quick);
		this.questions.set(id, asked);
		try {
			const answer = await asked;
			if (isWhole(answer)) this.ended.add(id);
			return answer;
		} finally {
			this.questions.delete(id);
		}
	}

	/** Takes what a callback brought of a job that the API does not keep for the whole job. */
	believe(id: string): void {
		this.ended.add(id);
	}

	/** Looks at all jobs; one look serves all calls that come meanwhile. */
	async lookAt(
		context: IWebhookFunctions,
		connection: Connection,
		jobs: ParkedJob[],
	): Promise<JobsState> {
		this.hasNews = true;
		if (this.isLooking) return 'busy';
		this.isLooking = true;
		try {
			let state: JobsState = 'running';
			while (this.hasNews && state === 'running') {
				this.hasNews = false;
				state = await this.lookAtAll(context, connection, jobs);
			}
			return state;
		} finally {
			this.isLooking = false;
		}
	}

	/** The youngest job first: the one most likely to be still running ends the questions. */
	private async lookAtAll(
		context: IWebhookFunctions,
		connection: Connection,
		jobs: ParkedJob[],
	): Promise<JobsState> {
		for (const job of [...jobs].reverse()) {
			if (this.hasEnded(job)) continue;
			const answer = await this.ask(context, connection, job.id);
			// Its own callback may have come while the answer was under way.
			if (this.hasEnded(job)) continue;
			if (answer === 'no answer') return 'unknown';
			if (answer !== 'nothing kept') return 'running';
			// Of a job that is gone, the callback has yet to come.
			if ((job.told ?? this.told.get(job.id)) === undefined) return 'running';
			this.believe(job.id);
		}
		return 'ended';
	}
}

/** By the id of the execution. */
const watches = new Map<string, JobWatch>();

/** The watch that all calls for an execution share in this process. */
export function watchOf(executionId: string, now = Date.now()): JobWatch {
	for (const [id, { lastAsked }] of watches) {
		if (now - lastAsked > FORGOTTEN_AFTER) watches.delete(id);
	}
	const watch = watches.get(executionId) ?? new JobWatch();
	watch.lastAsked = now;
	watches.set(executionId, watch);
	return watch;
}

/** Forgets what is known of an execution whose jobs have all ended. */
export function endWatch(executionId: string): void {
	watches.delete(executionId);
}
