import type { IDataObject } from 'n8n-workflow';
import type { TranscriptionJob } from '../api/types';
import type { OutputChoice } from './choice';
import { writeDialogue } from './modes/dialogue';
import { failureNote } from '../transcript/failedAddOns';
import { resultFiles, type ResultFile } from './modes/files';
import { selectParts } from './modes/parts';
import { searchTranscript } from './modes/search';
import { maskSecrets } from '../api/callbackSecrets';
import { simplify } from './modes/simplified';
import { splitIntoItems, withJob } from './modes/splitItems';
import { trimTexts } from '../transcript/trimTexts';
import { translationsOf, utterancesOf, type Utterance } from '../transcript/utterances';

/** An item to be, before n8n has stored its files. */
export interface ShapedItem {
	json: IDataObject;
	files?: ResultFile[];
}

/**
 * Turns a job into the items of the chosen output. Jobs that are not done, or of which Gladia keeps
 * no result, have no transcript, so outputs that need one yield the simplified job, with its status. Nothing that
 * comes out holds the secrets of callback addresses; see maskSecrets.
 */
export function shapeResult(document: TranscriptionJob, choice: OutputChoice): ShapedItem[] {
	const job = maskSecrets(document);
	switch (choice.output) {
		case 'simplified':
			return [{ json: simplify(job) }];
		case 'full':
			return [{ json: { ...job } as IDataObject }];
		case 'selected':
			return [{ json: selectParts(trimTexts(job), choice.parts) }];
		default:
			return hasResult(job) ? shapeTranscript(job, choice) : [{ json: simplify(job) }];
	}
}

function hasResult({ status, result }: TranscriptionJob): boolean {
	return status === 'done' && (result ?? undefined) !== undefined;
}

type TranscriptChoice = Extract<
	OutputChoice,
	{ output: 'items' | 'search' | 'dialogue' | 'files' }
>;

function shapeTranscript(job: TranscriptionJob, choice: TranscriptChoice): ShapedItem[] {
	switch (choice.output) {
		case 'items':
			return splitIntoItems(
				// Sentences are trimmed as they are made, so that no copy of all words is needed.
				choice.itemType === 'sentence' ? job : trimTexts(job),
				choice.itemType,
				choice.paragraphPause,
			).map(asItem);
		case 'search': {
			const { utterances, note } = speechIn(job, choice.language);
			if (utterances === undefined) return [{ json: { transcription_id: job.id, ...note } }];
			const hits = searchTranscript(utterances, choice.terms, choice.options);
			return withJob(job, hits).map(asItem);
		}
		case 'dialogue': {
			const { utterances, note } = speechIn(job, choice.language);
			const written =
				utterances === undefined
					? { dialogue: null, speakers: [] }
					: writeDialogue(utterances, choice.options);
			return [{ json: { id: job.id, ...written, ...note } }];
		}
		case 'files':
			return [{ json: simplify(job), files: resultFiles(job, choice.formats, choice.options) }];
	}
}

function asItem(json: IDataObject): ShapedItem {
	return { json };
}

/**
 * What was said, in the original ('') or in a translation. If there is no such translation the
 * note for the item says so and names the languages that there are.
 */
function speechIn(
	job: TranscriptionJob,
	language: string,
): { utterances?: Utterance[]; note: IDataObject } {
	const note = failureNote(job);
	if (language === '') return { utterances: utterancesOf(job), note };
	const translations = translationsOf(job).filter(({ utterances }) => utterances.length > 0);
	const wanted = translations.find((translation) => translation.language === language);
	if (wanted !== undefined) return { utterances: wanted.utterances, note };
	const available_translations = translations.flatMap((translation) => translation.language ?? []);
	return { note: { missing_translation: language, available_translations, ...note } };
}
