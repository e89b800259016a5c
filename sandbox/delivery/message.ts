import type { JsonObject } from '../json';
import type { WebhookSignature } from './webhookSignature';

export const CHANNELS = ['callback', 'webhook'] as const;
/** A callback belongs to a job and is unsigned; a webhook belongs to the account. */
export type Channel = (typeof CHANNELS)[number];

/** The events of account webhooks. */
export const WEBHOOK_EVENTS = [
	'transcription.created',
	'transcription.success',
	'transcription.error',
	'live.start_session',
	'live.start_recording',
	'live.end_recording',
	'live.end_session',
] as const;
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** Something Gladia has to tell, on its way to one address. */
export interface Message {
	channel: Channel;
	event: string;
	jobId: string;
	url: string;
	method: 'POST' | 'PUT';
	body: JsonObject;
	/** Webhooks only, where they are signed. */
	signature?: WebhookSignature;
	/** Set by misbehaviour: the body that is signed, where it is not the one that is sent. */
	signedBody?: JsonObject;
	/** Whether it is sent again after an answer without 2xx; default true. */
	isRepeated?: boolean;
	/** Set by misbehaviour: how far the timestamp lies back. */
	ageSeconds?: number;
}
