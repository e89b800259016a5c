import type {
	DeclarativeRestApiSettings,
	IAllExecuteFunctions,
	IDataObject,
	IExecuteSingleFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';
import { pause } from './cancellation';
import type { RepeatPolicy } from './retry';
import { backoff, retryAfter } from './retry';
import { Unanswered, unansweredFrom } from './unanswered';

export const CREDENTIAL = 'gladiaApi';

/** Every place that talks to Gladia: item hooks, the lists of the editor, and webhooks. */
export type GladiaContext = IExecuteSingleFunctions | ILoadOptionsFunctions | IWebhookFunctions;

export interface GladiaResponse<Body = unknown> {
	statusCode: number;
	headers: Record<string, unknown>;
	body: Body;
}

/** What every request of a node has in common: address, proxy and limits from its request options. */
export type Connection = Pick<
	IHttpRequestOptions,
	'baseURL' | 'proxy' | 'skipSslCertificateValidation' | 'timeout' | 'allowedDomains' | 'headers'
>;

/** Version of package.json, which is not shipped in a place that a node may read. */
const PACKAGE_VERSION = '0.1.0';

/** Start of every declarative node: where the API is, and how this package introduces itself. */
export const requestDefaults = {
	baseURL: '={{$credentials.baseUrl.replace(/\\/+$/, "")}}',
	headers: { 'x-gladia-version': `n8n-nodes-gladia/${PACKAGE_VERSION}` },
};

/** Takes over what n8n worked out for the first request, for further ones of the same item. */
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
export type Outcome = GladiaResponse | Unanswered;

/**
 * Sends one request with the credential and repeats it where `policy` calls that safe: after 429
 * (Retry-After obeyed, tries not counted), passing faults of the server, and lost connections.
 *
 * Redirects are not followed, because n8n would carry the API key along to another host. With
 * `json: true` a success whose body is cut off or no JSON object counts as unanswered.
 *
 * @param request made anew for each try, so that a body that is a stream can be opened again
 * @returns the last answer, whatever its status, or Unanswered
 * @throws the signal's reason when the execution was cancelled
 */
export async function send(
	context: GladiaContext,
	request: () => IHttpRequestOptions | Promise<IHttpRequestOptions>,
	policy: RepeatPolicy,
): Promise<Outcome> {
	const patienceEnds = Date.now() + policy.patience;
	for (let attempt = 0; ; attempt++) {
		const outcome = await sendOnce(context, await request());
		const wait = waitAfter(outcome) ?? backoff(attempt);
		const outOfTime = Date.now() + wait > patienceEnds;
		const outOfTries = attempt + 1 >= policy.tries;
		if (outOfTime || !mayRepeat(outcome, policy, outOfTries)) return outcome;
		if (!(outcome instanceof Unanswered)) discard(outcome.body);
		await pause({ getExecutionCancelSignal: () => cancelSignal(context) }, wait);
	}
}

function mayRepeat(outcome: Outcome, policy: RepeatPolicy, outOfTries: boolean): boolean {
	if (outcome instanceof Unanswered) {
		return !outOfTries && (outcome.neverArrived || policy.whenAnswerIsLost);
	}
	return policy.statuses(outcome.statusCode) && (outcome.statusCode === 429 || !outOfTries);
}

function waitAfter(outcome: Outcome): number | undefined {
	return outcome instanceof Unanswered ? undefined : retryAfter(outcome.headers);
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
		return readable ? response : new Unanswered('The answer was cut off or was not JSON', false);
	} catch (error) {
		cancelSignal(context)?.throwIfAborted();
		return unansweredFrom(error);
	}
}

/** An answer that is a stream holds its connection until it is read or destroyed. */
function discard(body: unknown): void {
	if (typeof body !== 'object' || body === null || !('destroy' in body)) return;
	if (typeof body.destroy === 'function') body.destroy();
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
