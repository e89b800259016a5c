import { createHmac } from 'node:crypto';
import { isSameSecret } from '../../shared/callbacks/callbackToken';

/** How old, and how far in the future, a signed call may be, in seconds. */
const TOLERANCE = 5 * 60;

/** Header prefixes of Svix and of Standard Webhooks, its successor. */
const prefixes = ['svix', 'webhook'];

/** The signature headers of a call, as received. */
export interface Signature {
	id: string;
	/** Seconds since 1970, as text. */
	timestamp: string;
	/** One or more `v1,<base64>`, separated by spaces. */
	signatures: string;
}

/** `invalid`: matches no secret, or a header is missing; `stale`: matches, but is not recent. */
export type Verdict = 'valid' | 'invalid' | 'stale';

/**
 * Reads the signature of a call.
 *
 * @param headers names in lower case
 * @returns undefined for an unsigned call; missing parts are empty
 */
export function readSignature(headers: Record<string, unknown>): Signature | undefined {
	const prefix = prefixes.find((name) => headers[`${name}-signature`] !== undefined);
	if (prefix === undefined) return undefined;
	const header = (name: string) => String(headers[`${prefix}-${name}`] ?? '');
	return { id: header('id'), timestamp: header('timestamp'), signatures: header('signature') };
}

/**
 * The keys in a text of secrets separated by whitespace or commas (two are in use while one replaces the
 * other). The prefix `whsec_` is optional. A secret without a key is skipped: anyone could sign with the
 * empty key.
 */
export function readSecrets(text: unknown): Buffer[] {
	return String(text ?? '')
		.split(/[\s,]+/)
		.map((secret) => Buffer.from(secret.replace(/^whsec_/, ''), 'base64'))
		.filter((key) => key.length > 0);
}

/**
 * Verifies a signature as Svix and Standard Webhooks define it: HMAC-SHA256 over id, time and body.
 *
 * @param rawBody the bytes as received; parsing and writing JSON would change them
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
	const isMatch = expected.some((one) => given.some((other) => isSameSecret(one, other)));
	if (!isMatch) return 'invalid';
	return Math.abs(now / 1000 - Number(timestamp)) <= TOLERANCE ? 'valid' : 'stale';
}
