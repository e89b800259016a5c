import type { GladiaEvent } from '../shared/callbacks/gladiaEvent';
import { readGladiaEvent } from '../shared/callbacks/gladiaEvent';
import { valueAt } from '../shared/json/values';
import type { Sender } from './events';
import { eventTypes } from './events';

/** An event with its name in the trigger's form. */
export interface TriggerEvent extends GladiaEvent {
	/** Key in the table of events; Gladia's own name for an event that is not in the table. */
	name: string;
	sender: Sender;
}

/**
 * Reads the event in the body of a call. A webhook carries only event and job; a callback carries the
 * outcome too.
 *
 * @returns undefined for anything that does not look like a Gladia event; a well-formed event with an
 * unknown name is read, because refusing it would make Gladia send it again and again
 */
export function readEvent(body: unknown): TriggerEvent | undefined {
	const event = readGladiaEvent(body);
	if (event === undefined) return undefined;
	const { payload, error, customMetadata } = event;
	const hasContent = [payload, error, customMetadata].some((value) => value !== undefined);
	return { ...event, name: nameOf(event), sender: hasContent ? 'callback' : 'webhook' };
}

function nameOf({ event, payload }: GladiaEvent): string {
	if (event !== 'live.transcript') return event;
	return valueAt(payload, 'data.is_final') === false ? `${event}.partial` : `${event}.final`;
}

/** Whether the event carries, or announces, the result of its job. */
export function hasResult({ name }: TriggerEvent): boolean {
	return eventTypes[name]?.hasResult === true;
}
