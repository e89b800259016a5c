import type { IDataObject } from 'n8n-workflow';
import type { AverageSentiment, SentimentPassage } from '../sentiment';
import { averageSentiment } from '../sentiment';
import type { LabelOf, Voice } from '../speakerLabels';
import { toMilliseconds } from '../text/timecode';
import type { Utterance } from '../utterances';
import { inTimeOrder } from '../utterances';
import { countQuestions, countWords } from './countWords';
import type { Interruptions } from './interruptions';
import { countInterruptions } from './interruptions';
import type { Span } from './spans';
import { longestGap, mergeSpans, overlapOf, spanOf, totalOf } from './spans';

/**
 * Who talks how much. Times are in seconds, to hundredths. What cannot be known is null: times where
 * an utterance has none, and what compares speakers where they were not told apart.
 */
export interface ConversationStatistics extends IDataObject {
	/** While anybody speaks. */
	speech_time: number | null;
	/** While nobody does, the beginning and the end of the recording included. */
	silence_time: number | null;
	longest_silence: number | null;
	/** While two speakers or more speak at the same time. */
	overlap_time: number | null;
	/** A turn is all that one speaker says until another one begins. */
	turns: number | null;
	/** See countInterruptions. */
	interruptions: number | null;
	words: number;
	/** Words by minute of speech, silence not counted. */
	words_per_minute: number | null;
	/** Sentences that end in a question mark. */
	questions: number;
	/** In order of appearance; one entry without a label where speakers were not told apart. */
	speaker_statistics: SpeakerStatistics[];
}

/** What one speaker contributes; people of the same name count as one. */
export interface SpeakerStatistics extends IDataObject {
	speaker_label: string | null;
	speaker: number | null;
	channel: number | null;
	talk_time: number | null;
	/** Part of all speakers' talk time, from 0 to 1. */
	talk_share: number | null;
	words: number;
	words_per_minute: number | null;
	turns: number | null;
	/** The most seconds of speech within one turn; pauses do not count. */
	longest_monologue: number | null;
	interruptions_made: number | null;
	interruptions_suffered: number | null;
	questions: number;
	/** Only where sentiment analysis was on; null when no passage is this speaker's. */
	sentiment?: AverageSentiment | null;
}

interface Known {
	/** Length of the recording in seconds. */
	duration: number | null;
	labelOf: LabelOf;
	/** undefined without sentiment analysis. */
	sentiments?: SentimentPassage[];
}

/** Computes the statistics of utterances in any order, in O(n log n). */
export function conversationStatistics(
	utterances: Utterance[],
	{ duration, labelOf, sentiments }: Known,
): ConversationStatistics {
	const spoken = inTimeOrder(utterances.filter(({ text }) => text !== ''));
	const speakers = groupSpeakers(spoken, labelOf);
	const isDistinguished = [...speakers.keys()].every((label) => label !== null);
	const tracks = [...speakers.values()].map(({ turns }) => trackOf(turns.flat()));
	const known = allKnown(tracks);
	const speech = known && mergeSpans(known.flat());
	const whole = speech && wholeTime(speech, duration);
	const interruptions = known && isDistinguished ? countInterruptions(known) : null;
	const talkTime = known && known.reduce((sum, track) => sum + totalOf(track), 0);
	const passages = sentiments && bySpeaker(sentiments);
	const rows = [...speakers.values()].map((speaker, position) => ({
		...describe(speaker, tracks[position] ?? null, talkTime, isDistinguished),
		...interruptionsOf(interruptions?.[position]),
		...(passages && { sentiment: averageSentiment(passages.get(speaker.speaker_label) ?? []) }),
	}));
	const words = sumOf(rows.map((row) => row.words));
	const speechTime = speech && totalOf(speech);
	return {
		speech_time: seconds(speechTime),
		silence_time: seconds(speechTime !== null && whole !== null ? whole - speechTime : null),
		longest_silence: seconds(speech && whole !== null ? longestGap(speech, whole) : null),
		overlap_time: seconds(known && isDistinguished ? overlapOf(known) : null),
		turns: isDistinguished ? sumOf([...speakers.values()].map(({ turns }) => turns.length)) : null,
		interruptions: interruptions && sumOf(interruptions.map(({ made }) => made)),
		words,
		words_per_minute: perMinute(words, speechTime),
		questions: sumOf(rows.map(({ questions }) => questions)),
		speaker_statistics: rows,
	};
}

function bySpeaker(sentiments: SentimentPassage[]): Map<string | null, SentimentPassage[]> {
	const passages = new Map<string | null, SentimentPassage[]>();
	for (const passage of sentiments) {
		const own = passages.get(passage.speaker_label);
		if (own === undefined) passages.set(passage.speaker_label, [passage]);
		else own.push(passage);
	}
	return passages;
}

interface Speaker extends Voice {
	speaker_label: string | null;
	/** The utterances of each turn. */
	turns: Utterance[][];
}

function groupSpeakers(spoken: Utterance[], labelOf: LabelOf): Map<string | null, Speaker> {
	const speakers = new Map<string | null, Speaker>();
	let latest: Speaker | undefined;
	for (const utterance of spoken) {
		const speaker_label = labelOf(utterance);
		const { speaker, channel } = utterance;
		const current = speakers.get(speaker_label) ?? { speaker_label, speaker, channel, turns: [] };
		speakers.set(speaker_label, current);
		if (current === latest) current.turns.at(-1)?.push(utterance);
		else current.turns.push([utterance]);
		latest = current;
	}
	return speakers;
}

/** When somebody speaks, or null when that is not known of every utterance. */
function trackOf(utterances: Utterance[]): Span[] | null {
	const spans = utterances.flatMap((utterance) => spanOf(utterance) ?? []);
	return spans.length === utterances.length ? mergeSpans(spans) : null;
}

function allKnown(tracks: Array<Span[] | null>): Span[][] | null {
	const known = tracks.filter((track) => track !== null);
	return known.length === tracks.length ? known : null;
}

/** The recording in milliseconds, which lasts at least as long as somebody speaks. */
function wholeTime(speech: Span[], duration: number | null): number | null {
	return duration === null ? null : Math.max(toMilliseconds(duration), speech.at(-1)?.end ?? 0);
}

function describe(
	{ speaker_label, speaker, channel, turns }: Speaker,
	track: Span[] | null,
	talkTime: number | null,
	isDistinguished: boolean,
) {
	const texts = turns.flat().map(({ text }) => text);
	const words = sumOf(texts.map(countWords));
	const own = track && totalOf(track);
	const monologues = track && turns.map((turn) => totalOf(trackOf(turn) ?? []));
	return {
		speaker_label,
		speaker,
		channel,
		talk_time: seconds(own),
		talk_share:
			isDistinguished && own !== null && talkTime
				? Math.round((own / talkTime) * 1000) / 1000
				: null,
		words,
		words_per_minute: perMinute(words, own),
		turns: isDistinguished ? turns.length : null,
		longest_monologue: seconds(isDistinguished && monologues ? longestOf(monologues) : null),
		questions: sumOf(texts.map(countQuestions)),
	};
}

function interruptionsOf(count: Interruptions | undefined) {
	return {
		interruptions_made: count?.made ?? null,
		interruptions_suffered: count?.suffered ?? null,
	};
}

function seconds(milliseconds: number | null): number | null {
	return milliseconds === null ? null : Math.round(milliseconds / 10) / 100;
}

function perMinute(words: number, milliseconds: number | null): number | null {
	return milliseconds ? Math.round((words * 60_000) / milliseconds) : null;
}

function sumOf(values: number[]): number {
	return values.reduce((sum, value) => sum + value, 0);
}

/** Not by Math.max(...), which fails on lists as long as those of a day. */
function longestOf(values: number[]): number {
	return values.reduce((longest, value) => Math.max(longest, value), 0);
}
