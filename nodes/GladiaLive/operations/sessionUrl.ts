/** Gladia's own hosts, whatever the credential's base URL is: a proxy passes their addresses on. */
const GLADIA = '.gladia.io';

/** Scheme of the API → scheme of its sessions, which are encrypted unless the API itself is not. */
const SESSION_SCHEMES: Record<string, string> = { 'https:': 'wss:', 'http:': 'ws:' };

/**
 * Whether audio may be sent to the URL of a session: a WebSocket of the API's own host and port, of a
 * subdomain at that port, or an encrypted one of Gladia at the default port. The URL comes from a
 * response or an item, so it may be anything.
 *
 * @param baseUrl address of the API in the credential
 */
export function isSessionUrl(url: string, baseUrl: string): boolean {
	if (!URL.canParse(url) || !URL.canParse(baseUrl)) return false;
	const [session, api] = [new URL(url), new URL(baseUrl)];
	if (session.protocol === 'wss:' && `.${session.host}`.endsWith(GLADIA)) return true;
	return (
		session.protocol === SESSION_SCHEMES[api.protocol] &&
		// Both schemes have the same default port, which URLs leave out.
		(session.host === api.host || session.host.endsWith(`.${api.host}`))
	);
}
