import { buildResult } from '../../sandbox/result/buildResult';
import { sampleAudio } from '../../sandbox/audio/speechSample';
import type { StoredAudio } from '../../sandbox/audio/storedAudio';
import type { JsonObject } from '../../sandbox/json';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';
import { sdkClient } from './support/client';

const build = (request: JsonObject, audio = sampleAudio(), failedAddOns = {}) =>
	buildResult({ audio, request, failedAddOns, transcriptionSeconds: 1 });

/** A recording without words of its own. */
const recording = (duration: number, seed: string, channels = 1): StoredAudio => ({
	...sampleAudio(),
	duration,
	channels,
	sha256: seed.repeat(64).slice(0, 64),
});

interface Transcript {
	full_transcript: string;
	languages: string[];
	utterances: Array<{
		start: number;
		end: number;
		text: string;
		language: string;
		channel: number;
		speaker?: number;
		words: Array<{ word: string; start: number; end: number }>;
	}>;
	subtitles: Array<{ format: string; subtitles: string }>;
}
const transcript = (result: JsonObject) => result.transcription as unknown as Transcript;
const results = (result: JsonObject, section: string) =>
	(result[section] as JsonObject | undefined)?.results;

const quote =
	'Your call is now first in line and will be answered by the next available representative. ' +
	'Thank you for your patience. ' +
	'And so my fellow Americans, ask not what your country can do for you, ' +
	'ask what you can do for your country.';

describe('sections', () => {
	test('nothing but metadata and transcription unless more is asked for', () => {
		const result = build({ audio_url: 'https://example.com/a', diarization_config: {} });
		expect(Object.keys(result)).toEqual(['metadata', 'transcription']);
		expect(Object.keys(result.transcription as object)).toEqual([
			'full_transcript',
			'languages',
			'utterances',
		]);
		expect(transcript(result).full_transcript).toBe(quote);
		expect(transcript(result).utterances.map((utterance) => 'speaker' in utterance)).toEqual([
			false,
			false,
			false,
			false,
		]);
	});

	test.each<[string, JsonObject, unknown]>([
		[
			'summarization',
			{},
			'A caller is told that the call is first in line. The caller is thanked for waiting. ' +
				'Americans are called on not to ask what their country can do for them. ' +
				'They are asked to consider what they can do for their country.',
		],
		[
			'named_entity_recognition',
			{},
			[{ entity_type: 'ORIGIN', text: 'Americans', start: 10.33, end: 10.83 }],
		],
		['moderation', {}, 'No inappropriate content was found.'],
		['name_consistency', {}, quote],
		[
			'structured_data_extraction',
			{ structured_data_extraction_config: { classes: ['Persons'] } },
			'{"Persons":[]}',
		],
		[
			'display_mode',
			{},
			[
				'Your call is now first in line and will be answered by the next available representative.',
				'Thank you for your patience.',
				'And so my fellow Americans, ask not what your country can do for you,',
				'ask what you can do for your country.',
			],
		],
		['pii_redaction', {}, quote.replace('Americans', '[ORIGIN]')],
		[
			'custom_spelling',
			{ custom_spelling_config: { spelling_dictionary: { Land: ['country'] } } },
			quote.replaceAll('country', 'Land'),
		],
	])('%s and no other section', (section, config, expected) => {
		const result = build({ [section]: true, ...config });
		expect(Object.keys(result)).toEqual(['metadata', 'transcription', section]);
		expect(result[section]).toEqual({
			success: true,
			is_empty: false,
			exec_time: expect.any(Number),
			error: null,
			results: expected,
		});
	});

	test.each([
		[
			'bullet_points',
			'- A caller is told that the call is first in line\n- The caller is thanked for waiting\n' +
				'- Americans are called on not to ask what their country can do for them\n' +
				'- They are asked to consider what they can do for their country',
		],
		[
			'concise',
			'A caller is told that the call is first in line … ' +
				'They are asked to consider what they can do for their country.',
		],
	])('a summary as %s', (type, expected) => {
		const result = build({ summarization: true, summarization_config: { type } });
		expect(results(result, 'summarization')).toBe(expected);
	});

	test('sentences run over utterances and stand in both places', () => {
		const result = build({ sentences: true });
		expect(results(result, 'sentences')).toEqual([
			'Your call is now first in line and will be answered by the next available representative.',
			'Thank you for your patience.',
			'And so my fellow Americans, ask not what your country can do for you, ' +
				'ask what you can do for your country.',
		]);
		expect(transcript(result)).toMatchObject({ sentences: [result.sentences] });
	});

	test('sentiments are a string of JSON', () => {
		const result = build({ sentiment_analysis: true, diarization: true });
		expect(JSON.parse(String(results(result, 'sentiment_analysis')))[1]).toEqual({
			text: 'Thank you for your patience.',
			sentiment: 'positive',
			emotion: 'gratitude',
			start: 6.28,
			end: 7.68,
			channel: 0,
			speaker: 0,
		});
	});

	test('each prompt has a section of its own', () => {
		const result = build({
			audio_to_llm: true,
			audio_to_llm_config: { prompts: ['Who?', 'Where?'], model: 'a/b' },
		});
		expect(results(result, 'audio_to_llm')).toMatchObject([
			{
				success: true,
				error: null,
				results: { prompt: 'Who?', response: expect.stringContaining('a/b') },
			},
			{ success: true, error: null, results: { prompt: 'Where?' } },
		]);
	});

	test('chapters', () => {
		expect(results(build({ chapterization: true }), 'chapterization')).toMatchObject([
			{
				headline: 'A caller is told that the call is first in line',
				start: 0.48,
				end: 19.01,
				text: quote,
				keywords: ['answered', 'available', 'representative', 'patience', 'americans'],
				sentences: [{ start: 0.48, end: 5.56 }, { start: 6.28 }, { start: 8.97, end: 19.01 }],
			},
		]);
	});

	test('one translation per target language, with subtitles and sentences', () => {
		const result = build({
			translation: true,
			translation_config: { target_languages: ['de', 'it'] },
			subtitles: true,
			sentences: true,
		});
		const [german, italian] = results(result, 'translation') as unknown as Transcript[];
		expect(german).toMatchObject({
			error: null,
			languages: ['de'],
			utterances: [
				{ start: 0.48 },
				{ text: 'Vielen Dank für Ihre Geduld.' },
				{},
				{ language: 'de' },
			],
			sentences: [{ success: true }],
			subtitles: [{ format: 'srt', subtitles: expect.stringContaining('Vielen Dank') }],
		});
		expect(italian?.utterances[1]?.text).toBe('[it] Thank you for your patience.');
	});

	test('a translation that need not match joins the utterances of a voice', () => {
		const translation_config = { target_languages: ['es'], match_original_utterances: false };
		const result = build({ translation: true, translation_config, diarization: true });
		const [spanish] = results(result, 'translation') as unknown as Transcript[];
		expect(spanish?.utterances.map(({ speaker, start }) => [speaker, start])).toEqual([
			[0, 0.48],
			[1, 8.97],
		]);
	});
});

describe('transcript', () => {
	test('vocabulary and spelling change words and keep their times and punctuation', () => {
		const result = build({
			custom_vocabulary: true,
			custom_vocabulary_config: {
				vocabulary: [{ value: 'hotline', pronunciations: ['first in line'] }, 'AMERICANS'],
			},
			custom_spelling: true,
			custom_spelling_config: { spelling_dictionary: { Ireland: ['country'] } },
		});
		const [first, , third, fourth] = transcript(result).utterances;
		expect(first?.text).toBe(
			'Your call is now hotline and will be answered by the next available representative.',
		);
		expect(first?.words[4]).toMatchObject({ word: 'hotline', start: 1.88, end: 2.56 });
		expect(third?.text).toBe(
			'And so my fellow AMERICANS, ask not what your Ireland can do for you,',
		);
		expect(fourth?.text).toBe('ask what you can do for your Ireland.');
	});

	test.each([
		[{}, [0, 0, 1, 1]],
		[{ number_of_speakers: 1 }, [0, 0, 0, 0]],
		[{ number_of_speakers: 3 }, [0, 1, 2, 0]],
		[{ min_speakers: 4 }, [0, 1, 2, 3]],
		[{ min_speakers: 0, max_speakers: 1 }, [0, 0, 0, 0]],
	])('speakers with %j', (diarization_config, speakers) => {
		const result = build({ diarization: true, diarization_config });
		expect(transcript(result).utterances.map(({ speaker }) => speaker)).toEqual(speakers);
	});

	test.each([
		['one', { languages: ['fr', 'de'] }, ['fr']],
		['in turn', { languages: ['fr', 'de'], code_switching: true }, ['de', 'fr']],
	])('languages: %s', (_, language_config, languages) => {
		const result = build({ language_config }, recording(30, 'ab'));
		expect([...transcript(result).languages].sort()).toEqual(languages);
	});

	test.each([0.5, 1, 3, 60, 3600])('fills %s s, always in the same way', (duration) => {
		const audio = recording(duration, '7c');
		const { utterances } = transcript(build({}, audio));
		const words = utterances.flatMap((utterance) => utterance.words);
		expect(utterances.length).toBeGreaterThanOrEqual(2);
		expect(words.at(-1)?.end).toBeLessThanOrEqual(duration);
		expect(words.at(-1)?.end).toBeGreaterThan(duration * 0.8);
		const starts = words.map(({ start }) => start);
		expect(starts).toEqual([...starts].sort((a, b) => a - b));
		expect(build({}, audio)).toEqual(build({}, audio));
	});

	test('silence has no utterance, and its add-ons are empty', () => {
		const result = build({ summarization: true, sentences: true }, recording(0, '1'));
		expect(result).toMatchObject({
			transcription: { full_transcript: '', languages: [], utterances: [] },
			summarization: { success: true, is_empty: true, results: '' },
			sentences: { success: true, is_empty: true, results: [] },
		});
	});

	test('redaction hides names in the transcript and in every add-on', () => {
		const request = {
			pii_redaction: true,
			pii_redaction_config: { entity_types: ['NAME'], processed_text_type: 'MARKER' },
			translation: true,
			translation_config: { target_languages: ['fr'] },
			summarization: true,
			chapterization: true,
			audio_to_llm: true,
			audio_to_llm_config: { prompts: ['Who?'] },
			named_entity_recognition: true,
			sentiment_analysis: true,
		};
		const audio = recording(60, '0');
		expect(JSON.stringify(build({ ...request, pii_redaction: false }, audio))).toMatch(/Lopez/);
		const text = JSON.stringify(build(request, audio));
		expect(text).not.toMatch(/Lopez|Novak|Maria/);
		expect(text).toContain('[NAME]');
		expect(text).toContain('Berlin');
		const masked = build(
			{ pii_redaction: true, pii_redaction_config: { processed_text_type: 'MASK' } },
			audio,
		);
		expect(transcript(masked).full_transcript).toContain('this is ##### ##### from ####,');
	});
});

describe('subtitles', () => {
	const subtitles = (subtitles_config: JsonObject) =>
		transcript(build({ subtitles: true, subtitles_config })).subtitles;

	test('one caption per utterance unless told otherwise', () => {
		expect(subtitles({ formats: ['vtt'] })).toEqual([
			{
				format: 'vtt',
				subtitles: `WEBVTT

00:00:00.480 --> 00:00:05.560
Your call is now first in line and will be answered by the next available representative.

00:00:06.280 --> 00:00:07.680
Thank you for your patience.

00:00:08.970 --> 00:00:16.250
And so my fellow Americans, ask not what your country can do for you,

00:00:16.830 --> 00:00:19.010
ask what you can do for your country.
`,
			},
		]);
	});

	test('rows, row length and durations', () => {
		const [srt] = subtitles({
			maximum_characters_per_row: 30,
			maximum_rows_per_caption: 2,
			minimum_duration: 2,
			maximum_duration: 5,
		});
		expect(srt?.format).toBe('srt');
		const captions = (srt?.subtitles ?? '')
			.trim()
			.split('\n\n')
			.map((block) => block.split('\n'));
		expect(captions.map(([number]) => number)).toEqual(captions.map((_, at) => String(at + 1)));
		for (const [, , ...rows] of captions) {
			expect(rows.length).toBeLessThanOrEqual(2);
			for (const row of rows) expect(row.length).toBeLessThanOrEqual(30);
		}
		expect(captions.flatMap(([, , ...rows]) => rows).join(' ')).toBe(quote);
		// A short caption lasts the minimum, unless the next one starts before.
		expect(captions.find((block) => block.includes('Thank you for your patience.'))?.[1]).toBe(
			'00:00:06,280 --> 00:00:08,280',
		);
	});
});

describe('add-ons that fail', () => {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox({ jobSeconds: 0.05 });
	});
	afterAll(() => sandbox.close());

	test('the job is done, the section tells the failure, the next job works', async () => {
		sandbox.failNext({ kind: 'addon-error', addOn: 'summarization', errorCode: 503 });
		sandbox.failNext({ kind: 'addon-error', addOn: 'diarization' });
		const start = () =>
			sdkClient(sandbox)
				.preRecorded()
				.transcribe(
					'https://example.com/a.mp3',
					{ summarization: true, diarization: true, sentiment_analysis: true },
					{ interval: 20 },
				);
		const failing = await start();
		expect(failing.status).toBe('done');
		expect(failing.result).toMatchObject({
			summarization: {
				success: false,
				error: { status_code: 503, exception: expect.any(String), message: expect.any(String) },
				results: null,
			},
			diarization: { success: false, error: { status_code: 500 } },
			sentiment_analysis: { success: true },
		});
		expect(failing.result?.transcription?.utterances[0]?.speaker).toBeUndefined();
		const working = await start();
		expect(working.result).toMatchObject({ summarization: { success: true } });
		expect(working.result?.diarization).toBeUndefined();
		expect(working.result?.transcription?.utterances[0]?.speaker).toBe(0);
	});
});
