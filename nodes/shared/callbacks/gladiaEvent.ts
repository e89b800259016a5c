import type { IDataObject } from 'n8n-workflow';
import type { JobKind } from '../api/endpoints';
import { isJobId } from '../api/endpoints';
import type { TranscriptionResult } from '../api/types';
import { isRecord, textOrNull } from '../json/values';

/** What Gladia reports about a job, in whichever form it was sent. */
export interface GladiaEvent {
	/** Full name of the event, e.g. `transcription.success`, even if Gladia sent a short one. */
	event: string;
	/** ID of the job: any text of up to 200 characters, so check it before using it in a path. */
	id: string;
	/** Kind of the job; a guess if `isKindKnown` is false. */
	kind: JobKind;
	/** False for a short event name (`success`), which is the same for both kinds. */
	isKindKnown: boolean;
	/** The result, if the event holds it. */
	result?: TranscriptionResult;
	/** Why the job failed, as sent, usually `{code, message}`. */
	error?: unknown;
	/** What a callback holds beyond the ID of the job: the result, or the live message. */
	payload?: IDataObject;
	/** The metadata given with the job; undefined if the event does not say. */
	customMetadata?: unknown;
}

const LONGEST_TEXT = 200;

const FULL_NAME = /^(transcription|live)\.[\w.]+$/;

/** By the short names that a support article of Gladia shows. */
const FULL_NAMES: Record<string, string> = {
	created: 'transcription.created',
	success: 'transcription.success',
	error: 'transcription.error',
};

const ID_KEYS = ['id', 'transcription_id'];
/** Keys that may hold the result: a live message wraps it in `data`. */
const RESULT_KEYS = ['payload', 'data', 'result'];

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Reads the body of an account webhook or of a job's callback, in every form that has been seen or
 * documented: with the full or the short name of the event; with the ID as `id` or `transcription_id` at
 * the top level, in `payload`, or in the payload of the payload; with the result as the payload or
 * inside it.
 *
 * Proves nothing: anybody can send such a body.
 *
 * @returns undefined for anything that is not a Gladia event; an event with an unknown name is one
 */
export function readGladiaEvent(body: unknown): GladiaEvent | undefined {
	if (!isRecord(body)) return undefined;
	const layers = layersOf(body);
	const event = layers.map(nameIn).find((name) => name !== undefined);
	const id = idIn(layers);
	if (event === undefined || id === undefined) return undefined;
	const [, payload] = layers;
	const carried = payload !== undefined && saysMoreThanId(payload) ? payload : undefined;
	const result = resultIn(layers);
	// A live message has an `error` of its own, which is null when there is none.
	const error = firstOf(event.name.endsWith('.error') ? layers : [body], 'error');
	const customMetadata = firstOf(layers, 'custom_metadata');
	return {
		event: event.name,
		id,
		kind: event.name.startsWith('live.') ? 'live' : 'pre-recorded',
		isKindKnown: !event.isShort,
		...(result !== undefined && { result }),
		...(error !== undefined && { error }),
		...(carried !== undefined && { payload: carried }),
		...(customMetadata !== undefined && { customMetadata }),
	};
}

/** The body, its payload, and the payload of that. */
function layersOf(body: IDataObject): IDataObject[] {
	const layers = [body];
	for (let depth = 0; depth < 2; depth++) {
		const inner = layers[depth]?.payload;
		if (!isRecord(inner)) break;
		layers.push(inner);
	}
	return layers;
}

function nameIn({ event }: IDataObject): { name: string; isShort: boolean } | undefined {
	const text = textOrNull(event);
	if (text === null || text.length > LONGEST_TEXT) return undefined;
	if (FULL_NAME.test(text)) return { name: text, isShort: false };
	const name = Object.hasOwn(FULL_NAMES, text) ? FULL_NAMES[text] : undefined;
	return name === undefined ? undefined : { name, isShort: true };
}

/** The first UUID, as Gladia's IDs are; else the first text that can be an ID; else the first text. */
function idIn(layers: IDataObject[]): string | undefined {
	const texts = layers
		.flatMap((layer) => ID_KEYS.map((key) => textOrNull(layer[key]) ?? ''))
		.filter((text) => text !== '' && text.length <= LONGEST_TEXT);
	return texts.find((text) => UUID.test(text)) ?? texts.find(isJobId) ?? texts[0];
}

function saysMoreThanId(payload: IDataObject): boolean {
	return Object.entries(payload).some(
		([key, value]) =>
			key !== 'event' &&
			!ID_KEYS.includes(key) &&
			(key !== 'payload' || !isRecord(value) || saysMoreThanId(value)),
	);
}

function resultIn(layers: IDataObject[]): TranscriptionResult | undefined {
	const found = layers
		.flatMap((layer) => RESULT_KEYS.map((key) => layer[key]))
		.find((value) => isRecord(value) && isRecord(value.transcription));
	return found as TranscriptionResult | undefined;
}

function firstOf(layers: IDataObject[], key: string): unknown {
	return layers.map((layer) => layer[key]).find((value) => value !== undefined);
}
