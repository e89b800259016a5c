import { jsonParse } from 'n8n-workflow';
import { isRecord, mapEntries } from '../json/values';

const MASK = '***';

/** Fields that hold the address which Gladia calls, alone or inside an object. */
const callbackField = /callback|webhook/i;
/** The user's own data comes back as it was sent; words are many, and no addresses. */
const plainFields = new Set(['custom_metadata', 'post_session_metadata', 'words']);

/** `token` of a Gladia Trigger and `signature` of an n8n execution, also in an encoded address. */
const secretParameter =
	/((?:[?&;#]|%(?:25)*(?:3F|26))(?:token|signature)(?:=|%(?:25)*3D))(?:(?!%(?:25)*(?:26|23))[^&;#\s"'<>\\])+/gi;
const password = /(\/\/[^/?#@\s:]*:)[^/?#@\s]+(?=@)/g;
const address = /https?:\/\/[^\s"'<>\\]+/gi;
/** Paths of n8n that start or resume an execution. */
const ownPath = /\/(?:gladia-trigger|(?:webhook|form)-waiting)\b/i;

/**
 * A document of the API without the secrets of callback addresses that it echoes: with them anyone
 * who sees the workflow data could start a trigger or resume an execution. Masks the parameters
 * `token` and `signature` and passwords in callback fields, and the same two parameters in addresses of
 * n8n elsewhere. The document itself does not change; parts without secrets are shared with it.
 */
export function maskSecrets<Document>(document: Document): Document {
	return masked(document, false) as Document;
}

function masked(value: unknown, isCallback: boolean): unknown {
	if (typeof value === 'string') return isCallback ? maskAddress(value) : maskText(value);
	return mapEntries(value, (entry, key) => {
		if (typeof entry === 'number' || plainFields.has(String(key))) return entry;
		return masked(entry, isCallback || callbackField.test(String(key)));
	});
}

function maskAddress(text: string): string {
	return text.replace(secretParameter, `$1${MASK}`).replace(password, `$1${MASK}`);
}

function maskText(text: string): string {
	if (!text.includes('://')) return text;
	const json = callbackField.test(text) ? jsonParse<unknown>(text, { fallbackValue: null }) : null;
	if (isRecord(json)) {
		const clean = maskSecrets(json);
		return clean === json ? text : JSON.stringify(clean);
	}
	return text.replace(address, (url) =>
		ownPath.test(url) ? url.replace(secretParameter, `$1${MASK}`) : url,
	);
}
