import { createHash } from 'node:crypto';
import type { IWebhookFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import type { Call, Proof } from './authentication/authenticate';
import type { ExpiringMap } from './expiringMap';
import type { TriggerEvent } from './readEvent';

type Response = ReturnType<IWebhookFunctions['getResponseObject']>;

/** One delivery that has started the workflow, or is about to. */
export interface Delivery {
	/** Whether the workflow was started; resolves once n8n has tried. */
	started: Promise<boolean>;
	hasFailed: boolean;
}

/** The right to start the workflow for a delivery. */
export interface Claim {
	/** Reports the outcome; after a failure, the next copy or retry takes over. */
	settle(started: boolean | Promise<boolean>): void;
}

/** How often, and for how long at most, to check on a start whose caller has gone; ms. */
const CHECK_INTERVAL = 100;
const LONGEST_START = 120_000;

/**
 * Identifies a delivery across copies and retries. Signed: by the id that Svix keeps over all its tries.
 * Confirmed by the API: by job and event, because nothing else of the call is trusted. With a token: by
 * job and event, and for live sessions, which send many messages of one kind, by the bytes. Keys are
 * hashed so that callers cannot choose their length.
 */
export function deliveryKey(
	{ id, event, kind }: TriggerEvent,
	proof: Proof['by'],
	{ signature, rawBody }: Pick<Call, 'signature' | 'rawBody'>,
): string {
	if (proof === 'signature') return hash(['signed', signature?.id]);
	if (proof === 'api') return hash(['confirmed', id, event]);
	return hash(['token', id, event, ...(kind === 'live' ? [hash(rawBody)] : [])]);
}

function hash(content: unknown[] | Buffer): string {
	const bytes = Buffer.isBuffer(content) ? content : JSON.stringify(content);
	return createHash('sha256').update(bytes).digest('base64url').slice(0, 22);
}

/**
 * Makes sure that a delivery starts the workflow only once. The first call claims it; copies wait until
 * n8n has answered that call, which means that the execution exists or could not be started. If it could
 * not, the next copy or retry takes over, so that the event is not lost.
 *
 * Nothing is awaited between the check and the claim, so two simultaneous copies cannot both claim. This
 * holds within one n8n process: webhook processors do not know of each other, so each may start the
 * workflow once.
 *
 * @returns the claim, or undefined when the workflow was started before
 */
export async function claimDelivery(
	deliveries: ExpiringMap<Delivery>,
	key: string,
): Promise<Claim | undefined> {
	for (;;) {
		const earlier = deliveries.get(key);
		if (earlier === undefined || earlier.hasFailed) {
			const { delivery, claim } = newDelivery();
			deliveries.set(key, delivery);
			return claim;
		}
		if (await earlier.started) return undefined;
	}
}

function newDelivery(): { delivery: Delivery; claim: Claim } {
	let settle: Claim['settle'] = () => {};
	const outcome = new Promise<boolean>((resolve) => (settle = resolve));
	const delivery: Delivery = { hasFailed: false, started: outcome };
	// Set before any waiting copy continues.
	delivery.started = outcome.then((started) => {
		delivery.hasFailed = !started;
		return started;
	});
	return { delivery, claim: { settle } };
}

/**
 * Whether n8n has started the workflow, which shows in how it ends the response. It starts the workflow
 * even when the caller has hung up, so a closed connection alone says nothing.
 */
export async function hasStarted(response: Response): Promise<boolean> {
	if (!response.closed) {
		await new Promise<void>((resolve) => {
			response.once('finish', resolve);
			response.once('close', resolve);
		});
	}
	const deadline = Date.now() + LONGEST_START;
	while (!response.writableEnded && Date.now() < deadline) await sleep(CHECK_INTERVAL);
	return response.writableEnded && response.statusCode < 400;
}
