import type { JsonObject, JsonValue } from '../json';
import { objectAt } from '../json';
import type { ReadingOf } from '../readings/catalogue';
import type { Readings } from '../readings/readings';
import type { Message } from './message';

/** Takes the signature off a webhook where webhooks are not signed. */
export function withProof(message: Message, readings: Readings): Message {
	if (message.signature === undefined || readings.of('webhookProof') === 'webhook-signed') {
		return message;
	}
	return { ...message, signature: undefined };
}

/** Writes event and id into the bodies of a message in the way that is being played. */
export function worded(message: Message, readings: Readings): Message {
	const isShort = readings.of('eventBody') === 'event-short-name';
	const place = placeOf(readings.of('eventId'));
	const write = (body: JsonObject): JsonObject => {
		const name = String(body.event).replace(/^transcription\./, '');
		const named = isShort ? { ...body, event: name } : body;
		return place === undefined ? named : moveId(named, place);
	};
	const { body, signedBody } = message;
	return { ...message, body: write(body), ...(signedBody && { signedBody: write(signedBody) }) };
}

type Place = (id: JsonValue, payload: JsonObject) => JsonObject;

/** Undefined: where it usually is, which differs for webhooks and callbacks. */
function placeOf(reading: ReadingOf<'eventId'>): Place | undefined {
	switch (reading) {
		case 'id-usual':
			return undefined;
		case 'id-in-payload':
			return (id, payload) => ({ payload: { id, ...payload } });
		case 'id-nested':
			return (id, payload) => ({ payload: { payload: { id, ...payload } } });
		case 'id-at-top':
			return (id, payload) => ({ id, ...(Object.keys(payload).length > 0 && { payload }) });
		case 'id-as-transcription-id':
			return (id, payload) => ({
				transcription_id: id,
				...(Object.keys(payload).length > 0 && { payload }),
			});
	}
}

function moveId(body: JsonObject, place: Place): JsonObject {
	const { id: idInPayload, ...payload } = objectAt(body, 'payload');
	const { id = idInPayload ?? null, ...others } = body;
	delete others.payload;
	return { ...others, ...place(id, payload) };
}
