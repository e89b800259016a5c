/** Where progress is told: a terminal, a file or a pipe. */
export interface ProgressOutput {
	isTTY?: boolean;
	/** Characters in a line of a terminal. */
	columns?: number;
	write(text: string): unknown;
}

const TERMINAL_EVERY_MS = 1_000;
const LINES_EVERY_MS = 15_000;
const CLEAR_LINE = '\r\u001B[K';

/**
 * Does some work and tells for how long it has been under way: on a terminal in one line that is updated in
 * place and goes at the end, elsewhere in a line at the start and one now and then.
 *
 * @param phase what is being done, such as `Starting n8n`
 */
export async function withProgress<T>(
	phase: string,
	work: () => Promise<T>,
	output: ProgressOutput = process.stderr,
): Promise<T> {
	const started = Date.now();
	const time = () => ` … ${elapsed(Date.now() - started)}`;
	const onTerminal = () => {
		const suffix = time();
		// A line that wraps could not be cleared. Some terminals say that they have 0 columns.
		const room = (output.columns || 80) - 1 - suffix.length;
		output.write(CLEAR_LINE + phase.slice(0, room) + suffix);
	};
	const asLine = () => output.write(`${phase}${time()}\n`);

	const tell = output.isTTY ? onTerminal : asLine;
	tell();
	const ticker = setInterval(tell, output.isTTY ? TERMINAL_EVERY_MS : LINES_EVERY_MS);
	try {
		return await work();
	} finally {
		clearInterval(ticker);
		if (output.isTTY) output.write(CLEAR_LINE);
	}
}

/** A duration in words: `45 s`, `1 min 5 s`. */
export function elapsed(milliseconds: number): string {
	const seconds = Math.round(milliseconds / 1000);
	const minutes = Math.floor(seconds / 60);
	return minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
}
