import { createHmac } from 'node:crypto';
import { isSameSecret } from '../../shared/callbacks/callbackToken';

/** How old, and how far ahead, a signed call may be, in seconds. */
const TOLERANCE = 5 * 60;

/** Header names of Svix, and of the Standard Webhooks that it became. */
const prefixes = ['svix', 'webhook'];

/** The headers of a signed call, as they came. */
export interface Signature {
	id: string;
	/** Seconds since 1970, as text. */
	timestamp: string;
	/** One or more `v1,<base64>`, separated by blanks. */
	signatures: string;
}

/** `invalid`: no secret fits, or a header is missing; `stale`: it fits, but is not from now. */
export type Verdict = 'valid' | 'invalid' | 'stale';

/**
 * The signature that a call brought.
 *
 * @param headers names in lower case
 * @returns undefined for a call that does not claim to be signed; missing parts are empty
 */
export function readSignature(headers: Record<string, unknown>): Signature | undefined {
	const prefix = prefixes.find((name) => headers[`${name}-signature`] !== undefined);
	if (prefix === undefined) return undefined;
	const header = (name: string) => String(headers[`${prefix}-${name}`] ?? '');
	return { id: header('id'), timestamp: header('timestamp'), signatures: header('signature') };
}

/**
 * The keys in a text of secrets, separated by blanks or commas (two are in use while one replaces
 * the other). `whsec_` may be left out. A secret without a key counts as none: anybody could sign
 * with the empty key.
 */
export function readSecrets(text: unknown): Buffer[] {
	return String(text ?? '')
		.split(/[\s,]+/)
		.map((secret) => Buffer.from(secret.replace(/^whsec_/, ''), 'base64'))
		.filter((key) => key.length > 0);
}

/**
 * Judges a call by the scheme of Svix and Standard Webhooks: HMAC-SHA256 over id, time and body.
 *
 * @param rawBody the bytes as they came; reading and writing JSON would change them
 * @param now milliseconds since 1970
 */
export function verifySignature(
	{ id, timestamp, signatures }: Signature,
	rawBody: Buffer,
	keys: Buffer[],
	now = Date.now(),
): Verdict {
	if (id === '' || !/^\d{1,15}$/.test(timestamp)) return 'invalid';
	const given = signatures.split(' ').flatMap((entry) => {
		const [version, signature] = entry.split(',');
		return version === 'v1' && signature !== undefined ? [signature] : [];
	});
	const expected = keys.map((key) =>
		createHmac('sha256', key).update(`${id}.${timestamp}.`).update(rawBody).digest('base64'),
	);
	const fits = expected.some((one) => given.some((other) => isSameSecret(one, other)));
	if (!fits) return 'invalid';
	return Math.abs(now / 1000 - Number(timestamp)) <= TOLERANCE ? 'valid' : 'stale';
}
