import { createHmac, timingSafeEqual } from 'node:crypto';

/** Every URL of a Gladia Trigger ends with this. */
export const TRIGGER_PATH = 'gladia-trigger';

/** Query parameter that carries the token. */
const PARAMETER = 'token';

/**
 * Proves that a callback comes from Gladia, which does not sign callbacks: a node of this package gave it
 * the URL with this token. Only those who know the API key can make the token. It reveals nothing about
 * the key, and is valid for one trigger on one host only.
 *
 * @param url of a Gladia Trigger
 */
export function callbackToken(apiKey: string, url: string): string {
	return createHmac('sha256', apiKey)
		.update(`gladia-callback:${triggerAddress(url)}`)
		.digest('base64url');
}

/**
 * The URL for Gladia to call: adds the token to that of a Gladia Trigger on one of the hosts. Any other
 * URL, and one with a token of the user's own, stays as it is: whoever gets the token of a trigger can
 * start its workflow.
 *
 * @param hosts that run the user's own triggers, as in `URL.host`
 */
export function withCallbackToken(apiKey: string, url: string, hosts: string[]): string {
	if (!URL.canParse(url)) return url;
	const address = new URL(url);
	const isTrigger = address.pathname.replace(/\/+$/, '').endsWith(`/${TRIGGER_PATH}`);
	if (!isTrigger || !hosts.includes(address.host)) return url;
	if (address.searchParams.has(PARAMETER)) return url;
	address.searchParams.set(PARAMETER, callbackToken(apiKey, url));
	return address.toString();
}

/** Compares in constant time, so that the time does not reveal how much of a guess is right. */
export function isSameSecret(secret: string, given: unknown): boolean {
	if (typeof given !== 'string' || secret === '') return false;
	const [expected, actual] = [Buffer.from(secret), Buffer.from(given)];
	return expected.length === actual.length && timingSafeEqual(expected, actual);
}

/**
 * The host with the ID and name of the trigger: the parts that test and production URL share. A proxy in
 * front of n8n may add or remove a prefix of the path.
 */
function triggerAddress(url: string): string {
	const { host, pathname } = new URL(url, 'http://n8n');
	const segments = pathname.split('/').filter((segment) => segment !== '');
	return [host, ...segments.slice(-2)].join('/');
}
