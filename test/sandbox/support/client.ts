import { GladiaClient } from '@gladiaio/sdk';
import type { Sandbox } from '../../../sandbox/sandbox';
import { DEFAULT_KEY } from '../../../sandbox/sandbox';

/** The official client, quick and without retries, so that every failure shows. */
export function sdkClient({ url }: Sandbox, apiKey = DEFAULT_KEY): GladiaClient {
	return new GladiaClient({
		apiKey,
		apiUrl: url,
		httpRetry: { maxAttempts: 1 },
		httpTimeout: 5_000,
	});
}

export interface Answer {
	status: number;
	headers: Headers;
	body: unknown;
}

/** One request with the right key; objects are sent as JSON, JSON answers are parsed. */
export async function call(
	{ url }: Sandbox,
	method: string,
	path: string,
	body?: unknown,
	headers: Record<string, string> = { 'x-gladia-key': DEFAULT_KEY },
): Promise<Answer> {
	const response = await fetch(`${url}${path}`, {
		method,
		headers: body === undefined ? headers : { 'content-type': 'application/json', ...headers },
		body: body === undefined ? undefined : JSON.stringify(body),
		signal: AbortSignal.timeout(20_000),
	});
	const text = await response.text();
	const isJson = response.headers.get('content-type')?.includes('json') === true;
	return {
		status: response.status,
		headers: response.headers,
		body: isJson ? JSON.parse(text) : text,
	};
}

/** Uploads bytes as the multipart field `audio`. */
export async function upload(
	{ url }: Sandbox,
	content: Buffer,
	filename: string,
	field = 'audio',
): Promise<Answer> {
	const form = new FormData();
	form.append(field, new File([new Uint8Array(content)], filename));
	const response = await fetch(`${url}/v2/upload`, {
		method: 'POST',
		headers: { 'x-gladia-key': DEFAULT_KEY },
		body: form,
	});
	return { status: response.status, headers: response.headers, body: await response.json() };
}
