import type { IDataObject } from 'n8n-workflow';
import type { TranscriptionJob } from '../api/types';
import { isRecord, numberOrNull, recordsIn, textOrNull, valueAt } from '../json/values';
import { joinTexts, onOneLine, wordsInText } from './text/writing';

/** A spoken word; times in seconds, null where the API has none. */
export interface SpokenWord {
	text: string;
	start: number | null;
	end: number | null;
	confidence: number | null;
}

/** An utterance with null for every missing or invalid field; times in seconds. */
export interface Utterance {
	/** Its index in the API's list. */
	index: number;
	start: number | null;
	end: number | null;
	confidence: number | null;
	/** Counted from 0. */
	channel: number | null;
	/** Counted from 0; null when speakers were not distinguished. */
	speaker: number | null;
	language: string | null;
	text: string;
	/** Empty only if the text is: where the API has no words, these are words without times. */
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

/**
 * Reads a list of utterances from a transcription or translation of unknown quality. Surrounding blanks
 * of texts and words are removed, and line breaks inside become blanks: otherwise a word could look
 * like a caption or like a line of another speaker.
 * @param hasSpeakers Whether the speaker numbers are meaningful.
 */
export function readUtterances(list: unknown, hasSpeakers = true): Utterance[] {
	return recordsIn(list).map((source, index) => {
		let words: SpokenWord[] | undefined;
		const given = onOneLine(textOrNull(source.text) ?? '');
		const spoken = given === '' ? spokenWords(source) : undefined;
		const text = spoken === undefined ? given : joinTexts(spoken.map((word) => word.text));
		return {
			index,
			start: numberOrNull(source.start),
			end: numberOrNull(source.end),
			confidence: numberOrNull(source.confidence),
			channel: numberOrNull(source.channel),
			speaker: hasSpeakers ? numberOrNull(source.speaker) : null,
			language: textOrNull(source.language),
			text,
			// Computed on demand: most outputs do not need the words, and a long result has many.
			get words() {
				words ??= spoken ?? spokenWords(source);
				if (words.length === 0) words = wordsInText(text).map(untimedWord);
				return words;
			},
			source,
		};
	});
}

/** The utterances of a job in the API's order; none while there is no transcript. */
export function utterancesOf(job: TranscriptionJob): Utterance[] {
	return readSpeech(valueAt(job, 'result.transcription'), job);
}

/** The translations of a job. */
export function translationsOf(job: TranscriptionJob): Translation[] {
	return translationSources(job).map((translation) => ({
		...translation,
		utterances: readSpeech(translation.source, job),
	}));
}

/**
 * The translations of a job without their utterances. A translation that does not name its
 * language (a failed one) gets the one that the request asked for at the same place.
 */
export function translationSources(
	job: TranscriptionJob,
): Array<Pick<Translation, 'language' | 'source'>> {
	return recordsIn(valueAt(job, 'result.translation.results')).map((source, index) => ({
		language:
			textOrNull(valueAt(source, 'languages[0]')) ??
			textOrNull(valueAt(job, `request_params.translation_config.target_languages[${index}]`)),
		source,
	}));
}

/**
 * Sorts by start and keeps the API's order between equals, because some documents list multi-channel
 * audio channel by channel. A list with an unknown start is left as it is.
 */
export function inTimeOrder(utterances: Utterance[]): Utterance[] {
	if (utterances.some(({ start }) => start === null)) return utterances;
	return utterances.toSorted((left, right) => (left.start ?? 0) - (right.start ?? 0));
}

/** A transcript whose utterances have no text becomes a single utterance, so that its text is kept. */
function readSpeech(section: unknown, job: TranscriptionJob): Utterance[] {
	const utterances = readUtterances(valueAt(section, 'utterances'), hasSpeakers(job));
	const text = onOneLine(textOrNull(valueAt(section, 'full_transcript')) ?? '');
	const isKept = text === '' || utterances.some((utterance) => utterance.text !== '');
	return isKept ? utterances : readUtterances([{ text }]);
}

/** Without diarization, some documents give every utterance the same number, which means nothing. */
function hasSpeakers(job: TranscriptionJob): boolean {
	const request: unknown = job.request_params;
	if (!isRecord(request) || request.diarization === true) return true;
	const original = recordsIn(valueAt(job, 'result.transcription.utterances'));
	return new Set(original.map(({ speaker }) => speaker)).size > 1;
}

function spokenWords(source: IDataObject): SpokenWord[] {
	return recordsIn(source.words)
		.map(readWord)
		.filter(({ text }) => text !== '');
}

function readWord(source: IDataObject): SpokenWord {
	return {
		text: onOneLine(textOrNull(source.word) ?? ''),
		start: numberOrNull(source.start),
		end: numberOrNull(source.end),
		confidence: numberOrNull(source.confidence),
	};
}

function untimedWord(text: string): SpokenWord {
	return { text, start: null, end: null, confidence: null };
}
