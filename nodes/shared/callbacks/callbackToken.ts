import { createHmac, timingSafeEqual } from 'node:crypto';

/** The end of every address of a Gladia Trigger. */
export const TRIGGER_PATH = 'gladia-trigger';

/** Query parameter that carries the token. */
const PARAMETER = 'token';

/**
 * The token that proves that a callback goes back to an address which a node of this package gave
 * to Gladia, because Gladia does not sign callbacks. Only who knows the API key can make it, it
 * tells nothing about the key, and it fits one trigger on one host only.
 *
 * @param url address of a Gladia Trigger
 */
export function callbackToken(apiKey: string, url: string): string {
	return createHmac('sha256', apiKey)
		.update(`gladia-callback:${triggerAddress(url)}`)
		.digest('base64url');
}

/**
 * The address that Gladia shall call: that of a Gladia Trigger on one of the hosts with its token. Any
 * other address, and one that has a token of the user's own, stays as it is: who is given the token of a
 * trigger can start its workflow.
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

/** Compares without telling by the time it takes how much of a guess is right. */
export function isSameSecret(secret: string, given: unknown): boolean {
	if (typeof given !== 'string' || secret === '') return false;
	const [expected, actual] = [Buffer.from(secret), Buffer.from(given)];
	return expected.length === actual.length && timingSafeEqual(expected, actual);
}

/**
 * The host with the trigger's id and name, the parts that are the same for the test and the production
 * address. A proxy in front of n8n may add or cut off a prefix of the path.
 */
function triggerAddress(url: string): string {
	const { host, pathname } = new URL(url, 'http://n8n');
	const segments = pathname.split('/').filter((segment) => segment !== '');
	return [host, ...segments.slice(-2)].join('/');
}
