import type { IDataObject } from 'n8n-workflow';
import type { TranscriptionJob } from '../../api/types';
import { isRecord, recordsIn, valueAt } from '../../json/values';
import { chaptersOf } from '../../transcript/chapters';
import { entitiesOf } from '../../transcript/entities';
import { failedAddOns, failureNote } from '../../transcript/failedAddOns';
import { sentencesOf } from '../../transcript/sentences';
import { literalIn } from '../../transcript/text/pythonLiteral';
import { trimTexts } from '../../transcript/trimTexts';
import type { OutputMode } from '../outputMode';
import { optionsOf, outputOptions } from '../outputMode';
import { readList } from '../parameterSource';
import { withFiles } from '../resultItem';

/** A part of the result that can be picked by name. */
interface ResultPart {
	/** Title in the editor. */
	title: string;
	description: string;
	/** Paths of the API document that the part covers; the first is read unless `read` is set. */
	paths: string[];
	read?: (job: TranscriptionJob) => unknown;
}

/** A part that is the `results` of an add-on's section. */
const addOn = (title: string, section: string, description: string): ResultPart => ({
	title,
	description,
	paths: [`result.${section}.results`],
});

/** An add-on whose results may be written in a text; they are returned as data. */
const jsonAddOn = (title: string, section: string, description: string): ResultPart => ({
	...addOn(title, section, description),
	read: (job) => literalIn(valueAt(job, `result.${section}.results`)),
});

const field = (title: string, path: string, description: string): ResultPart => ({
	title,
	description,
	paths: [path],
});

/** Every part: key in the output → where it is in the API document. */
export const resultParts: Record<string, ResultPart> = {
	id: field('ID', 'id', 'ID of the transcription'),
	request_id: field('Request ID', 'request_id', "ID to quote to Gladia's support"),
	version: field('Version', 'version', 'Version of the API'),
	status: field('Status', 'status', 'One of queued, processing, done and error'),
	created_at: field('Created At', 'created_at', 'When the transcription was requested'),
	completed_at: field('Completed At', 'completed_at', 'When the transcription was completed'),
	kind: field('Kind', 'kind', 'Either pre-recorded or live'),
	custom_metadata: field('Custom Metadata', 'custom_metadata', 'The data sent with the request'),
	error_code: field('Error Code', 'error_code', 'HTTP status, if the status is error'),
	post_session_metadata: field(
		'Post-Session Metadata',
		'post_session_metadata',
		'Data added after a live session',
	),
	file: field('File', 'file', 'Name, source, duration in seconds and channels of the audio'),
	request_params: field('Request Parameters', 'request_params', 'The settings of the request'),
	metadata: field(
		'Metadata',
		'result.metadata',
		'Audio duration, channels, billed time and transcription time, in seconds',
	),
	full_transcript: field(
		'Full Transcript',
		'result.transcription.full_transcript',
		'The whole text',
	),
	languages: field('Languages', 'result.transcription.languages', 'Languages detected'),
	utterances: field(
		'Utterances',
		'result.transcription.utterances',
		'What was said, with times, speaker, channel, confidence and words',
	),
	words: {
		title: 'Words',
		description: 'All words with their times and confidence',
		paths: ['result.transcription.utterances.words'],
		read: (job) =>
			recordsIn(valueAt(job, 'result.transcription.utterances')).flatMap(({ words }) =>
				recordsIn(words),
			),
	},
	sentences: {
		title: 'Sentences',
		description: 'The sentences of the transcript',
		paths: ['result.transcription.sentences', 'result.sentences.results'],
		read: sentencesOf,
	},
	subtitles: field('Subtitles', 'result.transcription.subtitles', 'Subtitles as texts, per format'),
	messages: field('Live Messages', 'result.messages', 'What was sent during a live session'),
	translation: addOn('Translations', 'translation', 'A transcript per target language'),
	summarization: addOn('Summary', 'summarization', 'Summary of the transcript'),
	named_entity_recognition: {
		...addOn(
			'Named Entities',
			'named_entity_recognition',
			'Names, places, dates and more, with their times',
		),
		read: entitiesOf,
	},
	sentiment_analysis: jsonAddOn(
		'Sentiments',
		'sentiment_analysis',
		'Sentiment and emotion per passage',
	),
	audio_to_llm: addOn('Prompt Answers', 'audio_to_llm', 'Answers of the language model'),
	diarization: addOn('Diarization', 'diarization', 'Utterances by speaker, from older versions'),
	pii_redaction: addOn('PII Redaction', 'pii_redaction', 'Result of hiding personal data'),
	chapterization: {
		...addOn('Chapters', 'chapterization', 'Chapters with headline and summary'),
		paths: ['result.chapterization.results', 'result.chapters.results'],
		read: chaptersOf,
	},
	moderation: addOn('Moderation', 'moderation', 'Moderated transcript'),
	name_consistency: addOn('Name Consistency', 'name_consistency', 'Names in one spelling'),
	custom_spelling: addOn('Custom Spelling', 'custom_spelling', 'Result of the custom spelling'),
	structured_data_extraction: jsonAddOn(
		'Structured Data',
		'structured_data_extraction',
		'Data extracted for the requested classes',
	),
	display_mode: addOn('Display Mode', 'display_mode', 'Utterances ordered for display'),
	speaker_reidentification: addOn(
		'Speaker Reidentification',
		'speaker_reidentification',
		'Speakers recognized again',
	),
	add_ons: {
		title: 'Add-On Reports',
		description: 'Whether each add-on worked, found anything, and how long it took',
		paths: ['success', 'is_empty', 'exec_time', 'error'].map((name) => `result.*.${name}`),
		read: addOnReports,
	},
	failed_add_ons: {
		title: 'Failed Add-Ons',
		description: 'Add-ons that did not work, with their messages',
		paths: [],
		read: failedAddOns,
	},
};

/**
 * The parts with the given names, null where the job has none. A name that is not in the table is read
 * as a path into the API document, e.g. `result.translation.results[0].languages`.
 */
export function selectParts(job: TranscriptionJob, names: string[]): IDataObject {
	const selected = names.map((name) => {
		const part = Object.hasOwn(resultParts, name) ? resultParts[name] : undefined;
		const value = part?.read ? part.read(job) : valueAt(job, part?.paths[0] ?? name);
		return [name, value ?? null];
	});
	return { ...(Object.fromEntries(selected) as IDataObject), ...failureNote(job) };
}

/** Output 'Selected Parts': one item with the parts that the user picks. */
export const selectedParts: OutputMode<{ parts: string[] }> = {
	title: 'Selected Parts',
	description: 'Nothing but the parts of the result that you choose',
	fields: [
		{
			displayName: 'Parts',
			name: 'parts',
			type: 'multiOptions',
			options: optionsOf(resultParts),
			default: ['id', 'status', 'full_transcript'],
			description:
				'Which parts of the result to return. An expression can also return paths into the API response, such as <code>result.translation.results[0].languages</code>.',
		},
	],
	options: outputOptions,
	readSettings: (source) => ({ parts: readList(source, 'parts', 'Parts') }),
	needsTranscript: false,
	attachesFiles: true,
	shape: (job, { parts, shared }) => [withFiles(selectParts(trimTexts(job), parts), job, shared)],
};

function addOnReports(job: TranscriptionJob): IDataObject[] {
	return Object.entries(isRecord(job.result) ? job.result : {}).flatMap(([name, section]) => {
		if (!isRecord(section) || !('success' in section)) return [];
		const { success, is_empty = null, exec_time = null, error = null } = section;
		return [{ add_on: name, success, is_empty, exec_time, error }];
	});
}
