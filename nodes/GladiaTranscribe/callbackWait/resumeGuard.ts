import type { IExecuteSingleFunctions, IWebhookFunctions } from 'n8n-workflow';
import type { SuspensionState } from './suspendedItem';

/** After this time a claim has failed if the node has not continued, in milliseconds. */
const CLAIM_LASTS = 60_000;
/** No call is held, and no timer fires, so long after the end of a suspension, in milliseconds. */
const OVER_LASTS = 6 * 60 * 60_000;
/** Beyond this number the oldest suspensions are forgotten. */
const MOST_REMEMBERED = 20_000;

/**
 * How a node run got to continue after a suspension: after a claim in this process, after one in
 * another process, or not at all, because another run has continued already.
 */
export type Continuation = 'claimed here' | 'claimed elsewhere' | 'duplicate';

/**
 * Makes sure that a suspension ends once: n8n gives every call the execution as it was stored when the
 * call arrived, and would resume it for each of them, before 2.7.4 even at the same time.
 *
 * Works within one process. Between processes, read what is stored first (`StoredSuspension.readAgain`).
 */
export class ResumeGuard {
	/** When each suspension was claimed, the oldest first. */
	private readonly claims = new Map<string, number>();

	/** When the node continued after each suspension, the oldest first. */
	private readonly over = new Map<string, number>();

	constructor(private readonly now: () => number = () => Date.now()) {}

	/**
	 * Claims the end of a suspension.
	 *
	 * @returns whether the claimant may resume; false when another call, or the timer, was faster
	 */
	mayResume(suspension: string): boolean {
		this.forget(this.claims, CLAIM_LASTS);
		if (this.isClaimed(suspension)) return false;
		this.claims.set(suspension, this.now());
		return true;
	}

	/** Whether the end of a suspension has been claimed in this process. */
	isClaimed(suspension: string): boolean {
		return this.claims.has(suspension) || this.isOver(suspension);
	}

	/** Records that the node continues after a suspension, unless it has done so before. */
	continueAfter(suspension: string): Continuation {
		this.forget(this.over, OVER_LASTS);
		if (this.isOver(suspension)) return 'duplicate';
		this.over.set(suspension, this.now());
		return this.claims.has(suspension) ? 'claimed here' : 'claimed elsewhere';
	}

	/** Whether the node has continued after a suspension. */
	isOver(suspension: string): boolean {
		return this.over.has(suspension);
	}

	private forget(suspensions: Map<string, number>, after: number): void {
		for (const [key, at] of suspensions) {
			if (suspensions.size <= MOST_REMEMBERED && this.now() - at <= after) return;
			suspensions.delete(key);
		}
	}
}

/** The guard of this process. */
export const resumeGuard = new ResumeGuard();

/**
 * Key of a suspension in the guard. It contains the execution, because a failed execution that the
 * user retries has the suspension of the old one in its data.
 */
export function guardKey(
	context: IExecuteSingleFunctions | IWebhookFunctions,
	{ id }: SuspensionState,
): string {
	return `${context.getExecutionId()} ${id}`;
}
