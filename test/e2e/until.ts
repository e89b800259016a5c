import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits for a state that a test needs, however long this machine takes for it.
 *
 * @param state in words, for the error
 * @throws Error when it is not there after `timeoutMs`
 */
export async function until(
	state: string,
	isThere: () => boolean | Promise<boolean>,
	timeoutMs = 60_000,
): Promise<void> {
	for (const deadline = Date.now() + timeoutMs; !(await isThere()); await sleep(50)) {
		if (Date.now() > deadline) throw new Error(`Not after ${timeoutMs / 1000} s: ${state}`);
	}
}
