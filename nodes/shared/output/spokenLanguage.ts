import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { TranscriptionJob } from '../api/types';
import { textOrNull } from '../json/values';
import { failureNote } from '../transcript/failedAddOns';
import type { Utterance } from '../transcript/utterances';
import { translationsOf, utterancesOf } from '../transcript/utterances';

/** Field for the language of an output: the original, or a translation. */
export const languageField: INodeProperties = {
	displayName: 'Language',
	name: 'language',
	type: 'string',
	default: '',
	placeholder: 'e.g. fr',
	description:
		'Code of the translation to use. Leave empty for the transcript in the spoken language.',
};

/** The code of the chosen language; '' is the original. */
export function readLanguage(options: Record<string, unknown>): string {
	return textOrNull(options.language)?.trim() ?? '';
}

/**
 * What was said, in the original ('') or in a translation, and the note for its items. Without such a
 * translation there are no utterances, and the note names it and the languages that are available.
 */
export function speechIn(
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
