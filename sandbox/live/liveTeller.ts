import { callbackTarget } from '../delivery/callbacks';
import { WEBHOOK_EVENTS } from '../delivery/message';
import type { Outbox } from '../delivery/outbox';
import type { JsonObject } from '../json';
import { BoundedLog } from '../server/boundedLog';
import type { LiveMessage } from './liveMessage';
import { isWanted } from './liveMessage';

/** Longer messages, of sessions of many minutes, are not repeated in the result. */
const MAX_LOGGED_MESSAGE_BYTES = 262_144;
const MAX_UNDELIVERED = 10_000;

/** Where the messages of a session go over a WebSocket. */
export interface Listener {
	/** @returns false when the line is going down, and the message has to wait for the next */
	send(message: LiveMessage): boolean;
}

/**
 * Tells what happens in a session: over the WebSocket, to the session's callback and to the
 * account's webhooks, each as far as it is wanted.
 */
export class LiveTeller {
	private readonly log = new BoundedLog<{ text: string }>({ entries: 5_000, bytes: 2_000_000 });
	private readonly undelivered: LiveMessage[] = [];
	private listener: Listener | undefined;

	constructor(
		private readonly id: string,
		private readonly body: JsonObject,
		private readonly outbox: Pick<Outbox, 'callbacks' | 'webhooks'>,
	) {}

	/** The messages for the result, as strings of JSON; bounded, without acknowledged audio. */
	get messages(): string[] {
		return this.log.entries.map(({ text }) => text);
	}

	/** Messages that were not sent wait for the next listener, which gets them at once. */
	setListener(listener: Listener | undefined): void {
		this.listener = listener;
		while (listener && this.undelivered[0] && listener.send(this.undelivered[0])) {
			this.undelivered.shift();
		}
	}

	create(type: string, fields: Omit<LiveMessage, 'session_id' | 'created_at' | 'type'> = {}) {
		const message: LiveMessage = {
			session_id: this.id,
			created_at: new Date().toISOString(),
			type,
			...fields,
		};
		const wanted = isWanted(message, this.body, 'messages_config');
		const isPartial = type === 'transcript' && message.data?.is_final !== true;
		if (type !== 'audio_chunk' && (wanted || !isPartial)) this.keep(JSON.stringify(message));
		return message;
	}

	tell(type: string, fields: Omit<LiveMessage, 'session_id' | 'created_at' | 'type'> = {}): void {
		this.send(this.create(type, fields));
	}

	send(message: LiveMessage): void {
		const { type } = message;
		if (isWanted(message, this.body, 'messages_config') && !this.listener?.send(message)) {
			this.undelivered.push(message);
			if (this.undelivered.length > MAX_UNDELIVERED) this.undelivered.shift();
		}
		const event = `live.${type}`;
		const target = callbackTarget(this.body);
		if (target && isWanted(message, this.body, 'callback_config')) {
			void this.outbox.callbacks.send(target, { id: this.id, event, payload: message });
		}
		const webhookEvent = WEBHOOK_EVENTS.find((known) => known === event);
		if (webhookEvent) void this.outbox.webhooks.send(webhookEvent, { id: this.id });
	}

	private keep(text: string): void {
		if (text.length <= MAX_LOGGED_MESSAGE_BYTES) this.log.add({ text }, text.length);
	}
}
