import type { Job } from '../job';
import { ApiError } from '../server/apiError';
import type { JobRecord } from './jobStore';

/** Share of a job's time that it is shown as queued although a slot is free. */
const QUEUED_SHARE = 0.1;

export interface JobLimits {
	/** Seconds from the free slot to the end of a job. */
	jobSeconds: number;
	/** Jobs processed at the same time. */
	concurrentJobs: number;
	/** Jobs that may wait for a slot. */
	queuedJobs: number;
}

interface RunningJob {
	record: JobRecord;
	outcome: Promise<{ errorCode?: number }>;
}

/** What changes in a job that ends now. */
export function endOf(
	errorCode: number | undefined,
): Pick<Job, 'status' | 'error_code' | 'completed_at'> {
	return {
		status: errorCode === undefined ? 'done' : 'error',
		error_code: errorCode ?? null,
		completed_at: new Date().toISOString(),
	};
}

/** Plays queued → processing → done or error for every job, within the plan's limits. */
export class JobLife {
	private readonly waiting: RunningJob[] = [];
	private readonly timers = new Set<NodeJS.Timeout>();
	private running = 0;
	private generation = 0;

	/** @param onEnd called whenever a job is over, its status set */
	constructor(
		readonly limits: JobLimits,
		private readonly onEnd: (record: JobRecord) => void,
	) {}

	/** @throws ApiError 429 when all slots are taken and the waiting room is full */
	refuseIfFull(): void {
		if (this.running < this.limits.concurrentJobs) return;
		if (this.waiting.length < this.limits.queuedJobs) return;
		throw new ApiError(429, 'Maximum number of concurrent transcriptions reached', {
			retryAfterSeconds: Math.max(1, Math.ceil(this.limits.jobSeconds)),
		});
	}

	/**
	 * @param outcome looked at when the job's time is over; an `errorCode` ends it with status
	 * `error`. It must not reject.
	 */
	start(record: JobRecord, outcome: Promise<{ errorCode?: number }>): void {
		if (this.running < this.limits.concurrentJobs) this.run({ record, outcome });
		else this.waiting.push({ record, outcome });
	}

	/** Ends a job at once that was not started. */
	end(record: JobRecord, errorCode: number | undefined): void {
		Object.assign(record.job, endOf(errorCode));
		this.onEnd(record);
	}

	/** Forgets all jobs; none of them changes any more. */
	stop(): void {
		for (const timer of this.timers) clearTimeout(timer);
		this.timers.clear();
		this.waiting.length = 0;
		this.running = 0;
		this.generation++;
	}

	private run({ record, outcome }: RunningJob): void {
		this.running++;
		const totalMs = this.limits.jobSeconds * 1000;
		this.after(totalMs * QUEUED_SHARE, () => {
			record.job.status = 'processing';
			this.after(totalMs * (1 - QUEUED_SHARE), () => void this.finish({ record, outcome }));
		});
	}

	private async finish({ record, outcome }: RunningJob): Promise<void> {
		const { generation } = this;
		const { errorCode } = await outcome;
		if (generation !== this.generation) return;
		this.running--;
		const next = this.waiting.shift();
		if (next) this.run(next);
		this.end(record, errorCode);
	}

	private after(milliseconds: number, action: () => void): void {
		const timer = setTimeout(() => {
			this.timers.delete(timer);
			action();
		}, milliseconds);
		// Jobs in flight must not keep a process alive whose server is closed.
		timer.unref();
		this.timers.add(timer);
	}
}
