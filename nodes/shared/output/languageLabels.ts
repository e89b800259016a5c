import { cleanFileName } from '../media/fileName';
import type { Translation } from '../transcript/utterances';

/** Characters; the longest language tags in use are shorter. */
const MAX_LANGUAGE_CHARACTERS = 35;

/**
 * What translations are called in files and fields: the API's codes. Those that would give two of them
 * the same field are numbered from 2 on.
 */
export function languageLabels(translations: Array<Pick<Translation, 'language'>>): string[] {
	const seen = new Map<string, number>();
	return translations.map(({ language }) => {
		const label = languageLabel(language);
		const count = (seen.get(fieldPart(label)) ?? 0) + 1;
		seen.set(fieldPart(label), count);
		return count === 1 ? label : `${label}_${count}`;
	});
}

/** A language as a part of the name of a binary field. */
export function fieldPart(language: string): string {
	return language.replace(/\W/g, '_');
}

/** A language as a part of file names; the API's code, if it is one. */
function languageLabel(language: string | null): string {
	const label = cleanFileName(language ?? '').slice(0, MAX_LANGUAGE_CHARACTERS);
	return label === '' ? 'translation' : label;
}
