import type { IExecuteSingleFunctions } from 'n8n-workflow';

import { AUDIO_LIMITS, LONGEST_ENTERPRISE_MINUTES, LONGEST_MINUTES } from './audioLimits';
/**
 * The length of a WAV file as its header says, which is what Gladia judges by.
 *
 * @param head the first bytes of the file
 * @returns seconds, or undefined for other files and headers that do not know
 */
export function wavSeconds(head: Uint8Array): number | undefined {
	const view = new DataView(head.buffer, head.byteOffset, head.length);
	const textAt = (at: number) => Buffer.from(head.subarray(at, at + 4)).toString('latin1');
	if (head.length < 12 || textAt(0) !== 'RIFF' || textAt(8) !== 'WAVE') return undefined;
	let bytesPerSecond = 0;
	for (let at = 12; at + 8 <= head.length;) {
		const size = view.getUint32(at + 4, true);
		if (textAt(at) === 'fmt ' && at + 20 <= head.length) {
			bytesPerSecond = view.getUint32(at + 16, true);
		}
		if (textAt(at) === 'data') {
			// Programs that write a stream cannot know its size and write the largest number.
			return bytesPerSecond > 0 && size < 0x7fffff00 ? size / bytesPerSecond : undefined;
		}
		at += 8 + size + (size % 2);
	}
	return undefined;
}

/**
 * What to tell about audio that is longer than Gladia takes on most plans. Nothing is refused for it:
 * only Gladia knows the plan.
 *
 * @returns undefined for shorter audio, and for a length that is not known
 */
export function lengthWarning(seconds: unknown): string | undefined {
	if (typeof seconds !== 'number' || !(seconds > LONGEST_MINUTES * 60)) return undefined;
	const minutes = Math.ceil(seconds / 60);
	const plan =
		seconds > LONGEST_ENTERPRISE_MINUTES * 60
			? 'longer than Gladia takes on any plan'
			: 'longer than Gladia takes except on enterprise plans';
	return `The audio has ${minutes} minutes, ${plan}. ${AUDIO_LIMITS}`;
}

/** Writes the warning to n8n's log, with the item that it is about. */
export function warnOfLength(context: IExecuteSingleFunctions, seconds: unknown): void {
	const warning = lengthWarning(seconds);
	if (warning === undefined) return;
	const { name } = context.getNode();
	context.logger.warn(`${name}: ${warning} [Item ${context.getItemIndex()}]`);
}
