import type { IExecuteSingleFunctions } from 'n8n-workflow';
import { AUDIO_LIMITS, LONGEST_ENTERPRISE_MINUTES, LONGEST_MINUTES } from './audioLimits';

/**
 * The length of a WAV file according to its header, which is what Gladia goes by.
 *
 * @param head the first bytes of the file
 * @returns seconds; undefined for other files and for headers without a length
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
			// Programs that write a stream do not know its size, and write the largest number.
			return bytesPerSecond > 0 && size < 0x7fffff00 ? size / bytesPerSecond : undefined;
		}
		at += 8 + size + (size % 2);
	}
	return undefined;
}

/**
 * A warning about audio that is longer than Gladia accepts on most plans. It is not refused here: only
 * Gladia knows the plan.
 *
 * @returns undefined for shorter audio, and for an unknown length
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

/** Logs the warning, with the item that it is about. */
export function warnOfLength(context: IExecuteSingleFunctions, seconds: unknown): void {
	const warning = lengthWarning(seconds);
	if (warning === undefined) return;
	const { name } = context.getNode();
	context.logger.warn(`${name}: ${warning} [Item ${context.getItemIndex()}]`);
}
