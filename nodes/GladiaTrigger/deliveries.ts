import { createHash } from 'node:crypto';
import type { IWebhookFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import type { Call, Proof } from './authentication/authenticate';
import type { TriggerEvent } from './readEvent';
import type { Recent } from './expiringMap';

type Response = ReturnType<IWebhookFunctions['getResponseObject']>;

/** One delivery that started the workflow, or is about to. */
export interface Delivery {
	/** Whether the workflow was started; known once n8n has tried. */
	started: Promise<boolean>;
	hasFailed: boolean;
}

/** The right to start the workflow by a delivery. */
export interface Claim {
	/** Says what became of it; if it failed, the next copy or try takes over. */
	settle(started: boolean | Promise<boolean>): void;
}

/** How often, and for how long, an answer is looked at that nobody waits for any more; ms. */
const LOOK_EVERY = 100;
const LONGEST_START = 120_000;

/**
 * What a call is known by when it comes again. Signed: the id that Svix keeps over all its tries.
 * Confirmed by the API: job and event, because nothing else of it is believed. With a token: job and
 * event, and for live sessions, which send many messages of one kind, the bytes. All are hashed,
 * so that no caller decides how long the key is.
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
 * Makes sure that a delivery starts the workflow once. The first call claims it; copies wait until
 * n8n has answered that call, that is, until the execution exists or could not be started. In the
 * latter case the next copy or try takes over, so that the event is not lost.
 *
 * Nothing is awaited between looking and claiming, so not even copies of the same instant both
 * claim. This holds in one process of n8n: several webhook processors do not know of each other, so
 * each may start the workflow once.
 *
 * @returns the claim, or undefined when the workflow was started before
 */
export async function claimDelivery(
	deliveries: Recent<Delivery>,
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
	// Marked before anybody who waits goes on.
	delivery.started = outcome.then((started) => {
		delivery.hasFailed = !started;
		return started;
	});
	return { delivery, claim: { settle } };
}

/**
 * Whether n8n has started the workflow, which it tells by how it ends the answer. It does both also for
 * a caller that has hung up, so the end of the connection says nothing.
 */
export async function hasStarted(response: Response): Promise<boolean> {
	if (!response.closed) {
		await new Promise<void>((resolve) => {
			response.once('finish', resolve);
			response.once('close', resolve);
		});
	}
	const givenUp = Date.now() + LONGEST_START;
	while (!response.writableEnded && Date.now() < givenUp) await sleep(LOOK_EVERY);
	return response.writableEnded && response.statusCode < 400;
}
