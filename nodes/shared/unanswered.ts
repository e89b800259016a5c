/** Codes of connections that were never made: the server cannot have seen the request. */
const NEVER_CONNECTED = new Set([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
]);

/** No usable answer came: the line broke, the time was up, or the body was not readable. */
export class Unanswered extends Error {
	/**
	 * @param reason short text without addresses or headers, for people
	 * @param neverArrived true when the server certainly has not seen the request
	 */
	constructor(
		readonly reason: string,
		readonly neverArrived: boolean,
	) {
		super(reason);
		this.name = 'Unanswered';
	}
}

/**
 * Reads the network code from whatever n8n wrapped around it. Nothing else is taken over: the
 * original error holds the request with its headers, and so the API key.
 */
export function unansweredFrom(error: unknown): Unanswered {
	const code = networkCode(error);
	if (code === undefined) return new Unanswered('The connection broke off', false);
	return new Unanswered(describe(code), NEVER_CONNECTED.has(code));
}

function networkCode(error: unknown): string | undefined {
	for (let current: unknown = error; current instanceof Error; current = current.cause) {
		if ('code' in current && typeof current.code === 'string') return current.code;
	}
	return undefined;
}

function describe(code: string): string {
	if (code === 'ECONNREFUSED') return `The server refused the connection (${code})`;
	if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
		return `The server's name could not be resolved (${code})`;
	if (code === 'ECONNABORTED' || code === 'ETIMEDOUT') return `No answer came in time (${code})`;
	return `The connection broke off (${code})`;
}
