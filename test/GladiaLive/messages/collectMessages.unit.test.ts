import type { IDataObject } from 'n8n-workflow';
import { collect, CollectedParts } from '../../../nodes/GladiaLive/messages/collectMessages';

const collected = (...messages: Array<IDataObject & { type: string }>) => {
	const parts = new CollectedParts();
	for (const message of messages) collect(parts, message);
	return parts;
};
const transcript = (id: string, is_final: boolean, text: string, created_at = 'now') => ({
	type: 'transcript',
	created_at,
	data: { id, is_final, utterance: { text } },
});

it('takes the id of the session from the first message, unless it is known', () => {
	const messages = ['a', 'b'].map((session_id) => ({ type: 'start_session', session_id }));
	expect(collected(...messages).sessionId).toBe('a');
	const parts = new CollectedParts('known');
	for (const message of messages) collect(parts, message);
	expect(parts.sessionId).toBe('known');
});

it('keeps final utterances once, and partial ones until they are final', () => {
	const parts = collected(
		transcript('1', false, 'He', 'first'),
		transcript('1', true, 'Hello', 'second'),
		transcript('1', false, 'Hel', 'third'),
		transcript('2', false, 'Bye'),
		transcript('1', true, 'Hello'),
	);
	expect([...parts.utterances.values()]).toEqual([{ id: '1', text: 'Hello' }]);
	expect([...parts.partials.values()]).toEqual([{ id: '2', text: 'Bye' }]);
	expect(parts.firstTranscriptAt).toBe('first');
});

it('keeps one translation per utterance and language', () => {
	const translation = (target_language: string, text: string) => ({
		type: 'translation',
		data: {
			utterance_id: '1',
			original_language: 'en',
			target_language,
			translated_utterance: { text },
		},
	});
	const parts = collected(
		translation('fr', 'Bonjour'),
		translation('de', 'Hallo'),
		translation('fr', 'Bonjour'),
	);
	const common = { utterance_id: '1', original_language: 'en' };
	expect([...parts.translations.values()]).toEqual([
		{ ...common, target_language: 'fr', text: 'Bonjour' },
		{ ...common, target_language: 'de', text: 'Hallo' },
	]);
});

it.each([
	['named_entity_recognition', 'namedEntities'],
	['sentiment_analysis', 'sentiments'],
] as const)('keeps the findings of %s with their utterance', (type, field) => {
	const data = { utterance_id: '1', results: [{ text: 'a' }, { text: 'b' }, null] };
	const parts = collected({ type, data }, { type, data });
	expect([...parts[field].values()]).toEqual([
		[
			{ utterance_id: '1', text: 'a' },
			{ utterance_id: '1', text: 'b' },
		],
	]);
});

it('keeps the times of the session, and the duration of the recording', () => {
	const parts = collected(
		{ type: 'start_session', created_at: '10:00' },
		{ type: 'end_recording', created_at: '10:05', data: { recording_duration: 300 } },
	);
	expect(parts.times).toEqual({ start_session: '10:00', end_recording: '10:05' });
	expect(parts.recordingDuration).toBe(300);
});

it('keeps the results from the end of the session', () => {
	const parts = collected(
		{ type: 'post_transcript', data: { full_transcript: 'Hello' } },
		{ type: 'post_summarization', data: { results: 'A greeting' } },
		{ type: 'post_chapterization', data: { results: [{ headline: 'Start' }] } },
		{ type: 'post_final_transcript', data: { metadata: { audio_duration: 3 } } },
	);
	expect(parts).toMatchObject({
		transcription: { full_transcript: 'Hello' },
		summary: 'A greeting',
		chapters: [{ headline: 'Start' }],
		result: { metadata: { audio_duration: 3 } },
	});
});

it('keeps every error once, and nothing of unknown types', () => {
	const error = { type: 'dream_analysis', error: { message: 'no dreams' }, data: null };
	const parts = collected(error, { ...error }, { type: 'toString', data: {} });
	expect(parts.errors).toEqual([error]);
	expect(parts.utterances.size).toBe(0);
});
