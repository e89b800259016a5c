import type { Exchange, SandboxState } from '../api/context';
import type { Reply } from './reply';
import { emptyReply } from './reply';

/** Where the API is for those who were redirected. */
const MOVED = '/moved';

/** The path that a request had before it was redirected. */
export function pathBeforeRedirect(path: string): string {
	return path.startsWith(`${MOVED}/`) ? path.slice(MOVED.length) : path;
}

/** The same server under the name of another origin. */
export function otherOrigin(url: string): string {
	return url.replace('127.0.0.1', 'localhost');
}

/** Sends a call of the API elsewhere when the reading in force says so. */
export function redirectReply(state: SandboxState, { url, request }: Exchange): Reply | undefined {
	if (!url.pathname.startsWith('/v2/')) return undefined;
	const reading = state.readings.of('redirects');
	if (reading === 'redirect-never') return undefined;
	request.resume();
	const isRead = request.method === 'GET';
	const status =
		reading === 'redirect-same-origin-308'
			? 308
			: reading === 'redirect-same-origin-302' && isRead
				? 302
				: 307;
	const origin = reading === 'redirect-elsewhere' ? otherOrigin(state.url) : '';
	const location = `${origin}${MOVED}${url.pathname}${url.search}`;
	return { ...emptyReply(status), headers: { location } };
}
