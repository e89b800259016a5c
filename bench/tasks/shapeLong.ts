import type { INodeParameters } from 'n8n-workflow';
import { costOf, heldBytes } from '../peakMemory';
import { repeat } from '../repeat';
import { longJob } from '../transcript';
import { shaper } from './shape';

const FEW_WORDS = 1000;
const ROUNDS = 3;

/**
 * Shapes one long result, for its processor time and its memory: the peak beyond what making the
 * result took, or what the output holds beside the result where that is more.
 */
export async function run({ parameters, words }: { parameters: INodeParameters; words: number }) {
	const shaped = shaper(parameters);
	const long = longJob(words);
	const short = longJob(FEW_WORDS);
	const work = async () => await Promise.resolve(shaped(long));
	const { extraBytes } = await costOf(work, async () => await Promise.resolve(shaped(short)));
	const milliseconds = await repeat(ROUNDS, async () => await processorTimeOf(work));
	const result = shaped(long);
	return {
		milliseconds,
		memoryBytes: Math.max(
			extraBytes,
			heldBytes(() => shaped(long)),
		),
		items: Array.isArray(result) ? result.length : 1,
	};
}

/** What the main thread needs at most, in milliseconds; other processes do not count. */
async function processorTimeOf(work: () => Promise<unknown>): Promise<number> {
	const before = process.cpuUsage();
	await work();
	return process.cpuUsage(before).user / 1000;
}
