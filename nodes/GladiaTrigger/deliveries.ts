import { createHash } from 'node:crypto';
import type { IWebhookFunctions } from 'n8n-workflow';
import type { GladiaEvent } from './readEvent';
import type { Recent } from './recent';
import type { Signature } from './verify';

type Response = ReturnType<IWebhookFunctions['getResponseObject']>;

/**
 * What a call is known by when it comes again: the id that Svix keeps over all its tries, or, for a
 * callback, job and event; live sessions send many messages of one kind, so there it is the bytes.
 */
export function deliveryKey(
	{ id, event, kind }: GladiaEvent,
	signature: Signature | undefined,
	rawBody: Buffer,
): string {
	if (signature !== undefined) return `signed ${signature.id}`;
	const message = kind === 'live' ? createHash('sha256').update(rawBody).digest('base64') : '';
	return ['unsigned', id, event, message].join(' ');
}

/**
 * Makes sure that a delivery starts the workflow once. The first call claims it; copies wait until
 * n8n has answered that call, that is, until the execution exists or could not be started. In the
 * latter case the next copy or try takes over, so that the event is not lost.
 *
 * Nothing is awaited between looking and claiming, so not even copies of the same instant both
 * claim. This holds in one process of n8n: several webhook processors do not know of each other, so
 * each may start the workflow once. A restart, or switching the workflow off and on, forgets.
 *
 * @param response the answer to the call
 * @returns whether the call is the one that shall start the workflow
 */
export async function claimDelivery(
	deliveries: Recent<Promise<boolean>>,
	key: string,
	response: Response,
): Promise<boolean> {
	for (;;) {
		const earlier = deliveries.get(key);
		if (earlier === undefined) {
			deliveries.set(key, hasStarted(response));
			return true;
		}
		if (await earlier) return false;
		if (deliveries.get(key) === earlier) deliveries.delete(key);
	}
}

/** A caller that hung up does not stop n8n from starting the workflow, so only a refusal counts. */
async function hasStarted(response: Response): Promise<boolean> {
	await new Promise((resolve) => response.once('close', resolve));
	return !response.headersSent || response.statusCode < 400;
}
