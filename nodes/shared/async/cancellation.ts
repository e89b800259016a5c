import { sleep } from 'n8n-workflow';

/** Any context of n8n that knows whether the execution was cancelled. */
export interface Cancellable {
	getExecutionCancelSignal(): AbortSignal | undefined;
}

/**
 * Waits, but no longer than until the execution is cancelled.
 *
 * Older n8n versions ignore the second argument of `sleep`, so the signal is watched here as well.
 *
 * @throws the signal's reason when the execution is, or becomes, cancelled
 */
export async function pause(context: Cancellable, milliseconds: number): Promise<void> {
	const signal = context.getExecutionCancelSignal();
	if (signal === undefined) return await sleep(milliseconds);
	signal.throwIfAborted();
	await untilCancelled(signal, async () => await sleep(milliseconds, signal));
}

/** Runs `work`, but rejects with the signal's reason as soon as the signal is aborted. */
export async function untilCancelled<T>(
	signal: AbortSignal | undefined,
	work: () => Promise<T>,
): Promise<T> {
	if (signal === undefined) return await work();
	signal.throwIfAborted();
	let onAbort: () => void = () => {};
	const cancelled = new Promise<never>((_, reject) => {
		onAbort = () => reject(signal.reason);
		signal.addEventListener('abort', onAbort, { once: true });
	});
	try {
		return await Promise.race([work(), cancelled]);
	} finally {
		signal.removeEventListener('abort', onAbort);
	}
}
