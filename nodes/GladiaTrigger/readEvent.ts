import type { IDataObject } from 'n8n-workflow';
import type { JobKind } from '../shared/endpoints';
import { isRecord, textOrNull, valueAt } from '../shared/result/document';
import type { Sender } from './events';
import { eventTypes, kindOf } from './events';

/** What Gladia reported, whichever way it came. */
export interface GladiaEvent {
	/** Key in the table of events; Gladia's own name for an event that is not in it. */
	name: string;
	/** Gladia's name of the event. */
	event: string;
	sender: Sender;
	/** Id of the job. */
	id: string;
	kind: JobKind;
	/** What a callback carries: the result, or the live message. */
	payload?: IDataObject;
	/** Why the job failed, in a callback. */
	error?: unknown;
	/** The data given with the job, in callbacks of recorded files; undefined: not told. */
	customMetadata?: unknown;
}

/**
 * Reads what a call says: `{event, payload: {id}}` from a webhook, `{id, event, payload}` from a
 * callback.
 *
 * @returns undefined for anything that no event of Gladia looks like; a well-formed event with an
 * unknown name is read, because refusing it would make Gladia send it again and again
 */
export function readEvent(body: unknown): GladiaEvent | undefined {
	if (!isRecord(body)) return undefined;
	const event = textOrNull(body.event) ?? '';
	if (!/^(transcription|live)\.[\w.]+$/.test(event)) return undefined;
	const payload = isRecord(body.payload) ? body.payload : undefined;
	const ownId = textOrNull(body.id) ?? '';
	const id = ownId === '' ? (textOrNull(payload?.id) ?? '') : ownId;
	if (id === '') return undefined;
	const common = { name: nameOf(event, payload), event, id, kind: kindOf(event) };
	if (ownId === '') return { ...common, sender: 'webhook' };
	return {
		...common,
		sender: 'callback',
		...(payload !== undefined && { payload }),
		...(body.error !== undefined && { error: body.error }),
		...(body.custom_metadata !== undefined && { customMetadata: body.custom_metadata }),
	};
}

function nameOf(event: string, payload: unknown): string {
	if (event !== 'live.transcript') return event;
	return valueAt(payload, 'data.is_final') === false ? `${event}.partial` : `${event}.final`;
}

/** Whether the event comes with, or promises, the result of its job. */
export function hasResult({ name }: GladiaEvent): boolean {
	return eventTypes[name]?.hasResult === true;
}
