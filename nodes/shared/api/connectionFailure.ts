import { NodeOperationError, UserError } from 'n8n-workflow';

/** Codes of connections that never opened, so the server cannot have seen the request. */
const NEVER_CONNECTED = new Set([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
]);

/** No usable answer came: the connection broke, the request timed out, or the body is unreadable. */
export class ConnectionFailure extends Error {
	/**
	 * @param reason for people: a short text without addresses and headers
	 * @param neverArrived whether the server certainly has not seen the request
	 * @param mayPass whether another try can end differently: hardly when the host is unknown, never
	 *   when n8n itself does not send the request
	 */
	constructor(
		readonly reason: string,
		readonly neverArrived: boolean,
		readonly mayPass: 'likely' | 'hardly' | 'never' = 'likely',
	) {
		super(reason);
		this.name = 'ConnectionFailure';
	}
}

/** An answer came, but not from the API: truncated, or not JSON, such as a login page. */
export class UnreadableResponse extends ConnectionFailure {
	constructor() {
		super('The answer was cut off or was not JSON', false);
	}
}

/**
 * Finds out why there was no answer, whatever n8n wrapped around the cause. Uses only the network code
 * and the texts of n8n's own refusals: the original error holds the request with its headers, and so
 * the API key.
 */
export function connectionFailureFrom(error: unknown): ConnectionFailure {
	const causes = causesOf(error);
	const refusal = causes.find(
		(cause) => cause instanceof UserError || cause instanceof NodeOperationError,
	);
	if (refusal !== undefined) {
		return new ConnectionFailure(`n8n did not send the request: ${refusal.message}`, true, 'never');
	}
	const code = causes.map(networkCode).find((found) => found !== undefined);
	if (code === undefined) return new ConnectionFailure('The connection broke off', false);
	return new ConnectionFailure(
		describe(code),
		NEVER_CONNECTED.has(code),
		code === 'ENOTFOUND' ? 'hardly' : 'likely',
	);
}

/** The error and its causes, outermost first. */
function causesOf(error: unknown): Error[] {
	const causes: Error[] = [];
	for (let current = error; current instanceof Error; current = current.cause) {
		if (causes.includes(current)) break;
		causes.push(current);
	}
	return causes;
}

function networkCode(error: Error): string | undefined {
	if (!('code' in error) || typeof error.code !== 'string') return undefined;
	return /^[A-Z][A-Z0-9_]{2,40}$/.test(error.code) ? error.code : undefined;
}

function describe(code: string): string {
	if (code === 'ECONNREFUSED') return `The server refused the connection (${code})`;
	if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
		return `The server's name could not be resolved (${code})`;
	if (code === 'ECONNABORTED' || code === 'ETIMEDOUT') return `No answer came in time (${code})`;
	return `The connection broke off (${code})`;
}
