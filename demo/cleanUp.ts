const cleanUps = new Set<() => void>();

function cleanUpAll(): void {
	for (const cleanUp of cleanUps) cleanUp();
	cleanUps.clear();
}

let listening = false;

function listen(): void {
	if (listening) return;
	listening = true;
	process.on('exit', cleanUpAll);
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.once(signal, () => {
			cleanUpAll();
			// The handler is gone by now: the signal ends the process as if nobody had listened.
			process.kill(process.pid, signal);
		});
	}
}

/**
 * Runs `cleanUp` (synchronous) when this process ends in any way but SIGKILL.
 * Returns a function that takes it back.
 */
export function onProcessEnd(cleanUp: () => void): () => void {
	listen();
	cleanUps.add(cleanUp);
	return () => cleanUps.delete(cleanUp);
}
