/**
 * How long after another process has resumed an execution it is not suspended again, in milliseconds.
 * A third process may have read the stored suspension just before.
 */
const SETTLES_IN = 5_000;

/**
 * Executions that another process of n8n has resumed.
 *
 * Why: in queue mode several processes take calls. n8n refuses to resume an execution that runs, but
 * would resume one that is suspended again with what a process has read of the suspension before, and
 * start its jobs twice. So the execution runs on until all processes know that the suspension is over.
 * n8n: checks only that an execution is waiting, not for how long; read and run with 2.41.1.
 * Test: test/e2e/queueCrossing.e2e.ts
 */
export class ResumesElsewhere {
	/** Time of each resume by the id of the execution, the oldest first. */
	private readonly resumes = new Map<string, number>();

	constructor(private readonly now: () => number = () => Date.now()) {}

	record(executionId: string): void {
		this.forget();
		this.resumes.set(executionId, this.now());
	}

	/** How long the execution must keep running, in milliseconds. */
	timeToSettle(executionId: string): number {
		this.forget();
		const resumedAt = this.resumes.get(executionId);
		return resumedAt === undefined ? 0 : Math.max(0, resumedAt + SETTLES_IN - this.now());
	}

	private forget(): void {
		for (const [id, at] of this.resumes) {
			if (this.now() - at <= SETTLES_IN) return;
			this.resumes.delete(id);
		}
	}
}

/** Those known to this process. */
export const resumesElsewhere = new ResumesElsewhere();
