import type {
	DeclarativeRestApiSettings,
	IAllExecuteFunctions,
	IDataObject,
	IExecuteSingleFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';
import { isObjectEmpty } from 'n8n-workflow';
import { pause } from '../async/cancellation';
import { isRecord } from '../json/values';
import { CLIENT_VERSION } from './clientVersion';
import { ConnectionFailure, connectionFailureFrom, UnreadableResponse } from './connectionFailure';
import type { UnfollowedRedirect } from './redirects';
import { addressOf, isRedirect, redirected, redirectTarget, whyNotFollowed } from './redirects';
import type { RepeatPolicy } from './retryPolicy';
import { pauseBeforeRetry } from './retryPolicy';
import { hideSecrets, withoutSecrets } from './secrets';

export const CREDENTIAL = 'gladiaApi';

/** Every kind of code that talks to Gladia: item hooks, lists in the editor, and webhooks. */
export type GladiaContext = IExecuteSingleFunctions | ILoadOptionsFunctions | IWebhookFunctions;

export interface GladiaResponse<Body = unknown> {
	statusCode: number;
	headers: Record<string, unknown>;
	body: Body;
	/** Set for a redirect that was not followed. */
	redirect?: UnfollowedRedirect;
}

/** What all requests of an item have in common: base URL, proxy and limits. */
export type Connection = Pick<
	IHttpRequestOptions,
	'baseURL' | 'proxy' | 'skipSslCertificateValidation' | 'timeout' | 'allowedDomains' | 'headers'
>;

/** Defaults of every declarative node: where the API is, and how this package identifies itself. */
export const requestDefaults = {
	baseURL: '={{$credentials.baseUrl.trim().replace(/\\/+$/, "")}}',
	headers: { 'x-gladia-version': CLIENT_VERSION },
};

/**
 * The request that n8n made of the routing of an operation and its fields: method, URL, query and body.
 *
 * @param options as n8n passes them to a pagination function
 */
export function routedRequest(
	options: DeclarativeRestApiSettings.HttpRequestOptions,
): IHttpRequestOptions {
	const { method, url = '', qs, body } = options;
	return {
		...connectionOf(options),
		method,
		url,
		// n8n adds empty objects to requests without a query or a body.
		...(isEmpty(qs) ? {} : { qs }),
		...(isEmpty(body) ? {} : { body }),
	};
}

function isEmpty(fields: unknown): boolean {
	return isRecord(fields) ? isObjectEmpty(fields) : fields === undefined;
}

/** What further requests of the same item reuse from the one that n8n made. */
export function connectionOf(options: DeclarativeRestApiSettings.HttpRequestOptions): Connection {
	const { baseURL, proxy, skipSslCertificateValidation, timeout, allowedDomains, headers } =
		options;
	return {
		baseURL,
		proxy,
		// A description may hold an expression here, but hooks get its value.
		skipSslCertificateValidation: Boolean(skipSslCertificateValidation),
		timeout,
		allowedDomains,
		headers,
	};
}

/**
 * The same where n8n made no request: in programmatic nodes, in lists of the editor, and in webhooks.
 *
 * @param timeout of one request, in milliseconds
 */
export async function credentialConnection(
	context: GladiaContext,
	timeout: number,
): Promise<Connection> {
	const { baseUrl } = await context.getCredentials(CREDENTIAL);
	return {
		baseURL: String(baseUrl).trim().replace(/\/+$/, ''),
		headers: requestDefaults.headers,
		timeout,
	};
}

/** How a request ended. */
export type Outcome = GladiaResponse | ConnectionFailure;

/** A server gets at least this long to answer, however little patience is left, in milliseconds. */
const LEAST_TIMEOUT = 15_000;

/**
 * Sends a request with the credential, and retries where `policy` calls that safe: after 429 (obeys
 * Retry-After, and does not count as a try), transient server errors, and lost connections.
 *
 * Follows redirects within the origin only (scheme, host and port), so that the API key never leaves it.
 * Any other redirect is the answer, and `redirect` says why. Hides the secrets of the credential in the
 * body of a failure. With `json: true`, a success whose body is truncated or is not a JSON object counts
 * as a connection failure.
 *
 * @param request makes the request of each try, so that a stream in its body can be opened again; gets
 *   the outcome of the try before, if there was one
 * @returns the last answer, whatever its status, or the connection failure
 * @throws the signal's reason when the execution was cancelled
 */
export async function send(
	context: GladiaContext,
	request: (before?: Outcome) => IHttpRequestOptions | Promise<IHttpRequestOptions>,
	policy: RepeatPolicy,
): Promise<Outcome> {
	const startedAt = Date.now();
	const patienceEnds = startedAt + policy.patience;
	let before: Outcome | undefined;
	for (let attempt = 0; ; attempt++) {
		const options = await request(before);
		const timeout = Math.max(LEAST_TIMEOUT, patienceEnds - Date.now());
		const outcome = await sendAndFollow(context, {
			...options,
			timeout: Math.min(options.timeout ?? timeout, timeout),
		});
		const wait = pauseBeforeRetry(
			attempt,
			outcome instanceof ConnectionFailure ? undefined : outcome.headers,
		);
		const next = Date.now() + wait;
		const isLast = attempt + 1 >= policy.tries;
		if (next > patienceEnds || !mayRepeat(outcome, policy, isLast, next - startedAt))
			return outcome;
		if (!(outcome instanceof ConnectionFailure)) discard(outcome.body);
		before = outcome;
		await pause({ getExecutionCancelSignal: () => cancelSignal(context) }, wait);
	}
}

function mayRepeat(
	outcome: Outcome,
	policy: RepeatPolicy,
	isLast: boolean,
	elapsed: number,
): boolean {
	if (outcome instanceof ConnectionFailure) {
		if (!outcome.neverArrived) return !isLast && policy.whenAnswerIsLost;
		const patience = outcome.mayPass === 'likely' ? (policy.whileUnreachable ?? 0) : 0;
		return outcome.mayPass !== 'never' && (!isLast || elapsed <= patience);
	}
	return policy.statuses(outcome.statusCode) && (outcome.statusCode === 429 || !isLast);
}

async function sendAndFollow(
	context: GladiaContext,
	options: IHttpRequestOptions,
): Promise<Outcome> {
	let request = options;
	for (let hops = 0; ; hops++) {
		const outcome = await sendOnce(context, request);
		if (outcome instanceof ConnectionFailure || succeeded(outcome)) return outcome;
		if (!isRedirect(outcome.statusCode)) return await withoutEcho(context, outcome);
		const from = addressOf(request);
		const to = redirectTarget(outcome.headers, from);
		const why = whyNotFollowed(from, to, hops);
		if (to === undefined || why !== undefined) {
			const redirect = { why: why ?? 'nowhere', to, origin: to?.origin };
			return await withoutEcho(context, { ...outcome, redirect });
		}
		discard(outcome.body);
		request = redirected(request, outcome.statusCode, to);
	}
}

/**
 * Hides the secrets of the credential in an answer: servers and proxies may echo the headers of a
 * request when they explain its failure. Leaves a stream as it is.
 */
export async function withoutEcho(
	context: GladiaContext,
	response: GladiaResponse,
): Promise<GladiaResponse> {
	const credentials = await context.getCredentials(CREDENTIAL);
	const { body, redirect } = response;
	return {
		...response,
		body: isStream(body) ? body : withoutSecrets(body, credentials),
		...(redirect && {
			redirect: { ...redirect, origin: hideSecrets(redirect.origin ?? '', credentials) },
		}),
	};
}

async function sendOnce(context: GladiaContext, options: IHttpRequestOptions): Promise<Outcome> {
	try {
		const response = await (context.helpers.httpRequestWithAuthentication.call(
			context as IAllExecuteFunctions,
			CREDENTIAL,
			{
				...options,
				disableFollowRedirect: true,
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
			},
		) as Promise<GladiaResponse>);
		const readable = options.json !== true || !succeeded(response) || isRecord(response.body);
		return readable ? response : new UnreadableResponse();
	} catch (error) {
		cancelSignal(context)?.throwIfAborted();
		return connectionFailureFrom(error);
	}
}

function isStream(body: unknown): body is { destroy: () => void } {
	return (
		typeof body === 'object' &&
		body !== null &&
		'destroy' in body &&
		typeof body.destroy === 'function'
	);
}

/** Closes the connection of an answer that is a stream and will not be read. */
export function discard(body: unknown): void {
	if (isStream(body)) body.destroy();
}

function cancelSignal(context: GladiaContext): AbortSignal | undefined {
	return 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
}

/** Whether the status says that the request was carried out. */
export function succeeded(response: GladiaResponse): boolean {
	return response.statusCode >= 200 && response.statusCode < 300;
}

/** The JSON object of a response to a request with `json: true`; empty for one without a body. */
export function jsonBody(response: GladiaResponse): IDataObject {
	return isRecord(response.body) ? response.body : {};
}
