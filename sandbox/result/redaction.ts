import type { JsonObject } from '../json';
import { objectAt, stringsAt } from '../json';
import { piiEntityTypes } from '../request/enums';
import type { Phrase } from './phrases';
import { knownEntities } from './phrases';
import type { Word } from './utterance';
import { joinWords, timedWords } from './utterance';
import { replacePhrase } from './wordReplacement';

/** The list starts with 13 regulation sets; each of them covers all the sandbox knows. */
const REGULATION_SETS = new Set(piiEntityTypes.slice(0, 13));

/** A family covers its members: NAME redacts NAME_GIVEN, LOCATION redacts LOCATION_CITY. */
function covers(asked: string, type: string): boolean {
	return REGULATION_SETS.has(asked) || type === asked || type.startsWith(`${asked}_`);
}

/** Replaces known personal data by `[TYPE]` or by `#` signs when redaction is on. */
export function redactWords(words: Word[], request: JsonObject): Word[] {
	if (request.pii_redaction !== true) return words;
	const config = objectAt(request, 'pii_redaction_config');
	const asked = stringsAt(config, 'entity_types');
	const masked = config.processed_text_type === 'MASK';
	return Object.entries(knownEntities)
		.filter(([, type]) => asked.length === 0 || asked.some((wanted) => covers(wanted, type)))
		.reduce(
			(changed, [text, type]) =>
				replacePhrase(changed, text, (found) => (masked ? found.replace(/\S/g, '#') : `[${type}]`)),
			words,
		);
}

/** Redacts a line in all its languages and its gist, so that no add-on tells what is hidden. */
export function redactPhrase(phrase: Phrase, request: JsonObject): Phrase {
	if (request.pii_redaction !== true) return phrase;
	const redact = (text: string) => joinWords(redactWords(timedWords(text, 0, 0), request));
	return {
		...phrase,
		text: Object.fromEntries(
			Object.entries(phrase.text).map(([language, text]) => [language, redact(text)]),
		),
		gist: redact(phrase.gist),
	};
}
