import { knownEntities } from './phrases';
import type { Utterance } from './utterance';
import { findPhrase, phraseLength } from './wordReplacement';

export type Entity = { entity_type: string; text: string; start: number; end: number };

/**
 * Known names, places, organizations and times in the order in which they are spoken. A longer
 * entity hides a shorter one at the same place ("Maria Lopez" hides "Maria").
 */
export function entitiesIn(utterances: Utterance[]): Entity[] {
	const found: Entity[] = [];
	for (const { words } of utterances) {
		const taken = new Set<number>();
		for (const [text, entity_type] of Object.entries(knownEntities)) {
			const length = phraseLength(text);
			for (let at = findPhrase(words, text); at >= 0; at = findPhrase(words, text, at + 1)) {
				const first = words[at];
				const last = words[at + length - 1];
				if (!first || !last || taken.has(at)) continue;
				for (let step = 0; step < length; step++) taken.add(at + step);
				found.push({ entity_type, text, start: first.start, end: last.end });
			}
		}
	}
	return found.sort((a, b) => a.start - b.start);
}
