import type { IDataObject } from 'n8n-workflow';
import type { TranscriptionJob } from '../../shared/api/types';
import { numberOrNull, recordsIn, textOrNull, valueAt } from '../../shared/json/values';
import { plainDialogue, writeDialogue } from '../../shared/transcript/dialogue';
import { failedAddOns } from '../../shared/transcript/failedAddOns';
import { noNames, speakerCount, speakerLabels } from '../../shared/transcript/speakerLabels';
import { joinTexts } from '../../shared/transcript/text/writing';
import type { Utterance } from '../../shared/transcript/utterances';
import { inTimeOrder, readUtterances } from '../../shared/transcript/utterances';
import type { CollectedParts } from '../messages/collectMessages';
import { withMissed } from './missedFindings';
import type { SessionItem } from './sessionSchema';

/**
 * What a session has reported, in the form of the document that Gladia stores of it, so that all code for
 * such documents works with it. As in any document, only the id and the result can be relied on.
 */
export function sessionDocument(parts: CollectedParts): TranscriptionJob {
	const document: unknown = {
		id: parts.sessionId ?? '',
		status: 'done',
		result: {
			...parts.result,
			transcription: transcriptionOf(parts),
			messages: parts.errors.map((message) => JSON.stringify(message)),
		},
	};
	return document as TranscriptionJob;
}

/**
 * Everything that a session has reported, as one item. Texts and numbers are null, and lists empty, if no
 * message had them.
 */
export function wholeSession(parts: CollectedParts, speakerNames = noNames): IDataObject {
	const transcription = transcriptionOf(parts);
	const utterances = readUtterances(transcription.utterances);
	const labelOf = speakerLabels(utterances, speakerNames);
	const dialogue = { ...plainDialogue, speakerNames };
	const { speakers, ...text } = writeDialogue(utterances, dialogue);
	const job = sessionDocument(parts);
	const received = {
		translations: [...parts.translations.values()],
		entities: [...parts.namedEntities.values()].flat(),
		sentiments: [...parts.sentiments.values()].flat(),
	};
	const found = withMissed(received, job, recordsIn(transcription.utterances));
	return {
		full_transcript: transcription.full_transcript,
		summary: parts.summary ?? textOrNull(valueAt(parts.result, 'summarization.results')),
		dialogue: speakers.length > 0 ? text.dialogue : null,
		speakers,
		audio_duration:
			numberOrNull(valueAt(parts.result, 'metadata.audio_duration')) ?? parts.recordingDuration,
		languages: transcription.languages,
		speaker_count: speakerCount(utterances, speakerNames),
		utterances: utterances.map((utterance) => ({
			...utterance.source,
			speaker_label: labelOf(utterance),
		})),
		translated_utterances: found.translations.map(trimmed),
		named_entities: found.entities.map(trimmed),
		sentiments: found.sentiments.map(trimmed),
		speech_events: [...parts.speechEvents.values()],
		chapters: parts.chapters,
		metadata: valueAt(parts.result, 'metadata') ?? null,
		timings: {
			session_started_at: parts.times.start_session ?? null,
			recording_started_at: parts.times.start_recording ?? null,
			first_transcript_at: parts.firstTranscriptAt,
			recording_ended_at: parts.times.end_recording ?? parts.times.stop_recording ?? null,
			session_ended_at: parts.times.end_session ?? null,
		},
		failed_add_ons: failedAddOns(job),
		errors: parts.errors,
		id: parts.sessionId,
	} satisfies SessionItem;
}

interface Transcription {
	full_transcript: string;
	languages: unknown[];
	utterances: unknown[];
}

/**
 * The utterances that arrived one by one have ids; those from the end of the session fill in what was
 * missed while the connection was down.
 */
function transcriptionOf(parts: CollectedParts): Transcription {
	const atEnd = parts.transcription ?? valueAt(parts.result, 'transcription');
	const live = inTimeOrder(readUtterances([...parts.utterances.values()]));
	const missed = recordsIn(valueAt(atEnd, 'utterances')).filter((last) => !isAmong(live, last));
	const utterances =
		missed.length === 0
			? live
			: inTimeOrder(readUtterances([...live.map(({ source }) => source), ...missed]));
	const languages = valueAt(atEnd, 'languages');
	const detected = [...new Set(live.flatMap(({ language }) => language ?? []))];
	return {
		full_transcript:
			textOrNull(valueAt(atEnd, 'full_transcript'))?.trim() ??
			joinTexts(live.map(({ text }) => text)),
		languages: Array.isArray(languages) ? languages : detected,
		utterances: utterances.map(({ source, text }) => trimmed({ ...source, text })),
	};
}

/** Whether one of the utterances covers the middle of the given one; times may differ slightly. */
function isAmong(utterances: Utterance[], { start, end, channel }: IDataObject): boolean {
	if (utterances.length === 0) return false;
	const [from, to] = [numberOrNull(start), numberOrNull(end)];
	if (from === null || to === null) return true;
	const middle = (from + to) / 2;
	return utterances.some(
		(known) =>
			(known.channel ?? 0) === (numberOrNull(channel) ?? 0) &&
			(known.start ?? Infinity) <= middle &&
			middle <= (known.end ?? -Infinity),
	);
}

/** An utterance or the like without the leading spaces that texts and words of real answers have. */
function trimmed(spoken: IDataObject): IDataObject {
	const clean = { ...spoken };
	for (const field of ['text', 'word']) {
		const text = clean[field];
		if (typeof text === 'string') clean[field] = text.trim();
	}
	if (Array.isArray(spoken.words)) clean.words = recordsIn(spoken.words).map(trimmed);
	return clean;
}
