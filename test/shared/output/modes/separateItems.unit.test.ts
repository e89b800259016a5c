import type { TranscriptionJob } from '../../../../nodes/shared/api/types';
import { itemKinds } from '../../../../nodes/shared/output/itemKinds';
import { splitIntoItems } from '../../../../nodes/shared/output/modes/separateItems';
import { failedJob, liveCall, meeting, meetingFailures, odd, queued, silence } from '../documents';

const note = { failed_add_ons: meetingFailures };
const split = (itemType: string, paragraphPause = 2) =>
	splitIntoItems(meeting, itemType, { paragraphPause });
const item = (index: number, row: object) => ({
	transcription_id: 'meeting-id',
	filename: 'meeting.mp3',
	index,
	...row,
	...note,
});
const first = { speaker_label: 'Speaker 1', speaker: 0, channel: 0, language: 'en' };
/** Seconds of the first ten minutes as clock texts. */
const clock = (start: number, end: number) => ({
	start_time: `00:00:0${start}`,
	end_time: `00:00:0${end}`,
});
const second = { speaker_label: 'Speaker 2', speaker: 1, channel: 0, language: 'en' };

describe('splitIntoItems', () => {
	it('makes an item per utterance, without the words', () => {
		expect(split('utterance')).toEqual([
			item(0, {
				...first,
				...clock(0, 1),
				start: 0,
				end: 1.5,
				confidence: 0.9,
				text: 'Hello from New',
			}),
			item(1, {
				...first,
				...clock(2, 3),
				start: 2,
				end: 3,
				confidence: 0.8,
				text: 'York, friends.',
			}),
			item(2, {
				...second,
				...clock(2, 3),
				start: 2.5,
				end: 3.5,
				confidence: 0.7,
				text: 'New York?',
			}),
			item(3, {
				...second,
				...clock(6, 8),
				start: 6.5,
				end: 8,
				confidence: 0.6,
				text: 'The café opens.',
			}),
		]);
	});

	it('makes an item per paragraph, separated by speakers and pauses', () => {
		const greeting = {
			...first,
			...clock(0, 3),
			start: 0,
			end: 3,
			confidence: 0.85,
			text: 'Hello from New York, friends.',
			utterance_count: 2,
		};
		const question = {
			...second,
			...clock(2, 3),
			start: 2.5,
			end: 3.5,
			confidence: 0.7,
			text: 'New York?',
		};
		const answer = {
			...second,
			...clock(6, 8),
			start: 6.5,
			end: 8,
			confidence: 0.6,
			text: 'The café opens.',
		};
		expect(split('paragraph')).toEqual([
			item(0, greeting),
			item(1, { ...question, utterance_count: 1 }),
			item(2, { ...answer, utterance_count: 1 }),
		]);
		expect(split('paragraph', 3)).toEqual([
			item(0, greeting),
			item(1, {
				...second,
				...clock(2, 8),
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
				...clock(2, 3),
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
				...clock(0, 3),
				text: 'Hello from New York, friends.',
				start: 0,
				end: 3,
				confidence: 0.9,
			}),
			item(1, {
				...second,
				...clock(2, 3),
				text: 'New York?',
				start: 2.5,
				end: 3.5,
				confidence: 0.9,
			}),
			item(2, {
				text: 'It was never said.',
				start: null,
				end: null,
				start_time: null,
				end_time: null,
				speaker_label: null,
				speaker: null,
				channel: null,
				language: null,
				confidence: null,
			}),
			item(3, {
				...second,
				...clock(6, 8),
				text: 'The café opens.',
				start: 6.5,
				end: 8,
				confidence: 0.9,
			}),
		]);
	});

	it('splits the transcript itself into sentences when the API has none', () => {
		expect(splitIntoItems(liveCall, 'sentence').map(({ text, start }) => [text, start])).toEqual([
			['はい、東京です。', 0],
			['わかりました。', 2.5],
			['元気?', 4],
		]);
	});

	it('prefers what the API says about a sentence', () => {
		const sentences = [
			{ sentence: 'Hello from New York, friends.', start: 0.1, speaker: 4, language: 'fr' },
		];
		const job = {
			...meeting,
			result: { ...meeting.result, transcription: { ...meeting.result?.transcription, sentences } },
		} as unknown as TranscriptionJob;
		expect(splitIntoItems(job, 'sentence')).toEqual([
			item(0, {
				...clock(0, 3),
				text: 'Hello from New York, friends.',
				start: 0.1,
				end: 3,
				speaker: 4,
				speaker_label: 'Speaker 5',
				channel: 0,
				language: 'fr',
				confidence: 0.9,
			}),
		]);
	});

	it('makes items of entities, sentiments and chapters', () => {
		expect(split('namedEntity')).toEqual([
			item(0, {
				...clock(1, 2),
				speaker_label: 'Speaker 1',
				entity_type: 'LOCATION',
				text: 'New York',
				start: 1,
				end: 2.5,
			}),
		]);
		expect(split('sentiment')).toEqual([
			item(0, {
				...clock(0, 0),
				speaker_label: 'Speaker 1',
				sentiment: 'positive',
				emotion: 'joy',
				text: 'Hello',
				start: 0,
				end: 0.5,
				channel: 0,
			}),
		]);
		expect(split('chapter')).toEqual([
			item(0, {
				...clock(0, 3),
				headline: 'Greeting',
				summary: 'They meet',
				start: 0,
				end: 3.5,
			}),
		]);
		expect(splitIntoItems(liveCall, 'chapter')).toEqual([
			{
				transcription_id: 'live-id',
				index: 0,
				headline: 'Tokyo',
				...clock(0, 5),
				start: 0,
				end: 5,
				filename: 'call.wav',
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
				...clock(0, 3),
				speaker_label: 'Speaker 1',
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
			item(0, {
				name: 'answer_1',
				prompt: 'List the cities',
				response: 'New York',
				answer: 'New York',
				success: true,
				error: null,
			}),
			item(1, {
				name: 'answer_2',
				prompt: 'Who speaks?',
				response: null,
				answer: null,
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
		expect(splitIntoItems(failed, 'namedEntity')).toEqual([
			{
				transcription_id: 'silent-id',
				failed_add_ons: [{ add_on: 'named_entity_recognition', message: 'Down' }],
			},
		]);
		expect(splitIntoItems(silence, 'namedEntity')).toEqual([]);
	});

	it.each(Object.keys(itemKinds))('survives odd documents: %s', (itemType) => {
		for (const job of [odd, silence, queued, failedJob]) {
			expect(Array.isArray(splitIntoItems(job, itemType))).toBe(true);
		}
	});

	it.each(['{"__proto__": {"x": 1}, "text": "Hi"}', '{"text": "Hi", "__proto__": {"x": 1}}'])(
		'keeps every field of a row, whatever its name: %s',
		(chapter) => {
			const results = `{"chapterization": {"results": [${chapter}, {"text": "Bye"}]}}`;
			const job = { ...meeting, result: JSON.parse(results) as TranscriptionJob['result'] };
			const [strange, plain] = splitIntoItems(job, 'chapter');
			expect(Object.keys(strange ?? {})).toContain('__proto__');
			expect(Object.getOwnPropertyDescriptor(strange, '__proto__')?.value).toEqual({ x: 1 });
			expect([strange?.text, strange?.x, plain?.text]).toEqual(['Hi', undefined, 'Bye']);
		},
	);

	it('uses the names of speakers and questions', () => {
		const names = { speakers: new Map([[2, 'Bob']]), channels: new Map() };
		const named = splitIntoItems(meeting, 'word', { speakerNames: names });
		expect(named.slice(4, 6).map(({ word, speaker_label }) => [word, speaker_label])).toEqual([
			['friends.', 'Speaker 1'],
			['New', 'Bob'],
		]);
		const questions = [{ name: 'cities', prompt: 'List the  cities ', parseAsJson: true }];
		expect(splitIntoItems(meeting, 'promptAnswer', { questions })).toMatchObject([
			{ name: 'cities', answer: 'New York', response: 'New York', is_not_json: true },
			{ name: 'answer_2', answer: null },
		]);
	});

	it('shows the text first, then who speaks and when, and the ids last', () => {
		expect(Object.keys(split('utterance')[0] ?? {}).join()).toBe(
			'text,speaker_label,start_time,end_time,start,end,speaker,channel,language,confidence,' +
				'filename,failed_add_ons,index,transcription_id',
		);
		expect(Object.keys(split('chapter')[0] ?? {}).join()).toBe(
			'headline,start_time,end_time,summary,start,end,filename,failed_add_ons,index,transcription_id',
		);
		expect(Object.keys(split('word')[0] ?? {}).slice(0, 4)).toEqual([
			...['word', 'speaker_label', 'start_time', 'end_time'],
		]);
	});

	it('finds who said what only has a time, and gives a sentence of two speakers no label', () => {
		const job = {
			...meeting,
			result: {
				...meeting.result,
				transcription: {
					...meeting.result?.transcription,
					sentences: [{ sentence: 'York, friends. New York?' }],
				},
				sentiment_analysis: {
					results: [
						{ sentiment: 'neutral', text: 'New York?', start: 2.5, end: 3.5 },
						{ sentiment: 'neutral', text: 'before', start: -1, end: 0 },
						{ sentiment: 'neutral', text: 'timeless', speaker: 0 },
						{ sentiment: 'neutral', text: 'unknown' },
					],
				},
			},
		} as unknown as TranscriptionJob;
		const labels = (itemType: string) =>
			splitIntoItems(job, itemType).map(({ speaker_label }) => speaker_label);
		expect(labels('sentiment')).toEqual(['Speaker 2', null, 'Speaker 1', null]);
		expect(labels('sentence')).toEqual([null]);
	});

	it('keeps the text of a transcript that has no utterances', () => {
		expect(splitIntoItems(odd, 'utterance')).toEqual([
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
				speaker_label: null,
				start_time: null,
				end_time: null,
				filename: null,
				failed_add_ons: [{ add_on: 'named_entity_recognition', message: 'Gladia gave no reason' }],
			},
		]);
	});
});
