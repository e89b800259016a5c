/** `node:timers/promises` by the clock of the tests, which jest's fake timers leave out. */

interface Options {
	signal?: AbortSignal;
	ref?: boolean;
}

async function wait<T>(milliseconds = 0, value?: T, { signal, ref }: Options = {}): Promise<T> {
	return await new Promise((resolve, reject) => {
		signal?.throwIfAborted();
		const timer = globalThis.setTimeout(() => {
			signal?.removeEventListener('abort', abort);
			resolve(value as T);
		}, milliseconds);
		const abort = () => {
			clearTimeout(timer);
			reject(
				new DOMException('The operation was aborted', {
					name: 'AbortError',
					cause: signal?.reason,
				}),
			);
		};
		signal?.addEventListener('abort', abort, { once: true });
		if (ref === false) timer.unref();
	});
}

export { wait as setTimeout };
