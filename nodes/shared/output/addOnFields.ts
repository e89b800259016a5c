import type { IDataObject } from 'n8n-workflow';
import type { TranscriptionJob } from '../api/types';
import { recordsIn, textOrNull, valueAt, without } from '../json/values';
import { promptAnswers } from '../transcript/answers';
import { chaptersOf } from '../transcript/chapters';
import { writeDialogue } from '../transcript/dialogue';
import { entityRows } from '../transcript/entities';
import { sectionFailed } from '../transcript/failedAddOns';
import { sentencesOf, sentenceText } from '../transcript/sentences';
import type { SentimentPassage } from '../transcript/sentiment';
import { averageSentiment, sentimentPassages } from '../transcript/sentiment';
import { speakerLabels } from '../transcript/speakerLabels';
import { literalIn } from '../transcript/text/pythonLiteral';
import { joinTexts } from '../transcript/text/writing';
import type { Utterance } from '../transcript/utterances';
import { translationsOf } from '../transcript/utterances';
import { languageLabels } from './languageLabels';
import type { SharedOptions } from './sharedOptions';

/** A finished job whose add-on has worked, and what is said in it. */
interface Worked {
	job: TranscriptionJob;
	utterances: Utterance[];
	/** Whether there is more than one voice that is told apart. */
	hasVoices: boolean;
	shared: SharedOptions;
}

interface AddOn {
	/** Its places in a result; the first one is also its switch in a request. */
	names: [string, ...string[]];
	/** The fields that it adds; all of them are null when it has failed. */
	fields: string[];
	read: (worked: Worked) => Record<string, unknown>;
}

/** What each add-on adds to an item, in the shape that a person expects. */
const addOns: AddOn[] = [
	{
		names: ['diarization'],
		fields: ['dialogue', 'speakers'],
		read: ({ utterances, shared }) => ({ ...writeDialogue(utterances, shared) }),
	},
	{ names: ['translation'], fields: ['translations'], read: translated },
	{
		names: ['audio_to_llm'],
		fields: ['answers'],
		read({ job, shared }) {
			const answers = promptAnswers(job, shared.questions);
			const texts = answers.filter(({ isNotJson }) => isNotJson).map(({ name }) => name);
			return {
				answers: byName(answers.map(({ name, answer }) => [name, answer])),
				...(texts.length > 0 && { answers_not_json: texts }),
			};
		},
	},
	{ names: ['sentiment_analysis'], fields: ['sentiment'], read: sentiment },
	{ names: ['named_entity_recognition'], fields: ['entities'], read: entities },
	{
		names: ['chapterization', 'chapters'],
		fields: ['chapters'],
		// Their words are in the transcript.
		read: ({ job }) => ({
			chapters: recordsIn(chaptersOf(job)).map((chapter) => without(chapter, 'sentences', 'text')),
		}),
	},
	{
		names: ['sentences', 'transcription.sentences'],
		fields: ['sentences'],
		read: ({ job }) => ({ sentences: sentencesOf(job).map(sentenceText) }),
	},
	{
		names: ['structured_data_extraction'],
		fields: ['structured_data'],
		read: ({ job }) => ({
			structured_data: literalIn(valueAt(job, 'result.structured_data_extraction.results')),
		}),
	},
	{
		names: ['moderation'],
		fields: ['moderation'],
		read: ({ job }) => ({ moderation: valueAt(job, 'result.moderation.results') }),
	},
];

/** Every field that an add-on can add. */
export const addOnFieldNames = [
	...addOns.flatMap(({ fields }) => fields),
	'translated_dialogues',
	'answers_not_json',
];

/**
 * The fields of the add-ons that are on, by the request or by what is in the result; `dialogue` and
 * `speakers` also where channels tell voices apart. They are null while the job is not done and when
 * the add-on has failed, so that it does not look like one that has found nothing.
 *
 * - `dialogue`: text, one line per paragraph; `speakers`: see distinctSpeakers
 * - `translations`: text by language; `translated_dialogues` as well where there is a dialogue
 * - `answers`: by the names of the questions; those that should be JSON and are not in `answers_not_json`
 * - `sentiment`: the average of all passages, and in `by_speaker` of each speaker's, by label
 * - `entities`: distinct texts by type
 * - `chapters`, `sentences`, `structured_data`, `moderation`: what was found
 *
 * @param isDone whether the job has a result
 */
export function addOnFields(
	job: TranscriptionJob,
	utterances: Utterance[],
	shared: SharedOptions,
	isDone: boolean,
): IDataObject {
	const labelOf = speakerLabels(utterances, shared.speakerNames);
	const hasVoices = utterances.some((utterance) => labelOf(utterance) !== null);
	return fieldsOf(addOns, { job, utterances, hasVoices, shared }, isDone);
}

/**
 * What a model said about the whole recording, for rows that are read on their own, such as pages: the
 * fields of addOnFields with the answers, and `summary`, each where it is on.
 */
export function remarkFields(
	job: TranscriptionJob,
	shared: SharedOptions,
	isDone: boolean,
): IDataObject {
	const worked = { job, utterances: [], hasVoices: false, shared };
	const summary = valueAt(job, 'result.summarization.results') ?? null;
	return {
		...(isOn(job, ['summarization']) && { summary }),
		...fieldsOf(
			addOns.filter(({ fields }) => fields.includes('answers')),
			worked,
			isDone,
		),
	};
}

/** The fields of some add-ons; see addOnFields. */
function fieldsOf(some: AddOn[], worked: Worked, isDone: boolean): IDataObject {
	const { job, hasVoices } = worked;
	const fields = some.flatMap(({ names, fields: own, read }) => {
		const isTold = hasVoices && own.includes('dialogue');
		if (!isTold && !isOn(job, names)) return [];
		const hasWorked = isDone && (isTold || !names.some((name) => sectionFailed(job, name)));
		const nothing = Object.fromEntries(own.map((field) => [field, null]));
		return Object.entries(hasWorked ? { ...nothing, ...read(worked) } : nothing);
	});
	return Object.fromEntries(fields) as IDataObject;
}

/** Whether an add-on was asked for, in a request for a recording or a live session, or has a result. */
export function isOn(job: TranscriptionJob, names: [string, ...string[]]): boolean {
	const [name] = names;
	const switches = ['', 'realtime_processing.', 'post_processing.'];
	return (
		switches.some((group) => valueAt(job, `request_params.${group}${name}`) === true) ||
		names.some((section) => (valueAt(job, `result.${section}`) ?? undefined) !== undefined)
	);
}

function translated({ job, hasVoices, shared }: Worked): IDataObject {
	const all = translationsOf(job);
	const labels = languageLabels(all);
	const versions = all.map(({ source, utterances }, index) => {
		const text =
			textOrNull(source.full_transcript)?.trim() ||
			joinTexts(utterances.map((utterance) => utterance.text));
		const hasFailed = text === '' && (source.error ?? undefined) !== undefined;
		return { label: labels[index] ?? '', utterances, text: hasFailed ? null : text };
	});
	const translations = byName(versions.map(({ label, text }) => [label, text]));
	if (!hasVoices) return { translations };
	const dialogues = versions.map(({ label, utterances, text }) => {
		return [label, text === null ? null : writeDialogue(utterances, shared).dialogue] as const;
	});
	return { translations, translated_dialogues: byName(dialogues) };
}

function sentiment({ job, utterances, shared }: Worked): IDataObject {
	const labelOf = speakerLabels(utterances, shared.speakerNames);
	const passages = sentimentPassages(job, utterances, labelOf) ?? [];
	const bySpeaker = new Map<string, SentimentPassage[]>();
	for (const passage of passages) {
		const { speaker_label: label } = passage;
		if (label === null) continue;
		const own = bySpeaker.get(label);
		if (own === undefined) bySpeaker.set(label, [passage]);
		else own.push(passage);
	}
	const averages = [...bySpeaker].map(([label, own]) => [label, averageSentiment(own)] as const);
	const none = { score: null, positive: 0, neutral: 0, negative: 0 };
	const overall = averageSentiment(passages) ?? none;
	return { sentiment: { ...overall, by_speaker: byName(averages) } };
}

function entities({ job }: Worked): IDataObject {
	const found = new Map<string, Set<string>>();
	for (const { entity_type, text } of entityRows(job)) {
		if (typeof text !== 'string' || text.trim() === '') continue;
		const type = textOrNull(entity_type) ?? 'OTHER';
		const texts = found.get(type) ?? new Set();
		found.set(type, texts.add(text.trim()));
	}
	return { entities: byName([...found].map(([type, texts]) => [type, [...texts]])) };
}

/** Unlike an assignment, this also works for a field that is named __proto__. */
function byName(entries: ReadonlyArray<readonly [string, unknown]>): IDataObject {
	return Object.fromEntries(entries) as IDataObject;
}
