import type { GladiaEvent } from '../shared/callbacks/gladiaEvent';
import { readGladiaEvent } from '../shared/callbacks/gladiaEvent';
import { valueAt } from '../shared/json/values';
import type { Sender } from './events';
import { eventTypes } from './events';

/** An event with what the trigger's form calls it. */
export interface TriggerEvent extends GladiaEvent {
	/** Key in the table of events; Gladia's own name for an event that is not in it. */
	name: string;
	sender: Sender;
}

/**
 * Reads what a call says. A webhook tells nothing but event and job, a callback brings the outcome.
 *
 * @returns undefined for anything that does not look like an event of Gladia; a well-formed event with
 * an unknown name is read, because refusing it would make Gladia send it again and again
 */
export function readEvent(body: unknown): TriggerEvent | undefined {
	const event = readGladiaEvent(body);
	if (event === undefined) return undefined;
	const { payload, error, customMetadata } = event;
	const saysMore = [payload, error, customMetadata].some((value) => value !== undefined);
	return { ...event, name: nameOf(event), sender: saysMore ? 'callback' : 'webhook' };
}

function nameOf({ event, payload }: GladiaEvent): string {
	if (event !== 'live.transcript') return event;
	return valueAt(payload, 'data.is_final') === false ? `${event}.partial` : `${event}.final`;
}

/** Whether the event comes with, or promises, the result of its job. */
export function hasResult({ name }: TriggerEvent): boolean {
	return eventTypes[name]?.hasResult === true;
}
