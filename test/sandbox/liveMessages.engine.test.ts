import { readFileSync } from 'node:fs';
import { SAMPLE_PATH } from '../../sandbox/audio/speechSample';
import type { JsonObject } from '../../sandbox/json';
import type { Sandbox } from '../../sandbox/sandbox';
import { startSandbox } from '../../sandbox/sandbox';
import type { Message } from './support/liveClient';
import { LiveClient, startLive, transcribeLive } from './support/liveClient';
import { quote } from './support/results';
import { SdkTypes } from './support/sdkTypes';
import { wave } from './support/wave';

const sample = readFileSync(SAMPLE_PATH);
const types = new SdkTypes('live');

/** The SDK's type of each message. */
const TYPE_NAMES: Record<string, string> = {
	audio_chunk: 'LiveV2AudioChunkAckMessage',
	stop_recording: 'LiveV2StopRecordingAckMessage',
	transcript: 'LiveV2TranscriptMessage',
	speech_start: 'LiveV2SpeechStartMessage',
	speech_end: 'LiveV2SpeechEndMessage',
	translation: 'LiveV2TranslationMessage',
	named_entity_recognition: 'LiveV2NamedEntityRecognitionMessage',
	sentiment_analysis: 'LiveV2SentimentAnalysisMessage',
	post_transcript: 'LiveV2PostTranscriptMessage',
	post_final_transcript: 'LiveV2PostFinalTranscriptMessage',
	post_summarization: 'LiveV2PostSummarizationMessage',
	start_session: 'LiveV2StartSessionMessage',
	start_recording: 'LiveV2StartRecordingMessage',
	end_recording: 'LiveV2EndRecordingMessage',
	end_session: 'LiveV2EndSessionMessage',
};

const all: JsonObject = {
	messages_config: { receive_partial_transcripts: true, receive_lifecycle_events: true },
	realtime_processing: {
		translation: true,
		translation_config: { target_languages: ['fr', 'de'] },
		named_entity_recognition: true,
		sentiment_analysis: true,
	},
	post_processing: { summarization: true, summarization_config: { type: 'bullet_points' } },
};
const nothing = Object.fromEntries(
	[
		'final_transcripts',
		'speech_events',
		'realtime_processing_events',
		'post_processing_events',
		'acknowledgments',
		'errors',
	].map((name) => [`receive_${name}`, false]),
);

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ livePostProcessingSeconds: 0.01 });
});
afterEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const data = (message: Message) => message.data ?? {};
const utterance = (message: Message) => data(message).utterance as { text: string; end: number };
const countTypes = (messages: Message[]) => {
	const counts: Record<string, number> = {};
	for (const { type } of messages) counts[type] = (counts[type] ?? 0) + 1;
	return counts;
};

describe('messages of a session', () => {
	test('every type that was asked for, shaped as the SDK declares it', async () => {
		const { session, client, code } = await transcribeLive(sandbox, sample, all);
		expect(code).toBe(1000);
		expect(countTypes(client.messages)).toEqual({
			start_session: 1,
			start_recording: 1,
			audio_chunk: 20,
			speech_start: 4,
			speech_end: 4,
			transcript: 16,
			translation: 8,
			named_entity_recognition: 4,
			sentiment_analysis: 4,
			stop_recording: 1,
			end_recording: 1,
			post_transcript: 1,
			post_summarization: 1,
			post_final_transcript: 1,
			end_session: 1,
		});
		for (const message of client.messages) {
			expect(types.mismatches(message, TYPE_NAMES[message.type] ?? message.type)).toEqual([]);
			expect(message.session_id).toBe(session.id);
			expect(new Date(message.created_at).toISOString()).toBe(message.created_at);
		}
	});

	test('in their order: life cycle outside, then speech, then its transcript and add-ons', async () => {
		const { client } = await transcribeLive(sandbox, sample, all);
		const order = client.messages
			.filter(({ type, data: content }) => type !== 'audio_chunk' && content?.is_final !== false)
			.map(({ type }) => type);
		const spoken = [
			'speech_start',
			'speech_end',
			'transcript',
			'translation',
			'translation',
			'named_entity_recognition',
			'sentiment_analysis',
		];
		expect(order).toEqual([
			'start_session',
			'start_recording',
			...spoken,
			...spoken,
			...spoken,
			...spoken,
			'stop_recording',
			'end_recording',
			'post_transcript',
			'post_summarization',
			'post_final_transcript',
			'end_session',
		]);
	});

	test('finals carry the true words; partials grow towards them under the same id', async () => {
		const { client } = await transcribeLive(sandbox, sample, all);
		const transcripts = client.ofType('transcript');
		const finals = transcripts.filter((message) => data(message).is_final);
		expect(finals.map((message) => utterance(message).text).join(' ')).toBe(quote);
		expect(finals.map((message) => data(message).id)).toEqual([
			'00-00000000',
			'00-00000001',
			'00-00000002',
			'00-00000003',
		]);
		expect(utterance(finals[0] as Message)).toMatchObject({
			start: 0.48,
			end: 5.56,
			channel: 0,
			language: 'en',
		});
		const first = transcripts.filter((message) => data(message).id === '00-00000000');
		expect(first.map((message) => utterance(message).text)).toEqual([
			'Your call is',
			'Your call is now first in',
			'Your call is now first in line and will',
			'Your call is now first in line and will be answered by',
			'Your call is now first in line and will be answered by the next available',
			'Your call is now first in line and will be answered by the next available representative.',
		]);
	});

	test('nothing is told before its audio has arrived', async () => {
		const { url } = await startLive(sandbox, all);
		const client = await LiveClient.connect(url);
		const heardUntil: number[] = [];
		for (const seconds of [1, 3, 6, 8, 12, 17]) {
			const end = 44 + seconds * 32_000;
			client.sendAll(sample.subarray(client.acknowledgedBytes, end));
			await client.message('audio_chunk', ({ data }) => (data?.byte_range as number[])[1] === end);
			// Messages about that audio follow its acknowledgement at once.
			await new Promise((resolve) => client.socket.ping(() => resolve(undefined)));
			await new Promise((resolve) => setTimeout(resolve, 20));
			const ends = client.messages
				.filter(({ type }) => type === 'transcript' || type === 'speech_start')
				.map((message) => utterance(message)?.end ?? data(message).time);
			heardUntil.push(Math.max(...ends));
		}
		expect(heardUntil).toEqual([0.48, 2.32, 5.56, 7.68, 9.91, 16.83]);
	});

	test('translations, entities and sentiments belong to their utterance', async () => {
		const { client } = await transcribeLive(sandbox, sample, all);
		const original = client
			.ofType('transcript')
			.find((message) => data(message).id === '00-00000001' && data(message).is_final);
		const about = {
			utterance_id: '00-00000001',
			utterance: data(original as Message).utterance,
		};
		const mine = (type: string) =>
			client.ofType(type).filter((message) => data(message).utterance_id === '00-00000001');
		expect(mine('translation').map(data)).toEqual([
			{
				...about,
				original_language: 'en',
				target_language: 'fr',
				translated_utterance: expect.objectContaining({
					text: 'Merci de votre patience.',
					language: 'fr',
					start: 6.28,
				}),
			},
			{
				...about,
				original_language: 'en',
				target_language: 'de',
				translated_utterance: expect.objectContaining({ text: 'Vielen Dank für Ihre Geduld.' }),
			},
		]);
		expect(mine('sentiment_analysis').map(data)).toEqual([
			{
				...about,
				results: [
					{
						sentiment: 'positive',
						emotion: 'gratitude',
						text: 'Thank you for your patience.',
						start: 6.28,
						end: 7.68,
						channel: 0,
					},
				],
			},
		]);
		expect(
			client.ofType('named_entity_recognition').map((message) => data(message).results),
		).toEqual([
			[],
			[],
			[{ entity_type: 'ORIGIN', text: 'Americans', start: 10.33, end: 10.83 }],
			[],
		]);
	});

	test('post-processing sums the session up; chapters are a thing of 2024', async () => {
		const body = { post_processing: { summarization: true, chapterization: true } };
		const { client } = await transcribeLive(sandbox, sample, body);
		const [transcript] = client.ofType('post_transcript');
		const [final] = client.ofType('post_final_transcript');
		const [summary] = client.ofType('post_summarization');
		const [chapters] = client.ofType('post_chapterization');
		expect(data(transcript as Message).full_transcript).toBe(quote);
		expect(data(final as Message)).toMatchObject({
			metadata: { audio_duration: 19.254, number_of_distinct_channels: 1, billing_time: 19.254 },
			transcription: data(transcript as Message),
			summarization: { success: true, results: data(summary as Message).results },
			chapterization: { success: true, results: data(chapters as Message).results },
		});
		expect(chapters).toMatchObject({
			error: null,
			data: { results: [{ headline: expect.any(String), start: 0.48, end: 19.01 }] },
		});
	});

	test('by default: no partials, no life cycle', async () => {
		const { client } = await transcribeLive(sandbox, sample);
		expect(countTypes(client.messages)).toEqual({
			audio_chunk: 20,
			speech_start: 4,
			speech_end: 4,
			transcript: 4,
			stop_recording: 1,
			post_transcript: 1,
			post_final_transcript: 1,
		});
	});

	test.each<[string, string[]]>([
		['receive_partial_transcripts', ['transcript']],
		['receive_final_transcripts', ['transcript']],
		['receive_speech_events', ['speech_start', 'speech_end']],
		[
			'receive_realtime_processing_events',
			['translation', 'named_entity_recognition', 'sentiment_analysis'],
		],
		[
			'receive_post_processing_events',
			['post_transcript', 'post_summarization', 'post_final_transcript'],
		],
		['receive_acknowledgments', ['audio_chunk', 'stop_recording']],
		[
			'receive_lifecycle_events',
			['start_session', 'start_recording', 'end_recording', 'end_session'],
		],
		['receive_errors', []],
	])('%s alone', async (name, expected) => {
		const { client, code } = await transcribeLive(sandbox, sample, {
			...all,
			messages_config: { ...nothing, [name]: true },
		});
		expect(code).toBe(1000);
		expect(Object.keys(countTypes(client.messages)).sort()).toEqual([...expected].sort());
		const finals = client.ofType('transcript').map((message) => data(message).is_final);
		expect(new Set(finals)).toEqual(
			new Set(expected.includes('transcript') ? [name === 'receive_final_transcripts'] : []),
		);
	});

	test('add-ons that fail say so, and the session goes on', async () => {
		for (const addOn of ['translation', 'summarization']) {
			sandbox.failNext({ kind: 'addon-error', addOn, errorCode: 503 });
		}
		const { client, code } = await transcribeLive(sandbox, sample, all);
		expect(code).toBe(1000);
		const failed = (addOn: string) => ({
			error: { message: `The sandbox was told to let ${addOn} fail` },
			data: null,
		});
		expect(client.ofType('translation')).toHaveLength(8);
		for (const message of client.ofType('translation')) {
			expect(message).toMatchObject(failed('translation'));
			expect(types.mismatches(message, 'LiveV2TranslationMessage')).toEqual([]);
		}
		expect(client.ofType('post_summarization')).toMatchObject([failed('summarization')]);
		expect(client.ofType('sentiment_analysis')[0]?.error).toBeNull();
	});

	test('a session of another voice: invented words, of the same audio always the same', async () => {
		const texts: string[][] = [];
		for (const frameBytes of [1_000, 4_001, 500_000]) {
			const { client } = await transcribeLive(
				sandbox,
				wave(30),
				{ language_config: { languages: ['fr'] } },
				frameBytes,
			);
			texts.push(client.ofType('transcript').map((message) => utterance(message).text));
			const last = client.ofType('transcript').at(-1) as Message;
			expect(utterance(last)).toMatchObject({ language: 'fr' });
			expect(utterance(last).end).toBeLessThanOrEqual(30);
			expect(utterance(last).end).toBeGreaterThan(28);
		}
		expect(texts[0]?.length).toBeGreaterThan(5);
		expect(texts[1]).toEqual(texts[0]);
		expect(texts[2]).toEqual(texts[0]);
	});

	test('vocabulary and spelling reach the words', async () => {
		const { client } = await transcribeLive(sandbox, sample, {
			realtime_processing: {
				custom_vocabulary: true,
				custom_vocabulary_config: {
					vocabulary: [{ value: 'hotline', pronunciations: ['first in line'] }],
				},
				custom_spelling: true,
				custom_spelling_config: { spelling_dictionary: { Patience: ['patience'] } },
			},
		});
		expect(client.ofType('transcript').map((message) => utterance(message).text)).toEqual([
			'Your call is now hotline and will be answered by the next available representative.',
			'Thank you for your Patience.',
			'And so my fellow Americans, ask not what your country can do for you,',
			'ask what you can do for your country.',
		]);
	});
});
