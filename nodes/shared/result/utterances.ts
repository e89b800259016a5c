import type { IDataObject } from 'n8n-workflow';
import type { TranscriptionJob } from '../apiTypes';
import { numberOrNull, recordsIn, textOrNull, valueAt } from './document';
import { joinTexts, wordsInText } from './writing';

/** A word as it was spoken; times in seconds, null where the API gave none. */
export interface SpokenWord {
	text: string;
	start: number | null;
	end: number | null;
	confidence: number | null;
}

/** An utterance with every odd or missing field replaced by null; times in seconds. */
export interface Utterance {
	/** Its place in the API's list, counted from 0. */
	index: number;
	start: number | null;
	end: number | null;
	confidence: number | null;
	/** Counted from 0. */
	channel: number | null;
	/** Counted from 0; null when diarization was off. */
	speaker: number | null;
	language: string | null;
	text: string;
	/** Never empty unless the text is: words without times stand in where the API gave none. */
	words: SpokenWord[];
	/** The utterance as the API wrote it. */
	source: IDataObject;
}

/** A translation of the transcript into one language. */
export interface Translation {
	language: string | null;
	utterances: Utterance[];
	/** The translation as the API wrote it. */
	source: IDataObject;
}

/** Reads a list of utterances as found in a transcription or translation of unknown quality. */
export function readUtterances(list: unknown): Utterance[] {
	return recordsIn(list).map((source, index) => {
		const words = recordsIn(source.words).map(readWord);
		const spoken = words.filter(({ text }) => text !== '');
		const text = textOrNull(source.text)?.trim() ?? joinTexts(spoken.map((word) => word.text));
		return {
			index,
			start: numberOrNull(source.start),
			end: numberOrNull(source.end),
			confidence: numberOrNull(source.confidence),
			channel: numberOrNull(source.channel),
			speaker: numberOrNull(source.speaker),
			language: textOrNull(source.language),
			text,
			words: spoken.length > 0 ? spoken : wordsInText(text).map(untimedWord),
			source,
		};
	});
}

/** The utterances of a job in the API's order; none while there is no transcript. */
export function utterancesOf(job: TranscriptionJob): Utterance[] {
	return readSpeech(valueAt(job, 'result.transcription'));
}

/**
 * The translations of a job. A translation that does not name its language (a failed one) gets
 * the one that the request asked for at the same place.
 */
export function translationsOf(job: TranscriptionJob): Translation[] {
	return recordsIn(valueAt(job, 'result.translation.results')).map((source, index) => ({
		language:
			textOrNull(valueAt(source, 'languages[0]')) ??
			textOrNull(valueAt(job, `request_params.translation_config.target_languages[${index}]`)),
		utterances: readSpeech(source),
		source,
	}));
}

/**
 * Sorted by start, keeping the API's order between equals. Multi-channel audio comes channel by
 * channel in some documents. A list with an unknown start is left as it is.
 */
export function inTimeOrder(utterances: Utterance[]): Utterance[] {
	if (utterances.some(({ start }) => start === null)) return utterances;
	return utterances.toSorted((left, right) => (left.start ?? 0) - (right.start ?? 0));
}

/** A transcript without utterances stands as a single one without times, so its text is kept. */
function readSpeech(section: unknown): Utterance[] {
	const utterances = readUtterances(valueAt(section, 'utterances'));
	const text = textOrNull(valueAt(section, 'full_transcript'))?.trim() ?? '';
	return utterances.length > 0 || text === '' ? utterances : readUtterances([{ text }]);
}

function readWord(source: IDataObject): SpokenWord {
	return {
		text: textOrNull(source.word)?.trim() ?? '',
		start: numberOrNull(source.start),
		end: numberOrNull(source.end),
		confidence: numberOrNull(source.confidence),
	};
}

function untimedWord(text: string): SpokenWord {
	return { text, start: null, end: null, confidence: null };
}
