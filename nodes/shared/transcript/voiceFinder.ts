import type { Voice } from './speakerLabels';
import type { Utterance } from './utterances';

/** How many utterances of other channels may lie between a moment and its utterance. */
const NEIGHBORS = 20;

/**
 * Makes a function for the voice of findings that only have a time, such as sentiments and named
 * entities: that of the utterance which began last, by binary search. Undefined where nobody had begun.
 *
 * @returns a function of a time in seconds and, if it is known, the channel
 */
export function voiceFinder(
	utterances: Utterance[],
): (time: number | null, channel: number | null) => Voice | undefined {
	const timed = utterances
		.filter(({ start }) => start !== null)
		.toSorted((left, right) => (left.start ?? 0) - (right.start ?? 0));
	return (time, channel) => {
		if (time === null) return undefined;
		let low = 0;
		let high = timed.length;
		while (low < high) {
			const middle = (low + high) >>> 1;
			if ((timed[middle]?.start ?? 0) <= time) low = middle + 1;
			else high = middle;
		}
		// Of another channel are at most those who speak at the same time.
		for (let index = low - 1; index >= Math.max(0, low - 1 - NEIGHBORS); index--) {
			const utterance = timed[index];
			if (utterance && (channel === null || utterance.channel === channel)) {
				return { speaker: utterance.speaker, channel: utterance.channel };
			}
		}
		return undefined;
	};
}
