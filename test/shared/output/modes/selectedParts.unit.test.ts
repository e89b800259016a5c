import { selectParts } from '../../../../nodes/shared/output/modes/selectedParts';
import { liveCall, meeting, meetingFailures, odd, queued, silence } from '../documents';

describe('selectParts', () => {
	it('picks parts by name and by path, in the requested order', () => {
		expect(
			selectParts(meeting, [
				'full_transcript',
				'summarization',
				'sentiment_analysis',
				'chapterization',
				'result.translation.results[0].languages',
				'result.translation.results.1.error.message',
				'file.nothing.here',
			]),
		).toEqual({
			full_transcript: 'Hello from New York, friends. New York? The café opens.',
			summarization: 'They greet each other.',
			sentiment_analysis: [
				{ sentiment: 'positive', emotion: 'joy', text: 'Hello', start: 0, end: 0.5, channel: 0 },
			],
			chapterization: [
				{ headline: 'Greeting', summary: 'They meet', start: 0, end: 3.5, sentences: [{}] },
			],
			'result.translation.results[0].languages': ['fr'],
			'result.translation.results.1.error.message': 'Took too long',
			'file.nothing.here': null,
			failed_add_ons: meetingFailures,
		});
	});

	it('gathers words, sentences and the reports of the add-ons', () => {
		const { words, sentences, add_ons } = selectParts(meeting, ['words', 'sentences', 'add_ons']);
		const spoken = words as Array<{ word: string }>;
		expect(spoken.map(({ word }) => word).join(' ')).toBe(
			'Hello from New York, friends. New York? The café opens.',
		);
		expect(spoken[4]).toEqual({ word: 'friends.', start: 2.5, end: 3, confidence: 0.9 });
		expect(sentences).toEqual([
			'Hello from New York, friends.',
			'New York?',
			'It was never said.',
			'The café opens.',
		]);
		expect(add_ons).toContainEqual({
			add_on: 'summarization',
			success: true,
			is_empty: false,
			exec_time: 0.5,
			error: null,
		});
		expect(add_ons).toContainEqual({
			add_on: 'moderation',
			success: false,
			is_empty: true,
			exec_time: 0.1,
			error: { status_code: 503, exception: 'Unavailable', message: 'Moderation is off' },
		});
		expect(add_ons).toHaveLength(7);
	});

	it('finds the older chapters and the messages of a live session', () => {
		expect(selectParts(liveCall, ['kind', 'chapterization', 'messages', 'summarization'])).toEqual({
			kind: 'live',
			chapterization: [{ headline: 'Tokyo', start: 0, end: 5 }],
			messages: liveCall.result?.messages,
			summarization: null,
			failed_add_ons: [{ add_on: 'sentiment_analysis', message: 'Overloaded' }],
		});
	});

	it('returns null for what a job does not have (yet)', () => {
		expect(selectParts(queued, ['status', 'metadata', 'failed_add_ons'])).toEqual({
			status: 'queued',
			metadata: null,
			failed_add_ons: [],
		});
		expect(selectParts(silence, ['utterances', 'translation'])).toEqual({
			utterances: [],
			translation: null,
		});
		expect(selectParts(odd, ['sentiment_analysis', 'toString', '__proto__.x'])).toEqual({
			sentiment_analysis: 'not JSON',
			toString: null,
			'__proto__.x': null,
			failed_add_ons: [{ add_on: 'named_entity_recognition', message: 'Gladia gave no reason' }],
		});
	});
});
