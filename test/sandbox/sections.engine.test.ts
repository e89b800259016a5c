import type { JsonObject } from '../../sandbox/json';
import type { Sandbox } from '../../sandbox/sandbox';
import { startSandbox } from '../../sandbox/sandbox';
import { sdkClient } from './support/client';
import type { Transcript } from './support/results';
import { build, quote, results, transcript } from './support/results';

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

	test('a prompt for a list is answered with one', () => {
		const prompts = ["What happens? Each line starts with '- '."];
		const result = build({ audio_to_llm: true, audio_to_llm_config: { prompts } });
		expect(results(result, 'audio_to_llm')).toMatchObject([
			{ results: { response: expect.stringMatching(/^- A caller is told .+\n(- .+\n)+- .+$/) } },
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
