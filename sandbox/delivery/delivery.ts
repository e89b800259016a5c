import type { JsonObject } from '../json';
import type { Channel } from './message';
import type { Play } from './plays';

/** A callback or webhook that the sandbox sent or withheld, for tests to look at. */
export interface Delivery {
	channel: Channel;
	/** E.g. `transcription.success`. */
	event: string;
	jobId: string;
	url: string;
	method: 'POST' | 'PUT';
	/** As sent in the latest try; without those the HTTP client adds. */
	headers: Record<string, string>;
	/** As sent. */
	body: JsonObject;
	/** Status answered to the latest try; 0 as long as, or because, nothing was answered. */
	status: number;
	/** Why the latest try had no answer, or why nothing is sent. */
	error?: string;
	/** How often it was sent so far. */
	tries: number;
	/**
	 * `sending`: not answered with 2xx yet, `delivered`, `given-up`: after the last try, or
	 * `withheld`: not to be sent.
	 */
	state: 'sending' | 'delivered' | 'given-up' | 'withheld';
	/** The misbehaviour it is part of. */
	played?: Play['kind'];
	/** The first try (or the decision to withhold it), in milliseconds since 1970. */
	at: number;
	/** The latest try, in milliseconds since 1970. */
	lastTryAt: number;
}
