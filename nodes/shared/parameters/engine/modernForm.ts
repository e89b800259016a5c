import type { IDataObject } from 'n8n-workflow';
import { copyBody, readPath, removePath, writePath } from './bodyPath';

/** Codes of the API of 2024 for languages that have another code today. */
const RENAMED_LANGUAGES: Record<string, string> = { jp: 'ja', jv: 'jw', mymr: 'my' };

/** Fields of the API of 2024 that `language_config` has replaced. */
const LANGUAGE_PATHS = [
	'code_switching_config.languages',
	'detect_language',
	'enable_code_switching',
	'language',
];

/**
 * The request with every legacy field in its current form where the two are equivalent, because Gladia
 * may refuse the older one. A field without an equivalent stays as it is.
 *
 * @param body a checked body of `POST /v2/pre-recorded`; it is left as it is
 */
export function modernForm(body: IDataObject): IDataObject {
	const modern = copyBody(body);
	const languages = languageConfig(modern);
	if (languages !== undefined) {
		for (const path of LANGUAGE_PATHS) removePath(modern, path);
		if (Object.keys(languages).length > 0) modern.language_config = languages;
	}
	if (Array.isArray(modern.custom_vocabulary)) {
		writePath(modern, 'custom_vocabulary_config.vocabulary', modern.custom_vocabulary);
		modern.custom_vocabulary = true;
	}
	if (modern.callback_url !== undefined) {
		writePath(modern, 'callback_config.url', modern.callback_url);
		modern.callback = true;
		delete modern.callback_url;
	}
	// The enhanced diarization of 2024 is what diarization is today.
	if (modern.diarization_enhanced === true) modern.diarization = true;
	for (const path of ['diarization_enhanced', 'diarization_config.enhanced']) {
		if (typeof readPath(modern, path) === 'boolean') removePath(modern, path);
	}
	return modern;
}

/**
 * The legacy language fields as `language_config`; undefined when none is set, or when they have no
 * equivalent: detection off without a language, a language although detection is on, or languages for
 * code switching that is off.
 */
function languageConfig(body: IDataObject): IDataObject | undefined {
	const { detect_language: detect, enable_code_switching: switching, language } = body;
	const expected = readPath(body, 'code_switching_config.languages');
	if (LANGUAGE_PATHS.every((path) => readPath(body, path) === undefined)) return undefined;
	if (![detect, switching].every(isBooleanOrUnset)) return undefined;
	if (switching === true) {
		if (language !== undefined || detect === false) return undefined;
		const languages = Array.isArray(expected) ? { languages: expected.map(modernCode) } : {};
		return { ...languages, code_switching: true };
	}
	if (expected !== undefined || (detect !== undefined && detect === (language !== undefined))) {
		return undefined;
	}
	return {
		...(language !== undefined && { languages: [modernCode(language)] }),
		...(switching === false && { code_switching: false }),
	};
}

function isBooleanOrUnset(value: unknown): boolean {
	return value === undefined || typeof value === 'boolean';
}

function modernCode(code: unknown): string {
	return RENAMED_LANGUAGES[String(code)] ?? String(code);
}
