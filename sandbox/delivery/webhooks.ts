import { ApiError } from '../server/apiError';
import type { Dispatcher } from './dispatcher';
import type { WebhookEvent } from './message';
import { isWebhookSecret, newMessageId } from './webhookSignature';

/** A webhook as set in the account's dashboard. */
export interface WebhookEndpoint {
	url: string;
	/** `whsec_…`; several while a secret is being replaced, each yields a signature. */
	secret: string | string[];
	/** Default all. */
	events?: WebhookEvent[];
	/** Header names: `svix-id` … (default, as Gladia sends) or `webhook-id` …. */
	headerNames?: 'svix' | 'webhook';
}

function secretsOf({ secret }: WebhookEndpoint): string[] {
	return Array.isArray(secret) ? secret : [secret];
}

/** The account's webhooks. */
export class Webhooks {
	private configured: WebhookEndpoint[] = [];

	constructor(
		private readonly dispatcher: Dispatcher,
		endpoints: WebhookEndpoint[],
	) {
		this.configure(endpoints);
	}

	get endpoints(): WebhookEndpoint[] {
		return this.configured;
	}

	/**
	 * Replaces all endpoints.
	 * @throws ApiError 400 for an address that is none and a secret that cannot sign
	 */
	configure(endpoints: WebhookEndpoint[]): void {
		for (const endpoint of endpoints) {
			if (!URL.canParse(endpoint.url)) throw new ApiError(400, `Not a URL: ${endpoint.url}`);
			const secrets = secretsOf(endpoint);
			if (secrets.length === 0 || !secrets.every(isWebhookSecret)) {
				throw new ApiError(400, `The secret for ${endpoint.url} is not whsec_ and base64`);
			}
		}
		this.configured = endpoints;
	}

	/** Tells all endpoints that want the event; resolves after the first try at each. */
	async send(event: WebhookEvent, payload: { id: string }): Promise<void> {
		const id = newMessageId();
		await Promise.all(
			this.configured
				.filter(({ events }) => events === undefined || events.includes(event))
				.map((endpoint) =>
					this.dispatcher.send({
						channel: 'webhook',
						event,
						jobId: payload.id,
						url: endpoint.url,
						method: 'POST',
						body: { event, payload },
						signature: {
							id,
							secrets: secretsOf(endpoint),
							headerNames: endpoint.headerNames ?? 'svix',
						},
					}),
				),
		);
	}
}
