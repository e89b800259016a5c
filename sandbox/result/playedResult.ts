import type { Job } from '../job';
import type { JsonObject, JsonValue } from '../json';
import { isJsonObject, objectAt, stringAt } from '../json';
import type { Readings } from '../readings/readings';
import { pythonLiteral } from './pythonLiteral';

/** The job with its result in the form in which the readings that are played have it. */
export function playedJob(job: Job, readings: Readings): Job {
	return job.result ? { ...job, result: playedResult(job.result, readings) } : job;
}

/** A result in the form in which the readings that are played have it. The result itself stays. */
function playedResult(result: JsonObject, readings: Readings): JsonObject {
	const played = structuredClone(result);
	const original = objectAt(played, 'transcription');
	const translated = objectsIn(objectAt(played, 'translation').results);
	const transcripts = [original, ...translated];
	if (readings.of('subtitleTimes') === 'srt-dot') transcripts.forEach(dotTimes);
	playSpeakers(transcripts, readings.of('speakerField'));
	if (readings.of('translatedUtterances') === 'translated-empty') translated.forEach(emptySome);
	if (readings.of('blanks') === 'words-leading-blank') transcripts.forEach(addBlanks);
	playSentiments(objectAt(played, 'sentiment_analysis'), readings.of('sentiments'));
	playEntities(objectAt(played, 'named_entity_recognition'), readings.of('entities'));
	return played;
}

function objectsIn(value: JsonValue | undefined): JsonObject[] {
	return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

function dotTimes(transcript: JsonObject): void {
	for (const subtitles of objectsIn(transcript.subtitles)) {
		const text = stringAt(subtitles, 'subtitles') ?? '';
		subtitles.subtitles = text.replace(/(\d\d:\d\d:\d\d),(\d{3})/g, '$1.$2');
	}
}

/** Speakers are told apart where the request has diarization; these are the other utterances. */
function playSpeakers(transcripts: JsonObject[], reading: string): void {
	if (reading === 'speaker-absent') return;
	for (const utterance of transcripts.flatMap(({ utterances }) => objectsIn(utterances))) {
		if (utterance.speaker === undefined) {
			utterance.speaker = reading === 'speaker-number' ? 0 : null;
		}
	}
}

function emptySome({ utterances }: JsonObject): void {
	for (const [position, utterance] of objectsIn(utterances).entries()) {
		if (position % 2 === 1) Object.assign(utterance, { text: '', words: [] });
	}
}

function addBlanks(transcript: JsonObject): void {
	const utterances = objectsIn(transcript.utterances);
	for (const utterance of utterances) putBlank(utterance, 'text');
	for (const word of utterances.flatMap(({ words }) => objectsIn(words))) putBlank(word, 'word');
	putBlank(transcript, 'full_transcript');
	for (const sentences of objectsIn(transcript.sentences)) {
		const { results } = sentences;
		if (Array.isArray(results)) {
			sentences.results = results.map((text) => (typeof text === 'string' ? ` ${text}` : text));
		}
	}
}

function putBlank(holder: JsonObject, field: string): void {
	const text = stringAt(holder, field);
	if (text !== undefined && text !== '') holder[field] = ` ${text}`;
}

function playSentiments(section: JsonObject, reading: string): void {
	const text = stringAt(section, 'results');
	if (text === undefined || reading === 'sentiment-json') return;
	const list = JSON.parse(text) as JsonValue;
	section.results = reading === 'sentiment-list' ? list : pythonLiteral(list);
}

/** As a list or, by type, as an object under `entity`. */
function playEntities(section: JsonObject, reading: string): void {
	const entities = objectsIn(section.results);
	if (entities.length === 0 || reading === 'entities-section') return;
	delete section.results;
	if (reading === 'entities-list') {
		section.entity = entities;
		return;
	}
	const byType: JsonObject = {};
	for (const { entity_type, ...entity } of entities) {
		const type = String(entity_type);
		byType[type] = [...objectsIn(byType[type]), entity];
	}
	section.entity = byType;
}
