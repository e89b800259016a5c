import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../json';
import { objectAt } from '../json';
import type { Message } from './message';
import { newWebhookSecret } from './webhookSignature';

/** Beyond the five minutes that receivers of webhooks tolerate. */
const STALE_SECONDS = 600;
const TEXT_KEYS = new Set(['full_transcript', 'text', 'message']);

function withOtherTexts(body: JsonObject): JsonObject {
	return JSON.parse(
		JSON.stringify(body, (key, value: unknown) =>
			TEXT_KEYS.has(key) && typeof value === 'string' ? 'tampered' : value,
		),
	) as JsonObject;
}

function forged(message: Message): Message {
	const { signature, body } = message;
	return signature
		? { ...message, signature: { ...signature, secrets: [newWebhookSecret()] } }
		: { ...message, body: { ...body, id: randomUUID() } };
}

function tampered(message: Message): Message {
	const { signature, body } = message;
	return signature
		? {
				...message,
				signedBody: body,
				body: { ...body, payload: { ...objectAt(body, 'payload'), id: randomUUID() } },
			}
		: { ...message, body: withOtherTexts(body) };
}

const stale = (message: Message): Message => ({ ...message, ageSeconds: STALE_SECONDS });

/** What becomes of a message that no receiver should believe. */
export const spoil = { forged, stale, tampered };
