import type { TranscriptionJob } from '../../../nodes/shared/api/types';

const worked = { success: true, is_empty: false, exec_time: 0.5, error: null };
const broken = (message: string) => ({
	success: false,
	is_empty: true,
	exec_time: 0.1,
	error: { status_code: 503, exception: 'Unavailable', message },
	results: null,
});

/** Words spoken one after the other from a start, each half a second long. */
export function words(text: string, start: number) {
	return text.split(' ').map((word, index) => ({
		word,
		start: start + index / 2,
		end: start + index / 2 + 0.5,
		confidence: 0.9,
	}));
}

const voice = { channel: 0, language: 'en' as const };

/** Two speakers, who overlap at 2.5 s; the second pauses for 3 s. Two add-ons failed in part. */
export const meeting: TranscriptionJob = {
	id: 'meeting-id',
	request_id: 'G-1',
	version: 2,
	status: 'done',
	created_at: '2026-09-01T10:00:00.000Z',
	completed_at: '2026-09-01T10:00:09.000Z',
	custom_metadata: { team: 'sales' },
	error_code: null,
	post_session_metadata: {},
	kind: 'pre-recorded',
	file: {
		id: 'file-id',
		filename: 'meeting.mp3',
		source: null,
		audio_duration: 9,
		number_of_channels: 1,
	},
	request_params: {
		audio_url: 'https://api.gladia.io/file/file-id',
		translation: true,
		translation_config: { target_languages: ['fr', 'de'] },
		audio_to_llm: true,
	},
	result: {
		metadata: {
			audio_duration: 9.25,
			number_of_distinct_channels: 1,
			billing_time: 9.25,
			transcription_time: 3.5,
		},
		transcription: {
			full_transcript: 'Hello from New York, friends. New York? The café opens.',
			languages: ['en'],
			utterances: [
				{
					...voice,
					start: 0,
					end: 1.5,
					confidence: 0.9,
					speaker: 0,
					text: 'Hello from New',
					words: words('Hello from New', 0),
				},
				{
					...voice,
					start: 2,
					end: 3,
					confidence: 0.8,
					speaker: 0,
					text: 'York, friends.',
					words: words('York, friends.', 2),
				},
				{
					...voice,
					start: 2.5,
					end: 3.5,
					confidence: 0.7,
					speaker: 1,
					text: 'New York?',
					words: words('New York?', 2.5),
				},
				{
					...voice,
					start: 6.5,
					end: 8,
					confidence: 0.6,
					speaker: 1,
					text: 'The café opens.',
					words: words('The café opens.', 6.5),
				},
			],
			sentences: [
				{
					...worked,
					results: ['Hello from New York, friends.', 'New York?', 'It was never said.'],
				},
				{ ...worked, results: ['The café opens.'] },
			],
			subtitles: [{ format: 'srt', subtitles: '1\n00:00:00,000 --> 00:00:03,000\nFrom Gladia\n' }],
		},
		translation: {
			...worked,
			results: [
				{
					error: null,
					full_transcript: 'Bonjour de New York.',
					languages: ['fr'],
					utterances: [
						{
							start: 0,
							end: 3,
							confidence: 0.9,
							channel: 0,
							speaker: 0,
							language: 'fr',
							text: 'Bonjour de New York.',
							words: words('Bonjour de New York.', 0),
						},
					],
				},
				{
					error: { status_code: 500, exception: 'Timeout', message: 'Took too long' },
					full_transcript: '',
					languages: [],
					utterances: [],
				},
			],
		},
		summarization: { ...worked, results: 'They greet each other.' },
		named_entity_recognition: {
			...worked,
			results: [{ entity_type: 'LOCATION', text: 'New York', start: 1, end: 2.5 }],
		},
		sentiment_analysis: {
			...worked,
			results: JSON.stringify([
				{ sentiment: 'positive', emotion: 'joy', text: 'Hello', start: 0, end: 0.5, channel: 0 },
			]),
		},
		audio_to_llm: {
			...worked,
			results: [
				{ ...worked, results: { prompt: 'List the cities', response: 'New York' } },
				{ ...broken('Model is busy'), results: { prompt: 'Who speaks?', response: null } },
			],
		},
		chapterization: {
			...worked,
			results: [
				{ headline: 'Greeting', summary: 'They meet', start: 0, end: 3.5, sentences: [{}] },
			],
		},
		moderation: broken('Moderation is off'),
	},
};

/** What every item made of the meeting says about its failed add-ons. */
export const meetingFailures = [
	{ add_on: 'moderation', message: 'Moderation is off' },
	{ add_on: 'translation', part: 'de', message: 'Took too long' },
	{ add_on: 'audio_to_llm', part: 'Who speaks?', message: 'Model is busy' },
];

const unfinished = {
	request_id: 'G-2',
	version: 2,
	created_at: '2026-09-01T10:00:00.000Z',
	kind: 'pre-recorded' as const,
};

export const queued: TranscriptionJob = {
	...unfinished,
	id: 'queued-id',
	status: 'queued',
	result: null,
};

export const failedJob: TranscriptionJob = {
	...unfinished,
	id: 'failed-id',
	status: 'error',
	completed_at: '2026-09-01T10:00:01.000Z',
	error_code: 422,
	file: null,
	request_params: null,
	result: null,
};

/** Done, but nobody speaks. */
export const silence: TranscriptionJob = {
	...unfinished,
	id: 'silent-id',
	status: 'done',
	file: {
		id: 'file-id',
		filename: null,
		source: 'https://example.com/silence',
		audio_duration: 4,
		number_of_channels: 1,
	},
	result: {
		metadata: {
			audio_duration: 4,
			number_of_distinct_channels: 1,
			billing_time: 4,
			transcription_time: 1,
		},
		transcription: { full_transcript: '', languages: [], utterances: [] },
	},
};

/** A two-channel live session with the older chapter section and a failure in its messages. */
export const liveCall: TranscriptionJob = {
	...unfinished,
	id: 'live-id',
	status: 'done',
	kind: 'live',
	file: {
		id: 'file-id',
		filename: 'call.wav',
		source: null,
		audio_duration: 5,
		number_of_channels: 2,
	},
	request_params: { channels: 2 },
	result: {
		metadata: {
			audio_duration: 5,
			number_of_distinct_channels: 2,
			billing_time: 10,
			transcription_time: 5,
		},
		transcription: {
			full_transcript: 'はい、東京です。 わかりました。 元気?',
			languages: ['ja'],
			utterances: [
				{
					start: 0,
					end: 2,
					confidence: 0.5,
					channel: 0,
					language: 'ja',
					text: 'はい、東京です。',
					words: [
						{ word: 'はい、', start: 0, end: 0.5, confidence: 0.5 },
						{ word: '東', start: 0.5, end: 1, confidence: 0.5 },
						{ word: '京', start: 1, end: 1.5, confidence: 0.5 },
						{ word: 'です。', start: 1.5, end: 2, confidence: 0.5 },
					],
				},
				{
					start: 4,
					end: 5,
					confidence: 0.5,
					channel: 0,
					language: 'ja',
					text: '元気?',
					words: [{ word: '元気?', start: 4, end: 5, confidence: 0.5 }],
				},
				{
					start: 2.5,
					end: 3.5,
					confidence: 0.25,
					channel: 1,
					language: 'ja',
					text: 'わかりました。',
					words: [],
				},
			],
		},
		messages: [
			JSON.stringify({ type: 'start_session', session_id: 'live-id' }),
			JSON.stringify({ type: 'audio_chunk', error: { message: 'Too late' }, data: null }),
			JSON.stringify({ type: 'sentiment_analysis', error: { message: 'Overloaded' }, data: null }),
			JSON.stringify({ type: 'sentiment_analysis', error: { message: 'Overloaded' }, data: null }),
			'no JSON',
		],
		chapters: { ...worked, results: [{ headline: 'Tokyo', start: 0, end: 5 }] },
	},
};

/** A done job whose sections are not what the contract says. */
export const odd = {
	id: 'odd-id',
	status: 'done',
	file: 'none',
	result: {
		metadata: null,
		transcription: {
			full_transcript: 'Only the text is here.',
			languages: null,
			utterances: 'none',
			sentences: [null, 7],
			subtitles: {},
		},
		translation: { results: { fr: 'Bonjour' } },
		summarization: 'A bare summary',
		named_entity_recognition: { success: false, results: 'none' },
		sentiment_analysis: { results: 'not JSON' },
		audio_to_llm: { results: [null, 'text'] },
		chapterization: [],
		messages: {},
		error: 'strange',
	},
} as unknown as TranscriptionJob;
