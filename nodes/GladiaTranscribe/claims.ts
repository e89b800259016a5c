/** After this time a claim has failed: the execution could not be resumed, in milliseconds. */
const CLAIM_LASTS = 60_000;

/** When each sleep was claimed, by its id. */
const claims = new Map<string, number>();

/**
 * Claims the end of a sleep, so that it ends once: n8n gives every call the execution as it was stored
 * when the call came, and would resume it for each of them, before 2.7.4 even at the same time.
 *
 * Holds in one process. Between processes, look at what is stored first (see `StoredSleep.reread`).
 *
 * @returns false when another call, or the timer, was faster
 */
export function claimSleep(id: string, now = Date.now()): boolean {
	for (const [other, at] of claims) if (now - at > CLAIM_LASTS) claims.delete(other);
	if (claims.has(id)) return false;
	claims.set(id, now);
	return true;
}

/** When the node went on after each sleep, by its id. */
const runs = new Map<string, number>();
/** A timer that was set while the execution slept comes so long after at most, in milliseconds. */
const TIMER_LASTS = 10 * 60_000;

/**
 * Tells that the node goes on after a sleep.
 *
 * @returns false when it has gone on already: n8n has resumed the execution twice
 */
export function goesOn(id: string, now = Date.now()): boolean {
	for (const [other, at] of runs) if (now - at > TIMER_LASTS) runs.delete(other);
	if (runs.has(id)) return false;
	runs.set(id, now);
	return true;
}

/** Whether somebody in this process has claimed the end of a sleep. */
export function isClaimed(id: string): boolean {
	return claims.has(id);
}
