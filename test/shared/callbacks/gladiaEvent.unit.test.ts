import { readGladiaEvent } from '../../../nodes/shared/callbacks/gladiaEvent';

const id = '45463597-20b7-4af7-b3b3-f5fb778203ab';
const result = { metadata: { audio_duration: 3.6 }, transcription: { full_transcript: 'Hello' } };
const event = 'transcription.success';
const recorded = { event, id, kind: 'pre-recorded', isKindKnown: true };

describe('An account webhook', () => {
	it.each([
		['its usual form', { event, payload: { id } }],
		['the id in the payload of the payload', { event, payload: { payload: { id } } }],
		['the id at the top', { event, id }],
		['the id at the top and an empty payload', { event, id, payload: {} }],
		['the id as transcription_id', { event, transcription_id: id }],
		['the id as transcription_id in the payload', { event, payload: { transcription_id: id } }],
		['event and id in the payload', { payload: { event, id } }],
		[
			'the id of a job beside that of a message',
			{ event, id: 'msg_2Lh9KRb0pzN4LePd3XiA4v12Axj', payload: { id } },
		],
	])('is read in %s', (_what, body) => {
		expect(readGladiaEvent(body)).toEqual(recorded);
	});

	it.each(['created', 'success', 'error'])('is read with the short name %s', (name) => {
		expect(readGladiaEvent({ event: name, payload: { id } })).toEqual({
			event: `transcription.${name}`,
			id,
			kind: 'pre-recorded',
			isKindKnown: false,
		});
	});

	it('tells live sessions by its name', () => {
		expect(readGladiaEvent({ event: 'live.end_session', payload: { id } })).toEqual({
			event: 'live.end_session',
			id,
			kind: 'live',
			isKindKnown: true,
		});
	});
});

describe('A callback', () => {
	const custom_metadata = { customer: 'ACME' };

	it.each([
		['its usual form', { id, event, payload: result, custom_metadata }, result],
		[
			'the id in the payload',
			{ event, payload: { id, ...result }, custom_metadata },
			{ id, ...result },
		],
		['the result one step deeper', { event, payload: { id, payload: result } }, result],
		['the whole job', { event, payload: { id, status: 'done', result, custom_metadata } }, result],
	])('is read with its result in %s', (_what, body, expected) => {
		expect(readGladiaEvent(body)).toEqual({
			...recorded,
			result: expected,
			payload: body.payload,
			...(JSON.stringify(body).includes('ACME') && { customMetadata: custom_metadata }),
		});
	});

	it('is read with the reason of a failure', () => {
		const error = { code: 422, message: 'The audio cannot be read' };
		const failed = { ...recorded, event: 'transcription.error', error };
		expect(readGladiaEvent({ id, event: 'transcription.error', error })).toEqual(failed);
		const payload = { id, error };
		expect(readGladiaEvent({ event: 'error', payload })).toEqual({
			...failed,
			isKindKnown: false,
			payload,
		});
	});

	it('of a live session is read with the message and the result inside it', () => {
		const data = { ...result, messages: [] };
		const payload = { session_id: id, type: 'post_final_transcript', error: null, data };
		expect(readGladiaEvent({ id, event: 'live.post_final_transcript', payload })).toEqual({
			event: 'live.post_final_transcript',
			id,
			kind: 'live',
			isKindKnown: true,
			payload,
			result: data,
		});
	});
});

it.each([
	['null', null],
	['a list', [{ event, id }]],
	['a text', event],
	['no event', { id }],
	['an event of somebody else', { event: 'invoice.paid', id }],
	['the name of a method of objects', { event: 'toString', id }],
	['an endless name', { event: `live.${'a'.repeat(300)}`, id }],
	['no id', { event, payload: {} }],
	['an id that is not a text', { event, id: 7 }],
	['an endless id', { event, id: 'a'.repeat(300) }],
	['a list for a payload', { event, payload: [id] }],
])('is no event of Gladia: %s', (_what, body) => {
	expect(readGladiaEvent(body)).toBeUndefined();
});
