import type { JsonObject } from '../json';
import { subtitlesOf } from './subtitles';
import type { Utterance } from './utterance';

/** Languages of the utterances, the most frequent first. */
function languagesIn(utterances: Utterance[]): string[] {
	const counts = new Map<string, number>();
	for (const { language } of utterances) counts.set(language, (counts.get(language) ?? 0) + 1);
	return [...counts].sort(([, a], [, b]) => b - a).map(([language]) => language);
}

/** Transcript of any utterances, with subtitles when the request asks for them. */
export function transcriptionOf(utterances: Utterance[], request: JsonObject): JsonObject {
	return {
		full_transcript: utterances.map(({ text }) => text).join(' '),
		languages: languagesIn(utterances),
		utterances,
		...(request.subtitles === true ? { subtitles: subtitlesOf(utterances, request) } : {}),
	};
}
