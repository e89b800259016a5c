import type {
	DeclarativeRestApiSettings,
	IAllExecuteFunctions,
	IDataObject,
	IExecuteSingleFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';
import { pause } from '../async/cancellation';
import { CLIENT_VERSION } from './clientVersion';
import type { UnfollowedRedirect } from './redirects';
import { addressOf, isRedirect, MAX_REDIRECTS, redirected, redirectTarget } from './redirects';
import type { RepeatPolicy } from './retryPolicy';
import { pauseBeforeRetry } from './retryPolicy';
import { hideSecrets, withoutSecrets } from './secrets';
import { ConnectionFailure, connectionFailureFrom, UnreadableResponse } from './connectionFailure';

export const CREDENTIAL = 'gladiaApi';

/** Every place that talks to Gladia: item hooks, the lists of the editor, and webhooks. */
export type GladiaContext = IExecuteSingleFunctions | ILoadOptionsFunctions | IWebhookFunctions;

export interface GladiaResponse<Body = unknown> {
	statusCode: number;
	headers: Record<string, unknown>;
	body: Body;
	/** Set for a redirect that was not followed. */
	redirect?: UnfollowedRedirect;
}

/** What every request of a node has in common: address, proxy and limits from its request options. */
export type Connection = Pick<
	IHttpRequestOptions,
	'baseURL' | 'proxy' | 'skipSslCertificateValidation' | 'timeout' | 'allowedDomains' | 'headers'
>;

/** Start of every declarative node: where the API is, and how this package introduces itself. */
export const requestDefaults = {
	baseURL: '={{$credentials.baseUrl.replace(/\\/+$/, "")}}',
	headers: { 'x-gladia-version': CLIENT_VERSION },
};

/**
 * The request that n8n made of the routing of an operation and its fields: method, URL, query and body.
 *
 * @param options of what n8n hands to a pagination function
 */
export function routedRequest(
	options: DeclarativeRestApiSettings.HttpRequestOptions,
): IHttpRequestOptions {
	const { method, url = '', qs, body } = options;
	return {
		...connectionOf(options),
		method,
		url,
		// n8n fills in empty objects for requests that have none.
		...(isEmpty(qs) ? {} : { qs }),
		...(isEmpty(body) ? {} : { body }),
	};
}

function isEmpty(fields: unknown): boolean {
	return fields === undefined || (isJsonObject(fields) && Object.keys(fields).length === 0);
}

/** What further requests of the same item take over from the one that n8n made. */
export function connectionOf(options: DeclarativeRestApiSettings.HttpRequestOptions): Connection {
	const { baseURL, proxy, skipSslCertificateValidation, timeout, allowedDomains, headers } =
		options;
	return {
		baseURL,
		proxy,
		// A description may hold an expression here; what reaches a hook is its value.
		skipSslCertificateValidation: Boolean(skipSslCertificateValidation),
		timeout,
		allowedDomains,
		headers,
	};
}

/**
 * The same where there is no first request: in programmatic nodes, in the lists of the editor and in
 * webhooks.
 *
 * @param timeout of one request, in milliseconds
 */
export async function credentialConnection(
	context: GladiaContext,
	timeout: number,
): Promise<Connection> {
	const { baseUrl } = await context.getCredentials(CREDENTIAL);
	return {
		baseURL: String(baseUrl).replace(/\/+$/, ''),
		headers: requestDefaults.headers,
		timeout,
	};
}

/** How a request ended. */
export type Outcome = GladiaResponse | ConnectionFailure;

/** However little patience is left, a server has so long to answer, in milliseconds. */
const LEAST_TIMEOUT = 15_000;

/**
 * Sends one request with the credential and repeats it where `policy` calls that safe: after 429
 * (Retry-After obeyed, tries not counted), passing faults of the server, and lost connections.
 *
 * Redirects are followed within the origin only (scheme, host and port), so that the API key never
 * leaves it; any other one is the answer, with `redirect` saying why. In the body of a failure the
 * secrets of the credential are hidden. With `json: true` a success whose body is cut off or no JSON
 * object counts as a connection failure.
 *
 * @param request made anew for each try, so that a body that is a stream can be opened again; told how
 *   the try before ended, if there was one
 * @returns the last answer, whatever its status, or ConnectionFailure
 * @throws the signal's reason when the execution was cancelled
 */
export async function send(
	context: GladiaContext,
	request: (before?: Outcome) => IHttpRequestOptions | Promise<IHttpRequestOptions>,
	policy: RepeatPolicy,
): Promise<Outcome> {
	const began = Date.now();
	const patienceEnds = began + policy.patience;
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
		if (next > patienceEnds || !mayRepeat(outcome, policy, isLast, next - began)) return outcome;
		if (!(outcome instanceof ConnectionFailure)) discard(outcome.body);
		before = outcome;
		await pause({ getExecutionCancelSignal: () => cancelSignal(context) }, wait);
	}
}

function mayRepeat(
	outcome: Outcome,
	policy: RepeatPolicy,
	outOfTries: boolean,
	sinceBegin: number,
): boolean {
	if (outcome instanceof ConnectionFailure) {
		if (!outcome.neverArrived) return !outOfTries && policy.whenAnswerIsLost;
		const patience = outcome.mayPass === 'likely' ? (policy.whileUnreachable ?? 0) : 0;
		return outcome.mayPass !== 'never' && (!outOfTries || sinceBegin <= patience);
	}
	return policy.statuses(outcome.statusCode) && (outcome.statusCode === 429 || !outOfTries);
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

function whyNotFollowed(
	from: URL,
	to: URL | undefined,
	hops: number,
): UnfollowedRedirect['why'] | undefined {
	if (to === undefined) return 'nowhere';
	if (to.origin !== from.origin) return 'elsewhere';
	return hops >= MAX_REDIRECTS ? 'loop' : undefined;
}

/**
 * Hides the secrets of the credential in what an answer says: servers and proxies may repeat the
 * headers of a request when they explain its failure. A stream is left as it is.
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
		const readable = options.json !== true || !succeeded(response) || isJsonObject(response.body);
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

/** An answer that is a stream holds its connection until it is read or destroyed. */
export function discard(body: unknown): void {
	if (isStream(body)) body.destroy();
}

function cancelSignal(context: GladiaContext): AbortSignal | undefined {
	return 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
}

/** Whether a status means that the request was carried out. */
export function succeeded(response: GladiaResponse): boolean {
	return response.statusCode >= 200 && response.statusCode < 300;
}

function isJsonObject(body: unknown): body is IDataObject {
	return typeof body === 'object' && body !== null && !Array.isArray(body);
}

/** The JSON object of a response to a request with `json: true`; empty for one without a body. */
export function jsonBody(response: GladiaResponse): IDataObject {
	return isJsonObject(response.body) ? response.body : {};
}
