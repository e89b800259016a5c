import { hasResult, readEvent } from '../../nodes/GladiaTrigger/readEvent';

const live = (type: string, data: unknown) => ({
	id: 'live-1',
	event: `live.${type}`,
	payload: { type, data },
});

it('reads an account webhook, which carries only event and job', () => {
	const body = { event: 'transcription.success', payload: { id: 'job-1' } };
	expect(readEvent(body)).toEqual({
		event: 'transcription.success',
		name: 'transcription.success',
		sender: 'webhook',
		id: 'job-1',
		kind: 'pre-recorded',
		isKindKnown: true,
	});
});

it.each([
	['a payload', { payload: { metadata: {} } }],
	['an error', { error: { code: 500 } }],
	['custom metadata', { custom_metadata: null }],
])('takes a call with %s for a callback', (_what, content) => {
	const event = readEvent({ id: 'job-1', event: 'transcription.success', ...content });
	expect(event?.sender).toBe('callback');
});

it('names final and partial transcripts apart', () => {
	expect(readEvent(live('transcript', { is_final: true }))?.name).toBe('live.transcript.final');
	expect(readEvent(live('transcript', { is_final: false }))?.name).toBe('live.transcript.partial');
	expect(readEvent(live('transcript', {}))?.name).toBe('live.transcript.final');
});

it('reads events that are not in the table yet, without a result', () => {
	const event = readEvent(live('dream_analysis', { is_final: false }));
	expect(event).toMatchObject({ name: 'live.dream_analysis', kind: 'live' });
	expect(event && hasResult(event)).toBe(false);
});

it.each([
	['transcription.success', true],
	['live.end_session', true],
	['live.post_final_transcript', true],
	['transcription.created', false],
	['transcription.error', false],
	['live.post_transcript', false],
])('%s comes with a result: %s', (name, expected) => {
	const event = readEvent({ id: 'job-1', event: name });
	expect(event && hasResult(event)).toBe(expected);
});

it.each([null, 'text', [], {}, { event: 'invoice.paid', payload: { id: 'a' } }])(
	'%j is not a Gladia event',
	(body) => expect(readEvent(body)).toBeUndefined(),
);
