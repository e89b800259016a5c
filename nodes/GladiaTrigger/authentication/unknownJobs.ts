import { ExpiringMap } from '../expiringMap';

/**
 * How long a job that was unknown is not looked up again, the first time and each further time; ms. The
 * API may know a job a little later than its event arrives, so these are shorter than the pauses of Svix
 * between its tries: 5 s, 5 min, 30 min.
 */
const PAUSES = [3_000, 60_000, 4 * 60_000, 10 * 60_000];

/** How many unknown jobs are kept, and for how long; ms. */
const LIMIT = 5_000;
const KEPT_FOR = 60 * 60_000;

interface UnknownJob {
	times: number;
	/** Milliseconds since 1970. */
	until: number;
}

/** Jobs that an account does not have, by path, so that guessed ids cost few requests. */
export class UnknownJobs {
	private readonly jobs = new ExpiringMap<UnknownJob>(LIMIT, KEPT_FOR);

	/** Whether the job was unknown so recently that it is not looked up again yet. */
	has(path: string, now: number): boolean {
		return now < (this.jobs.get(path, now)?.until ?? 0);
	}

	/** Notes that the API does not know the job; each time, the pause grows. */
	add(path: string, now: number): void {
		const times = this.jobs.get(path, now)?.times ?? 0;
		const pause = PAUSES[Math.min(times, PAUSES.length - 1)] ?? 0;
		this.jobs.set(path, { times: times + 1, until: now + pause }, now);
	}
}
