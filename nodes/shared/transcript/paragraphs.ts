import { meanConfidence } from './meanConfidence';
import { joinTexts } from './text/writing';
import type { Utterance } from './utterances';
import { inTimeOrder } from './utterances';

/** Pause after which a speaker starts a new paragraph, in seconds. */
export const DEFAULT_PARAGRAPH_PAUSE = 2;

/** What one speaker said without a long pause; times in seconds. */
export interface Paragraph {
	start: number | null;
	end: number | null;
	speaker: number | null;
	channel: number | null;
	/** Language of the first utterance. */
	language: string | null;
	/** Mean of the utterances' confidences. */
	confidence: number | null;
	text: string;
	utterances: Utterance[];
}

/**
 * Merges consecutive utterances of the same speaker and channel with at most `pauseSeconds` between
 * them. An unknown pause (a missing time) does not separate them. With `Infinity`, a paragraph is a
 * speaker's whole turn. Utterances without text, which some translations have, are left out.
 */
export function toParagraphs(utterances: Utterance[], pauseSeconds: number): Paragraph[] {
	const groups: Utterance[][] = [];
	let latestEnd: number | null = null;
	for (const utterance of inTimeOrder(utterances.filter(({ text }) => text !== ''))) {
		const group = groups.at(-1);
		if (
			group?.[0]?.speaker === utterance.speaker &&
			group[0].channel === utterance.channel &&
			pauseBetween(latestEnd, utterance.start) <= pauseSeconds
		) {
			group.push(utterance);
			latestEnd = laterOf(latestEnd, utterance.end);
		} else {
			groups.push([utterance]);
			latestEnd = utterance.end;
		}
	}
	return groups.map(mergeGroup);
}

function pauseBetween(end: number | null, start: number | null): number {
	return start === null || end === null ? 0 : start - end;
}

function laterOf(left: number | null, right: number | null): number | null {
	if (left === null || right === null) return left ?? right;
	return Math.max(left, right);
}

function mergeGroup(utterances: Utterance[]): Paragraph {
	const first = utterances[0];
	return {
		start: first?.start ?? null,
		end: utterances.map(({ end }) => end).reduce(laterOf, null),
		speaker: first?.speaker ?? null,
		channel: first?.channel ?? null,
		language: first?.language ?? null,
		confidence: meanConfidence(utterances.map(({ confidence }) => confidence)),
		text: joinTexts(utterances.map(({ text }) => text)),
		utterances,
	};
}
