type CleanUp = () => void | Promise<void>;

const cleanUps = new Set<CleanUp>();
let listening = false;

function listen(): void {
	if (listening) return;
	listening = true;
	process.on('exit', () => void cleanUpNow());
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		// The handler is gone when it runs: the second signal ends the process in the usual way.
		process.once(signal, () => void cleanUpNow().then(() => process.kill(process.pid, signal)));
	}
}

/**
 * Runs `cleanUp` when this process ends in any way but SIGKILL. What is asynchronous in it counts
 * only when the end is a signal or waits for `cleanUpNow`.
 * Returns a function that takes it back.
 */
export function onProcessEnd(cleanUp: CleanUp): () => void {
	listen();
	cleanUps.add(cleanUp);
	return () => cleanUps.delete(cleanUp);
}

/** Runs all clean-ups that are still due, each once. */
export async function cleanUpNow(): Promise<void> {
	const due = [...cleanUps];
	cleanUps.clear();
	await Promise.allSettled(due.map(async (cleanUp) => await cleanUp()));
}
