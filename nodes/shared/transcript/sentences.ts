import type { IDataObject } from 'n8n-workflow';
import type { TranscriptionJob } from '../api/types';
import { isRecord, numberOrNull, textOrNull, valueAt } from '../json/values';
import { toParagraphs } from './paragraphs';
import type { TimedSentence } from './sentenceTimes';
import { alignSentences } from './sentenceTimes';
import { segmentSentences } from './text/segmentation';
import type { Utterance } from './utterances';
import { utterancesOf } from './utterances';

/**
 * The sentences of a job as the API wrote them, texts or objects, in one list. They are in
 * `result.transcription.sentences` or, in older documents, in `result.sentences`.
 */
export function sentencesOf(job: TranscriptionJob): Array<string | IDataObject> {
	const current = flatten(valueAt(job, 'result.transcription.sentences'));
	return current.length > 0 ? current : flatten(valueAt(job, 'result.sentences'));
}

/**
 * One row per sentence. Times, speaker, channel and language come from the API where available, else
 * from the spoken words. Without the sentences add-on, the transcript itself is split into sentences.
 */
export function timedSentences(job: TranscriptionJob): TimedSentence[] {
	const utterances = utterancesOf(job);
	const given = sentencesOf(job);
	const texts = given.length > 0 ? given.map(sentenceText) : cutSentences(utterances);
	return alignSentences(texts, utterances).map((aligned, index) => {
		const source = given[index];
		return isRecord(source) ? { ...aligned, ...knownFields(source) } : aligned;
	});
}

function flatten(value: unknown): Array<string | IDataObject> {
	if (typeof value === 'string') return [value];
	if (Array.isArray(value)) return value.flatMap(flatten);
	if (!isRecord(value)) return [];
	return 'results' in value ? flatten(value.results) : [value];
}

/** The text of one of sentencesOf. */
export function sentenceText(sentence: string | IDataObject): string {
	if (typeof sentence === 'string') return sentence.trim();
	return (textOrNull(sentence.sentence) ?? textOrNull(sentence.text) ?? '').trim();
}

function knownFields(sentence: IDataObject): Partial<TimedSentence> {
	const { start, end, speaker, channel, confidence, language } = sentence;
	const numbers = { start, end, speaker, channel, confidence };
	const known = Object.entries({
		...Object.fromEntries(
			Object.entries(numbers).map(([name, value]) => [name, numberOrNull(value)]),
		),
		language: textOrNull(language),
	}).filter(([, value]) => value !== null);
	return Object.fromEntries(known);
}

function cutSentences(utterances: Utterance[]): string[] {
	return toParagraphs(utterances, Infinity).flatMap(({ text }) =>
		segmentSentences(text)
			.map((sentence) => sentence.trim())
			.filter((sentence) => sentence !== ''),
	);
}
