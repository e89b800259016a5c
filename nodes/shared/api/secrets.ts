import type { IDataObject } from 'n8n-workflow';

/** How deep an answer is looked through; nothing that is shown lies deeper. */
const DEPTH = 8;
const HIDDEN = '[hidden]';

/** Fields of the credential that nobody may read in an error. */
const SECRET_FIELDS = ['apiKey', 'webhookSecret'];

/**
 * Takes the secrets of the credential out of an answer, wherever the server has repeated them:
 * as they are, percent-encoded or in Base64, in any case.
 */
export function withoutSecrets(value: unknown, credentials: IDataObject): unknown {
	const pattern = patternOf(credentials);
	if (pattern === undefined) return value;
	return clean(value, (text) => text.replace(pattern, HIDDEN), DEPTH);
}

/** The same for a text. */
export function hideSecrets(text: string, credentials: IDataObject): string {
	const pattern = patternOf(credentials);
	return pattern === undefined ? text : text.replace(pattern, HIDDEN);
}

function patternOf(credentials: IDataObject): RegExp | undefined {
	const forms = SECRET_FIELDS.flatMap((field) => formsOf(credentials[field]));
	if (forms.length === 0) return undefined;
	// The longest first: another one may be a part of it.
	forms.sort((a, b) => b.length - a.length);
	return new RegExp(forms.map(escaped).join('|'), 'gi');
}

function formsOf(secret: unknown): string[] {
	const text = typeof secret === 'string' ? secret.trim() : '';
	if (text === '') return [];
	const base64 = Buffer.from(text).toString('base64').replace(/=+$/, '');
	const inJson = JSON.stringify(text).slice(1, -1);
	return [encodeURIComponent(text), inJson, base64, text];
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function clean(value: unknown, hide: (text: string) => string, depth: number): unknown {
	if (typeof value === 'string') return hide(value);
	if (typeof value !== 'object' || value === null) return value;
	if (depth === 0) return undefined;
	if (Array.isArray(value)) return value.map((entry) => clean(entry, hide, depth - 1));
	return Object.fromEntries(
		Object.entries(value).map(([key, entry]) => [hide(key), clean(entry, hide, depth - 1)]),
	);
}
