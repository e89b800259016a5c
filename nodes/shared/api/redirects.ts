import type { IHttpRequestOptions } from 'n8n-workflow';

/** More than a few redirects in a row are a loop. */
export const MAX_REDIRECTS = 5;

/** Statuses that redirect; 300 and 304 are answers themselves. */
const FOLLOWED = new Set([301, 302, 303, 307, 308]);

/** Why a redirect was not followed. */
export interface UnfollowedRedirect {
	why: 'elsewhere' | 'loop' | 'nowhere';
	/** Where it leads; undefined if that is not a web address. */
	to?: URL;
	/** Scheme, host and port of that, for people. */
	origin?: string;
}

/** Whether a status redirects. */
export function isRedirect(statusCode: number): boolean {
	return FOLLOWED.has(statusCode);
}

/** Where a redirect leads; undefined if that is not a web address. */
export function redirectTarget(headers: Record<string, unknown>, from: URL): URL | undefined {
	const { location } = headers;
	if (typeof location !== 'string' || !URL.canParse(location, from.href)) return undefined;
	const to = new URL(location, from);
	// A user name and password in the address would be sent to it.
	to.username = '';
	to.password = '';
	return /^https?:$/.test(to.protocol) ? to : undefined;
}

/** Why not to follow a redirect: it leaves the origin, or names no address, or is one too many. */
export function whyNotFollowed(
	from: URL,
	to: URL | undefined,
	hops: number,
): UnfollowedRedirect['why'] | undefined {
	if (to === undefined) return 'nowhere';
	if (to.origin !== from.origin) return 'elsewhere';
	return hops >= MAX_REDIRECTS ? 'loop' : undefined;
}

/** The complete address of a request. */
export function addressOf({ baseURL, url }: Pick<IHttpRequestOptions, 'baseURL' | 'url'>): URL {
	if (baseURL === undefined || URL.canParse(url)) return new URL(url);
	return new URL(`${baseURL.replace(/\/+$/, '')}/${url.replace(/^\/+/, '')}`);
}

/**
 * The request that a redirect asks for. As in browsers, 303 always leads to a document to be read,
 * and 301 and 302 do so after a POST: to send it again could start a second job. 307 and 308 repeat
 * the request as it was.
 */
export function redirected(
	request: IHttpRequestOptions,
	statusCode: number,
	to: URL,
): IHttpRequestOptions {
	const { method = 'GET' } = request;
	const isRead = statusCode === 303 || (statusCode < 303 && method === 'POST');
	return {
		...request,
		baseURL: undefined,
		url: to.href,
		// The new address is complete.
		qs: undefined,
		...(isRead && method !== 'HEAD' && { method: 'GET', body: undefined }),
	};
}
