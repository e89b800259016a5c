import { randomBytes } from 'node:crypto';
import { Webhook } from 'svix/dist/webhook';

/** How a message is signed. */
export interface WebhookSignature {
	/** The message's id; all tries have the same. */
	id: string;
	/** Each yields a signature; several while a secret is being replaced. */
	secrets: string[];
	/** `svix-id` … as Gladia sends, or `webhook-id` … as the Standard Webhooks have it. */
	headerNames: 'svix' | 'webhook';
}

/** A secret in the form in which dashboards show it: `whsec_` and base64. */
export function newWebhookSecret(): string {
	return `whsec_${randomBytes(24).toString('base64')}`;
}

/** An id in the form Svix gives its messages. */
export function newMessageId(): string {
	return `msg_${randomBytes(20).toString('hex').slice(0, 27)}`;
}

/** Whether the secret can sign: base64, after `whsec_` or bare. */
export function isWebhookSecret(secret: string): boolean {
	try {
		return new Webhook(secret) instanceof Webhook;
	} catch {
		return false;
	}
}

/** The id, timestamp and signature headers of one try. */
export function signedHeaders(
	{ id, secrets, headerNames }: WebhookSignature,
	text: string,
	at: Date,
): Record<string, string> {
	return {
		[`${headerNames}-id`]: id,
		[`${headerNames}-timestamp`]: String(Math.floor(at.getTime() / 1000)),
		[`${headerNames}-signature`]: secrets
			.map((secret) => new Webhook(secret).sign(id, at, text))
			.join(' '),
	};
}
