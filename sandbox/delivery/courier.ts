import { setMaxListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { BoundedLog } from '../server/boundedLog';
import type { Delivery } from './delivery';
import type { Message } from './message';
import type { Play } from './plays';
import { Slots } from './slots';
import { signedHeaders } from './webhookSignature';

/** So many tries wait for an answer at the same time. */
const SIDE_BY_SIDE = 64;
const MAX_DELIVERIES = 10_000;
const MAX_BODY_BYTES = 50_000_000;
const NOT_LOCAL = 'The address is not on this machine or network';

export interface DeliverySettings {
	/** Pauses before the second and further tries, in milliseconds. */
	retryDelaysMs: number[];
	/** How long a try waits for its answer, in milliseconds. */
	deliveryTimeoutMs: number;
}

/** How a message is sent. */
export interface Sending {
	/** The misbehaviour it is part of. */
	played?: Play['kind'];
	/** Whether a try without 2xx is repeated; default true. */
	retry?: boolean;
	/** Default 1. All copies leave at the same moment. */
	copies?: number;
}

/**
 * Carries messages: a bounded number side by side over kept connections, again after every answer
 * but 2xx until the tries are used up. Nothing of it keeps a process alive.
 */
export class Courier {
	private readonly log = new BoundedLog<Delivery>({
		entries: MAX_DELIVERIES,
		bytes: MAX_BODY_BYTES,
	});
	readonly deliveries = this.log.entries;
	private readonly agent = new Agent();
	private readonly slots = new Slots(SIDE_BY_SIDE);
	private cancelled = new AbortController();

	/** @param mayCall which hosts are called at all */
	constructor(
		private readonly settings: DeliverySettings,
		private readonly mayCall: (hostname: string) => boolean,
	) {
		this.forgetAll();
	}

	/** Sends a message; resolves after the first try, whatever became of it. */
	async send(message: Message, { played, retry = true, copies = 1 }: Sending = {}): Promise<void> {
		const { signal } = this;
		if (!this.mayCall(new URL(message.url).hostname)) {
			this.withhold(message, { error: NOT_LOCAL });
			return;
		}
		await this.slots.run(async () => {
			await Promise.all(
				Array.from({ length: copies }, async () => {
					if (signal.aborted) return;
					const delivery = this.record(message, { state: 'sending', played });
					await this.try(message, delivery, signal);
					const mayRetry = retry && message.isRepeated !== false;
					void this.tryAgain(
						message,
						delivery,
						mayRetry ? this.settings.retryDelaysMs : [],
						signal,
					);
				}),
			);
		});
	}

	/** Records what is not sent. */
	withhold(message: Message, reason: Pick<Delivery, 'played' | 'error'>): void {
		this.record(message, { ...reason, state: 'withheld' });
	}

	/** Aborted when all that was sent so far is cancelled. */
	get signal(): AbortSignal {
		return this.cancelled.signal;
	}

	/** Waits, unless everything is cancelled first: false. */
	async pause(milliseconds: number): Promise<boolean> {
		return await elapsed(milliseconds, this.signal);
	}

	/** Cancels all tries, those to come as well, and forgets what was delivered. */
	forgetAll(): void {
		this.cancelled.abort();
		this.cancelled = new AbortController();
		// Every delivery under way listens to it.
		setMaxListeners(0, this.cancelled.signal);
		this.log.clear();
	}

	async close(): Promise<void> {
		this.cancelled.abort();
		await this.agent.destroy();
	}

	private record(
		{ channel, event, jobId, url, method, body }: Message,
		facts: Pick<Delivery, 'state' | 'played' | 'error'>,
	): Delivery {
		const delivery: Delivery = {
			channel,
			event,
			jobId,
			url,
			method,
			headers: {},
			body,
			status: 0,
			tries: 0,
			...facts,
			at: Date.now(),
			lastTryAt: Date.now(),
		};
		this.log.add(delivery, Buffer.byteLength(JSON.stringify(body)));
		return delivery;
	}

	private async try(message: Message, delivery: Delivery, signal: AbortSignal): Promise<void> {
		const { url, method, body, signature, signedBody = body, ageSeconds = 0 } = message;
		const now = Date.now();
		delivery.tries++;
		delivery.lastTryAt = now;
		delivery.status = 0;
		delete delivery.error;
		delivery.headers = {
			'content-type': 'application/json',
			'user-agent': 'gladia-sandbox',
			...(signature &&
				signedHeaders(signature, JSON.stringify(signedBody), new Date(now - ageSeconds * 1000))),
		};
		try {
			const answer = await request(url, {
				method,
				headers: delivery.headers,
				body: JSON.stringify(body),
				dispatcher: this.agent,
				signal,
				headersTimeout: this.settings.deliveryTimeoutMs,
				bodyTimeout: this.settings.deliveryTimeoutMs,
			});
			await answer.body.dump();
			delivery.status = answer.statusCode;
			if (answer.statusCode >= 200 && answer.statusCode < 300) delivery.state = 'delivered';
		} catch (error) {
			delivery.error = error instanceof Error ? error.message : String(error);
		}
	}

	/** The further tries of a delivery, until one is taken or none is left. */
	private async tryAgain(
		message: Message,
		delivery: Delivery,
		delaysMs: number[],
		signal: AbortSignal,
	): Promise<void> {
		for (const delayMs of delaysMs) {
			if (delivery.state === 'delivered' || !(await elapsed(delayMs, signal))) return;
			await this.slots.run(async () => {
				if (!signal.aborted) await this.try(message, delivery, signal);
			});
		}
		if (delivery.state !== 'delivered') delivery.state = 'given-up';
	}
}

/** Waits without keeping the process alive; false when cancelled meanwhile. */
async function elapsed(milliseconds: number, signal: AbortSignal): Promise<boolean> {
	return await wait(milliseconds, true, { ref: false, signal }).catch(() => false);
}
