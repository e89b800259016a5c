import type { Spoken } from './utterance';

/** More points than this would be no summary. */
const MAX_POINTS = 8;

/**
 * What the lines are about.
 * @param type `general` (sentences), `bullet_points` or `concise` (one sentence)
 */
export function summaryOf(spoken: Spoken[], type: string): string {
	const gists = [...new Set(spoken.map(({ phrase }) => phrase.gist))].slice(0, MAX_POINTS);
	if (gists.length === 0) return '';
	if (type === 'bullet_points') return gists.map((gist) => `- ${gist}`).join('\n');
	if (type === 'concise') return `${gists.at(0)} … ${gists.at(-1)}.`;
	return gists.map((gist) => `${gist}.`).join(' ');
}
