import type { JsonObject } from '../../sandbox/json';
import { build, quote, recording, transcript } from './support/results';

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
