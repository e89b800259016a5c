import type { IExecuteSingleFunctions, IWebhookFunctions } from 'n8n-workflow';
import { pause } from '../../shared/async/cancellation';

type Context = IExecuteSingleFunctions | IWebhookFunctions;

/** After this time a claim after which nobody went on has failed, in milliseconds. */
const CLAIM_LASTS = 60_000;
/** No call is held, and no timer comes, so long after the end of a sleep, in milliseconds. */
const OVER_LASTS = 6 * 60 * 60_000;
/** More sleeps than this are not remembered, the oldest go. */
const MOST_REMEMBERED = 20_000;

/** How long somebody who has claimed a sleep may take to go on, in milliseconds. */
const PATIENCE = 10_000;
const PAUSE = 100;

/**
 * How long after a call of another process an execution does not sleep again, in milliseconds. A third
 * process may have read the stored sleep just before. n8n refuses to resume an execution that runs, but
 * would resume one that sleeps again with what was read of the sleep before, and start its jobs twice.
 */
const AWAKE_LASTS = 5_000;

/** When each sleep was claimed; the oldest first. */
const claims = new Map<string, number>();
/** When the node went on after each sleep; the oldest first. */
const over = new Map<string, number>();
/** When each execution was woken up by another process, by its id; the oldest first. */
const wokenElsewhere = new Map<string, number>();

/**
 * Claims the end of a sleep, so that it ends once: n8n gives every call the execution as it was stored
 * when the call came, and would resume it for each of them, before 2.7.4 even at the same time.
 *
 * Holds in one process. Between processes, look at what is stored first (see `StoredSleep.reread`).
 *
 * @returns false when another call, or the timer, was faster
 */
export function claimSleep(context: Context, id: string): boolean {
	forget(claims, CLAIM_LASTS);
	if (isClaimed(context, id)) return false;
	claims.set(keyOf(context, id), Date.now());
	return true;
}

/** Whether somebody in this process has claimed the end of a sleep. */
export function isClaimed(context: Context, id: string): boolean {
	const key = keyOf(context, id);
	return claims.has(key) || over.has(key);
}

/**
 * Tells that the node goes on after a sleep.
 *
 * @returns false when it has gone on already: n8n has resumed the execution twice
 */
export function goesOn(context: Context, id: string): boolean {
	forget(over, OVER_LASTS);
	forget(wokenElsewhere, AWAKE_LASTS);
	const key = keyOf(context, id);
	if (over.has(key)) return false;
	over.set(key, Date.now());
	if (!claims.has(key)) wokenElsewhere.set(context.getExecutionId(), Date.now());
	return true;
}

/** Waits until all processes of n8n know that the sleep before is over. */
export async function untilKnownAwake(context: IExecuteSingleFunctions): Promise<void> {
	forget(wokenElsewhere, AWAKE_LASTS);
	const woken = wokenElsewhere.get(context.getExecutionId());
	if (woken !== undefined) await pause(context, woken + AWAKE_LASTS - Date.now());
}

/** Waits for somebody who has claimed a sleep to go on; n8n may have failed to resume for them. */
export async function untilGoneOn(context: IExecuteSingleFunctions, id: string): Promise<void> {
	const key = keyOf(context, id);
	const until = Date.now() + PATIENCE;
	while (!over.has(key) && Date.now() < until) await pause(context, PAUSE);
}

/** A failed execution that n8n is told to retry has the old one's sleep in its data. */
function keyOf(context: Context, id: string): string {
	return `${context.getExecutionId()} ${id}`;
}

function forget(sleeps: Map<string, number>, after: number): void {
	for (const [key, at] of sleeps) {
		if (sleeps.size <= MOST_REMEMBERED && Date.now() - at <= after) return;
		sleeps.delete(key);
	}
}
