import { randomUUID } from 'node:crypto';
import { Webhook } from 'svix';
import { callbackToken } from '../../../nodes/shared/callbacks/callbackToken';

/** What the credential of the tests holds. */
export const API_KEY = 'sandbox-key';
export const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

/** How a call was answered. */
export interface Answer {
	status: number;
	message: string;
}

interface Call {
	url: string;
	body: unknown;
	method?: string;
	headers?: Record<string, string>;
}

export async function call({ url, body, method = 'POST', headers = {} }: Call): Promise<Answer> {
	const response = await fetch(url, {
		method,
		headers: { 'content-type': 'application/json', ...headers },
		body: typeof body === 'string' ? body : JSON.stringify(body),
	});
	const { message } = (await response.json()) as { message: string };
	return { status: response.status, message };
}

/** Headers of a webhook as the real Svix library signs it. */
export function signedBySvix(
	body: unknown,
	{ secret = SECRET, id = `msg_${randomUUID()}`, at = new Date() } = {},
): Record<string, string> {
	return {
		'svix-id': id,
		'svix-timestamp': String(Math.floor(at.getTime() / 1000)),
		'svix-signature': new Webhook(secret).sign(id, at, JSON.stringify(body)),
	};
}

/** An account webhook, signed. */
export async function sendWebhook(
	url: string,
	body: unknown,
	options: Parameters<typeof signedBySvix>[1] = {},
): Promise<Answer> {
	return await call({ url, body, headers: signedBySvix(body, options) });
}

/** A callback whose URL has the token that our nodes add. */
export async function sendCallback(url: string, body: unknown, method = 'POST'): Promise<Answer> {
	return await call({ url: `${url}?token=${callbackToken(API_KEY, url)}`, body, method });
}

export const webhookBody = (event: string, id: string) => ({ event, payload: { id } });

/** Starts a job at the API, as somebody else would; returns its id. */
export async function startJob(
	apiUrl: string,
	audioUrl = 'https://example.com/a.mp3',
): Promise<string> {
	const response = await fetch(`${apiUrl}/v2/pre-recorded`, {
		method: 'POST',
		headers: { 'x-gladia-key': API_KEY, 'content-type': 'application/json' },
		body: JSON.stringify({ audio_url: audioUrl }),
	});
	const { id } = (await response.json()) as { id: string };
	return id;
}
