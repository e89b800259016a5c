type CleanUp = () => void | Promise<void>;

const cleanUps = new Set<CleanUp>();
const running: Array<Promise<void>> = [];
let listening = false;

function listen(): void {
	if (listening) return;
	listening = true;
	process.on('exit', () => void cleanUpNow());
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		// Ctrl-C arrives twice, from the terminal and from tsx: the second must not cut this short.
		process.on(signal, () => void endBy(signal));
	}
}

/** Cleans up, then ends as if nobody had listened to the signal. */
async function endBy(signal: NodeJS.Signals): Promise<void> {
	await cleanUpNow();
	process.removeAllListeners(signal);
	process.kill(process.pid, signal);
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

/** Runs all clean-ups that are still due, each once, and waits for those under way. */
export async function cleanUpNow(): Promise<void> {
	for (const cleanUp of cleanUps) {
		cleanUps.delete(cleanUp);
		running.push((async () => await cleanUp())());
	}
	await Promise.allSettled(running);
}
