/** A call may be that old, in milliseconds, when it wants to wake up its execution. */
const OLDEST_CALL = 30_000;

/** How many results were told to an execution when a call last woke it up, and when that was. */
const wakeUps = new Map<string, { told: number; at: number }>();

/**
 * Whether a call may wake up an execution with what it has to tell. n8n gives a call the execution as
 * it was stored when the call came, and stores it again with what the call adds. If another call was
 * faster, and the execution has gone to sleep again since, what that call told would be undone.
 *
 * This holds in one process of n8n; several (webhook processors) do not know of each other.
 *
 * @param told how many results the execution knew when the call came
 */
export function mayTell(executionId: string, told: number, now = Date.now()): boolean {
	for (const [id, { at }] of wakeUps) if (now - at > OLDEST_CALL) wakeUps.delete(id);
	const last = wakeUps.get(executionId);
	if (last !== undefined && told <= last.told) return false;
	wakeUps.set(executionId, { told, at: now });
	return true;
}
