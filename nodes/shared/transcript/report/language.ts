/** Language, script and region, as Gladia and HTML write them: `fr`, `zh-Hant`, `pt-BR`. */
const languageTag = /^[a-z]{2,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?$/iu;
const rightToLeft = new Set([
	'ar',
	'dv',
	'fa',
	'he',
	'iw',
	'ji',
	'ks',
	'ps',
	'sd',
	'ug',
	'ur',
	'yi',
]);
const englishNames = new Intl.DisplayNames(['en'], { type: 'language' });

/** The code, if it is one that HTML knows. */
export function validLanguage(code: string | null): string | null {
	return code !== null && languageTag.test(code) ? code : null;
}

/** The English name of a language; its code where there is none. */
export function languageName(code: string): string {
	return languageTag.test(code) ? (englishNames.of(code) ?? code) : code;
}

/** The direction in which a language is written. */
export function directionOf(code: string | null): 'ltr' | 'rtl' {
	return rightToLeft.has(code?.split('-')[0]?.toLowerCase() ?? '') ? 'rtl' : 'ltr';
}
