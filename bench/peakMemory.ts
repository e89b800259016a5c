import { readFileSync, writeFileSync } from 'node:fs';

export interface Cost {
	milliseconds: number;
	/** Highest resident memory during the work, beyond that of the rehearsal. */
	extraBytes: number;
}

/**
 * Time and memory of `work`, which must be all that this process does.
 *
 * `rehearsal` is the same on a tiny scale. It runs first, so that loaded modules, compiled code and
 * open connections are there already, and its own peak is subtracted.
 */
export async function costOf(
	work: () => Promise<unknown>,
	rehearsal: () => Promise<unknown>,
): Promise<Cost> {
	await rehearsal();
	// What loading the modules left behind would hide what the work needs.
	globalThis.gc?.();
	forgetPeak();
	await rehearsal();
	const idleBytes = peakBytes();
	const milliseconds = await timeOf(work);
	return { milliseconds, extraBytes: Math.max(0, peakBytes() - idleBytes) };
}

/** How long `work` takes, in milliseconds. */
export async function timeOf(work: () => Promise<unknown>): Promise<number> {
	const start = performance.now();
	await work();
	return performance.now() - start;
}

/** How many values are held at a time to learn what one of them holds: their mean is steadier. */
const HELD = 5;

/** Memory that a value of `make` holds beyond what it shares with others, in bytes. */
export function heldBytes(make: () => unknown): number {
	const before = usedBytes();
	const held = Array.from({ length: HELD }, make);
	const bytes = (usedBytes() - before) / HELD;
	// Named once more, so that they were not garbage when the memory was read.
	held.length = 0;
	return Math.max(0, bytes);
}

function usedBytes(): number {
	// Some garbage is only recognised once other garbage is gone.
	for (let time = 0; time < 3; time++) globalThis.gc?.();
	return process.memoryUsage().heapUsed;
}

/** Linux can begin a new record; elsewhere the peak is that of the process's whole life. */
function forgetPeak(): void {
	if (process.platform === 'linux') writeFileSync('/proc/self/clear_refs', '5');
}

function peakBytes(): number {
	if (process.platform !== 'linux') return process.resourceUsage().maxRSS * 1024;
	const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
	return Number(kilobytes) * 1024;
}
