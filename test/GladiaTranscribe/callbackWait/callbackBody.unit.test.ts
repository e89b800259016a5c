import { readCallback } from '../../../nodes/GladiaTranscribe/callbackWait/callbackBody';

const ID = '45463597-20b7-4af7-b3b3-f5fb778203ab';
const result = { metadata: {}, transcription: { full_transcript: 'Good morning' } };

const read = (body: unknown) => readCallback(JSON.stringify(body));

describe('a finished job', () => {
	const done = { id: ID, kind: 'pre-recorded', status: 'done', result };

	it.each<[string, object]>([
		['as documented', { id: ID, event: 'transcription.success', payload: result }],
		['with the short name', { id: ID, event: 'success', payload: result }],
		['with another name of the id', { transcription_id: ID, event: 'success', payload: result }],
		['with all of it in the payload', { event: 'success', payload: { id: ID, payload: result } }],
		['with the result in the payload', { id: ID, event: 'success', payload: { result } }],
	])('is read %s', (_, body) => {
		expect(read(body)).toEqual({ id: ID, job: done });
	});

	it('keeps its metadata', () => {
		const body = { id: ID, event: 'success', payload: result, custom_metadata: { call: 7 } };
		expect(read(body).job).toEqual({ ...done, custom_metadata: { call: 7 } });
	});

	it('without a result is a signal only', () => {
		expect(read({ id: ID, event: 'transcription.success', payload: { id: ID } })).toEqual({
			id: ID,
		});
	});
});

describe('a failed job', () => {
	const failed = { id: ID, kind: 'pre-recorded', status: 'error' };

	it.each<[unknown, number | null]>([
		[{ code: 413, message: 'Too large' }, 413],
		[{ message: 'Too large' }, null],
		['Too large', null],
		[undefined, null],
	])('has the code that the callback reports: %j', (error, error_code) => {
		const body = { id: ID, event: 'transcription.error', error };
		expect(read(body)).toEqual({ id: ID, job: { ...failed, error_code } });
	});
});

describe('what is no result', () => {
	it.each([
		['an event before the end', { id: ID, event: 'transcription.created', payload: {} }],
		['an event that is not known', { id: ID, event: 'transcription.archived', payload: result }],
		['a body without an event', { id: ID }],
	])('%s is a signal for its job', (_, body) => {
		expect(read(body)).toEqual({ id: ID });
	});

	it.each([
		['nothing', ''],
		['text', 'done'],
		['JSON that is cut off', '{"id":"45463597'],
		['a list', '[{"id":"1"}]'],
		['null', 'null'],
		['an id that is not a text', '{"id":1}'],
		['no id', '{"event":"transcription.success"}'],
	])('%s says nothing', (_, text) => {
		expect(readCallback(text)).toEqual({});
	});

	it('a body that was not read says nothing', () => {
		expect(readCallback(undefined)).toEqual({});
	});
});

describe("the node's own call", () => {
	it('names its suspension, and nothing else in it counts', () => {
		expect(read({ suspension: 'one', id: ID })).toEqual({ suspension: 'one' });
	});

	it('with a name that is not a text is not one', () => {
		expect(read({ suspension: 1, id: ID })).toEqual({ id: ID });
	});
});
