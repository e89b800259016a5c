import type { TranscriptionJob } from '../../../../nodes/shared/api/types';
import { itemKinds, splitIntoItems } from '../../../../nodes/shared/output/modes/separateItems';
import { failedJob, liveCall, meeting, meetingFailures, odd, queued, silence } from '../documents';

const note = { failed_add_ons: meetingFailures };
const split = (itemType: string, pause = 2) => splitIntoItems(meeting, itemType, pause);
const item = (index: number, row: object) => ({
	transcription_id: 'meeting-id',
	index,
	...row,
	...note,
});
const first = { speaker: 0, channel: 0, language: 'en' };
const second = { speaker: 1, channel: 0, language: 'en' };

describe('splitIntoItems', () => {
	it('makes an item per utterance, without the words', () => {
		expect(split('utterance')).toEqual([
			item(0, { ...first, start: 0, end: 1.5, confidence: 0.9, text: 'Hello from New' }),
			item(1, { ...first, start: 2, end: 3, confidence: 0.8, text: 'York, friends.' }),
			item(2, { ...second, start: 2.5, end: 3.5, confidence: 0.7, text: 'New York?' }),
			item(3, { ...second, start: 6.5, end: 8, confidence: 0.6, text: 'The café opens.' }),
		]);
	});

	it('makes an item per paragraph, separated by speakers and pauses', () => {
		const greeting = {
			...first,
			start: 0,
			end: 3,
			confidence: 0.85,
			text: 'Hello from New York, friends.',
			utterance_count: 2,
		};
		const question = { ...second, start: 2.5, end: 3.5, confidence: 0.7, text: 'New York?' };
		const answer = { ...second, start: 6.5, end: 8, confidence: 0.6, text: 'The café opens.' };
		expect(split('paragraph', 2)).toEqual([
			item(0, greeting),
			item(1, { ...question, utterance_count: 1 }),
			item(2, { ...answer, utterance_count: 1 }),
		]);
		expect(split('paragraph', 3)).toEqual([
			item(0, greeting),
			item(1, {
				...second,
				start: 2.5,
				end: 8,
				confidence: 0.65,
				text: 'New York? The café opens.',
				utterance_count: 2,
			}),
		]);
		expect(split('paragraph', 0.25)).toHaveLength(4);
	});

	it('makes an item per word with the data of its utterance', () => {
		const items = split('word');
		expect(items).toHaveLength(10);
		expect(items[5]).toEqual(
			item(5, {
				...second,
				word: 'New',
				start: 2.5,
				end: 3,
				confidence: 0.9,
				utterance_index: 2,
			}),
		);
	});

	it('makes an item per sentence, with times where the words match', () => {
		expect(split('sentence')).toEqual([
			item(0, {
				...first,
				text: 'Hello from New York, friends.',
				start: 0,
				end: 3,
				confidence: 0.9,
			}),
			item(1, { ...second, text: 'New York?', start: 2.5, end: 3.5, confidence: 0.9 }),
			item(2, {
				text: 'It was never said.',
				start: null,
				end: null,
				speaker: null,
				channel: null,
				language: null,
				confidence: null,
			}),
			item(3, { ...second, text: 'The café opens.', start: 6.5, end: 8, confidence: 0.9 }),
		]);
	});

	it('splits the transcript itself into sentences when the API has none', () => {
		expect(splitIntoItems(liveCall, 'sentence', 2).map(({ text, start }) => [text, start])).toEqual(
			[
				['はい、東京です。', 0],
				['わかりました。', 2.5],
				['元気?', 4],
			],
		);
	});

	it('prefers what the API says about a sentence', () => {
		const sentences = [
			{ sentence: 'Hello from New York, friends.', start: 0.1, speaker: 4, language: 'fr' },
		];
		const job = {
			...meeting,
			result: { ...meeting.result, transcription: { ...meeting.result?.transcription, sentences } },
		} as unknown as TranscriptionJob;
		expect(splitIntoItems(job, 'sentence', 2)).toEqual([
			item(0, {
				text: 'Hello from New York, friends.',
				start: 0.1,
				end: 3,
				speaker: 4,
				channel: 0,
				language: 'fr',
				confidence: 0.9,
			}),
		]);
	});

	it('makes items of entities, sentiments and chapters', () => {
		expect(split('namedEntity')).toEqual([
			item(0, { entity_type: 'LOCATION', text: 'New York', start: 1, end: 2.5 }),
		]);
		expect(split('sentiment')).toEqual([
			item(0, {
				sentiment: 'positive',
				emotion: 'joy',
				text: 'Hello',
				start: 0,
				end: 0.5,
				channel: 0,
			}),
		]);
		expect(split('chapter')).toEqual([
			item(0, { headline: 'Greeting', summary: 'They meet', start: 0, end: 3.5 }),
		]);
		expect(splitIntoItems(liveCall, 'chapter', 2)).toEqual([
			{
				transcription_id: 'live-id',
				index: 0,
				headline: 'Tokyo',
				start: 0,
				end: 5,
				failed_add_ons: [{ add_on: 'sentiment_analysis', message: 'Overloaded' }],
			},
		]);
	});

	it('makes an item per translation, the failed one included, and per translated utterance', () => {
		expect(split('translation')).toEqual([
			item(0, {
				target_language: 'fr',
				error: null,
				full_transcript: 'Bonjour de New York.',
				languages: ['fr'],
			}),
			item(1, {
				target_language: 'de',
				error: { status_code: 500, exception: 'Timeout', message: 'Took too long' },
				full_transcript: '',
				languages: [],
			}),
		]);
		expect(split('translatedUtterance')).toEqual([
			item(0, {
				target_language: 'fr',
				utterance_index: 0,
				start: 0,
				end: 3,
				speaker: 0,
				channel: 0,
				language: 'fr',
				confidence: 0.9,
				text: 'Bonjour de New York.',
			}),
		]);
	});

	it('makes an item per prompt, with the reason for a missing answer', () => {
		expect(split('promptAnswer')).toEqual([
			item(0, { prompt: 'List the cities', response: 'New York', success: true, error: null }),
			item(1, {
				prompt: 'Who speaks?',
				response: null,
				success: false,
				error: { status_code: 503, exception: 'Unavailable', message: 'Model is busy' },
			}),
		]);
	});

	it('says why there are no items, and is empty only if nothing failed', () => {
		const failed = {
			...silence,
			result: { named_entity_recognition: { success: false, error: { message: 'Down' } } },
		} as unknown as TranscriptionJob;
		expect(splitIntoItems(failed, 'namedEntity', 2)).toEqual([
			{
				transcription_id: 'silent-id',
				failed_add_ons: [{ add_on: 'named_entity_recognition', message: 'Down' }],
			},
		]);
		expect(splitIntoItems(silence, 'namedEntity', 2)).toEqual([]);
	});

	it.each(Object.keys(itemKinds))('survives odd documents: %s', (itemType) => {
		for (const job of [odd, silence, queued, failedJob]) {
			expect(Array.isArray(splitIntoItems(job, itemType, 2))).toBe(true);
		}
	});

	it('keeps the text of a transcript that has no utterances', () => {
		expect(splitIntoItems(odd, 'utterance', 2)).toEqual([
			{
				transcription_id: 'odd-id',
				index: 0,
				start: null,
				end: null,
				speaker: null,
				channel: null,
				language: null,
				confidence: null,
				text: 'Only the text is here.',
				failed_add_ons: [{ add_on: 'named_entity_recognition', message: 'Gladia gave no reason' }],
			},
		]);
	});
});
