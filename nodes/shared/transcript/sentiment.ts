import type { IDataObject } from 'n8n-workflow';
import type { TranscriptionJob } from '../api/types';
import { isRecord, numberOrNull, recordsIn, textOrNull, valueAt } from '../json/values';
import type { LabelOf } from './speakerLabels';
import { literalIn } from './text/pythonLiteral';
import type { Utterance } from './utterances';
import { voiceFinder } from './voiceFinder';

/** A passage with its sentiment; times in seconds. */
export interface SentimentPassage {
	start: number | null;
	end: number | null;
	/** Name of the speaker; null where speakers were not told apart. */
	speaker_label: string | null;
	/** 1 is positive, 0 neutral or mixed, -1 negative. */
	score: number;
}

/** The mean of some passages' sentiments. */
export interface AverageSentiment extends IDataObject {
	/** From -1 (all negative) to 1 (all positive). */
	score: number;
	/** Shares of the passages, from 0 to 1; a mixed sentiment counts as neutral. */
	positive: number;
	neutral: number;
	negative: number;
}

const scores: Record<string, number> = { positive: 1, neutral: 0, mixed: 0, negative: -1 };

/**
 * The passages of the sentiment analysis, each with the speaker that it names, or else with the one
 * who spoke at its start. Passages of an unknown sentiment are left out.
 * @returns undefined when the job has no sentiment analysis, or it failed
 */
export function sentimentPassages(
	job: TranscriptionJob,
	utterances: Utterance[],
	labelOf: LabelOf,
): SentimentPassage[] | undefined {
	const results = literalIn(valueAt(job, 'result.sentiment_analysis.results'));
	const rows = isRecord(results) ? results.results : results;
	if (!Array.isArray(rows)) return undefined;
	const voiceAt = voiceFinder(utterances);
	return recordsIn(rows).flatMap((row) => {
		const name = textOrNull(row.sentiment)?.trim().toLowerCase() ?? '';
		const score = Object.hasOwn(scores, name) ? scores[name] : undefined;
		if (score === undefined) return [];
		const start = numberOrNull(row.start);
		const channel = numberOrNull(row.channel);
		const voice = voiceAt(start, channel) ?? { speaker: null, channel };
		const speaker_label = labelOf({
			...voice,
			speaker: numberOrNull(row.speaker) ?? voice.speaker,
		});
		return [{ start, end: numberOrNull(row.end), speaker_label, score }];
	});
}

/** The mean of the passages, to two decimals; null when there are none. */
export function averageSentiment(passages: SentimentPassage[]): AverageSentiment | null {
	if (passages.length === 0) return null;
	const share = (wanted: number) =>
		toHundredths(passages.filter(({ score }) => score === wanted).length / passages.length);
	const sum = passages.reduce((total, { score }) => total + score, 0);
	return {
		score: toHundredths(sum / passages.length),
		positive: share(1),
		neutral: share(0),
		negative: share(-1),
	};
}

function toHundredths(value: number): number {
	return Math.round(value * 100) / 100 || 0;
}
