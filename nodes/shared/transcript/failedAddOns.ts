import type { IDataObject } from 'n8n-workflow';
import type { TranscriptionJob } from '../api/types';
import type { ValueOf } from '../json/itemSchema';
import { listOf, objectOf, text } from '../json/itemSchema';
import { dataIn, isRecord, recordsIn, textOrNull, valueAt } from '../json/values';
import { translationSources } from './utterances';

/** An add-on that failed although the job itself may be done. */
const failedAddOn = objectOf(
	{
		/** Name of the section in the API's result, e.g. `translation`. */
		add_on: text,
		message: text,
	},
	{
		/** Which of several: the target language of a translation, or the prompt. */
		part: text,
	},
);

export const failedAddOnsSchema = listOf(failedAddOn);

export type FailedAddOn = ValueOf<typeof failedAddOn>;

/** Type of a live message that reports on an add-on → section of the add-on. */
const addOnOfMessage: Record<string, string> = {
	translation: 'translation',
	named_entity_recognition: 'named_entity_recognition',
	sentiment_analysis: 'sentiment_analysis',
	post_summarization: 'summarization',
	post_chapterization: 'chapterization',
};

/**
 * Every add-on that failed: whole sections, single translations, prompts and sentence lists within
 * them, and failures reported during a live session. Each failure is listed once.
 */
export function failedAddOns(job: TranscriptionJob): FailedAddOn[] {
	const failures = [
		...sectionsOf(job).flatMap(([addOn, section]) => failureOf(section, addOn)),
		...failedSentences(valueAt(job, 'result.transcription.sentences')),
		...failedTranslations(job),
		...failedPrompts(job),
		...failedMessages(job),
	];
	return [...new Map(failures.map((failure) => [JSON.stringify(failure), failure])).values()];
}

/** `{failed_add_ons}` to spread into an item, or nothing when no add-on failed. */
export function failureNote(job: TranscriptionJob): IDataObject {
	const failures = failedAddOns(job);
	return failures.length > 0 ? { failed_add_ons: failures } : {};
}

/**
 * Whether a section of the result reports a failure, as a whole: not of a single prompt or translation
 * in it. Of a list of sections, whether all of them do.
 *
 * @param path of the section within the result
 */
export function sectionFailed(job: TranscriptionJob, path: string): boolean {
	const sections = [valueAt(job, `result.${path}`)].flat();
	return sections.length > 0 && sections.every((section) => failureOf(section, path).length > 0);
}

function sectionsOf(job: TranscriptionJob): Array<[string, unknown]> {
	return isRecord(job.result) ? Object.entries(job.result) : [];
}

function failureOf(section: unknown, addOn: string, part?: string | null): FailedAddOn[] {
	if (!isRecord(section)) return [];
	const { error, success } = section;
	const hasError = error !== undefined && error !== null && error !== '';
	if (success !== false && !hasError) return [];
	const named = part === undefined || part === null ? {} : { part };
	return [{ add_on: addOn, ...named, message: messageOf(error) }];
}

function messageOf(error: unknown): string {
	const message =
		textOrNull(error) ??
		textOrNull(valueAt(error, 'message')) ??
		textOrNull(valueAt(error, 'exception'));
	if (message) return message;
	const status = valueAt(error, 'status_code');
	return status === undefined || status === null
		? 'Gladia gave no reason'
		: `Gladia gave no reason (status ${String(status)})`;
}

function failedSentences(lists: unknown, part?: string | null): FailedAddOn[] {
	return recordsIn(lists).flatMap((list) => failureOf(list, 'sentences', part));
}

function failedTranslations(job: TranscriptionJob): FailedAddOn[] {
	return translationSources(job).flatMap(({ language, source }) => [
		...failureOf(source, 'translation', language),
		...failedSentences(source.sentences, language),
	]);
}

function failedPrompts(job: TranscriptionJob): FailedAddOn[] {
	return recordsIn(valueAt(job, 'result.audio_to_llm.results')).flatMap((answer, index) => {
		const prompt =
			valueAt(answer, 'results.prompt') ??
			valueAt(job, `request_params.audio_to_llm_config.prompts[${index}]`);
		return failureOf(answer, 'audio_to_llm', textOrNull(prompt));
	});
}

function failedMessages(job: TranscriptionJob): FailedAddOn[] {
	const messages = valueAt(job, 'result.messages');
	if (!Array.isArray(messages)) return [];
	// Stored as the JSON texts that were sent.
	return messages.map(dataIn).flatMap((message) => {
		const addOn = addOnOfMessage[String(valueAt(message, 'type'))];
		return addOn === undefined ? [] : failureOf(message, addOn);
	});
}
