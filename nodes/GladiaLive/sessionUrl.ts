/** Hosts of Gladia itself, whatever the credential's base URL is: a proxy hands their addresses on. */
const GLADIA = '.gladia.io';

/**
 * Whether audio may be sent to a session's address: a WebSocket of the API's own host, of one below
 * it, or of Gladia, and an encrypted one unless the API itself is not. The address comes out of an
 * answer or an item, so it may be anything.
 *
 * @param baseUrl address of the API in the credential
 */
export function isSessionUrl(url: string, baseUrl: string): boolean {
	if (!URL.canParse(url) || !URL.canParse(baseUrl)) return false;
	const [session, api] = [new URL(url), new URL(baseUrl)];
	const isEncrypted = session.protocol === 'wss:';
	const mayBeOpen = session.protocol === 'ws:' && api.protocol === 'http:';
	return (
		(isEncrypted || mayBeOpen) &&
		(session.hostname === api.hostname ||
			session.hostname.endsWith(`.${api.hostname}`) ||
			`.${session.hostname}`.endsWith(GLADIA))
	);
}
