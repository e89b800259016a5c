import {
	announcesEnd,
	byteRangeOf,
	readMessage,
	refusalOf,
} from '../../../nodes/GladiaLive/messages/liveMessage';

it('reads messages unchanged', () => {
	const message = { type: 'transcript', session_id: 'a', data: { id: '1' } };
	expect(readMessage(JSON.stringify(message))).toEqual(message);
});

it.each(['not JSON', '[]', 'null', '{}', '{"type":7}', new ArrayBuffer(2), undefined])(
	'%j is not a message',
	(data) => expect(readMessage(data)).toBeUndefined(),
);

it.each([
	['post_final_transcript', true],
	['end_session', true],
	['end_recording', false],
	['post_transcript', false],
])('%s announces the end: %s', (type, expected) => {
	expect(announcesEnd({ type })).toBe(expected);
});

it.each([
	['acknowledged', { acknowledged: true, data: { byte_range: [3, 7] } }, { from: 3, to: 7 }],
	['refused', { acknowledged: false, data: { byte_range: [3, 7] } }, undefined],
	['incomplete', { acknowledged: true, data: { byte_range: [3] } }, undefined],
	['empty', { acknowledged: true, data: null }, undefined],
])('the byte range of an audio_chunk that is %s', (_what, message, range) => {
	expect(byteRangeOf({ type: 'audio_chunk', ...message })).toEqual(range);
});

it.each([
	[{ acknowledged: false, error: { message: 'Unexpected audio' } }, 'Unexpected audio'],
	[{ acknowledged: false, error: null }, 'no reason was given'],
	[{ acknowledged: true }, undefined],
	[{}, undefined],
])('the refusal in %j', (message, reason) => {
	expect(refusalOf({ type: 'audio_chunk', ...message })).toBe(reason);
});
