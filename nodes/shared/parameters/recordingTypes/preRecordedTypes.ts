import type { RecordingType } from '../engine/recordingType';
import { custom } from '../engine/recordingType';
import { languages } from '../features/language';

const SPEAKER_COUNTS = ['min_speakers', 'max_speakers', 'number_of_speakers'].map(
	(key) => `diarization_config.${key}`,
);

/** Any number of the user's own replaces all of the recommended ones, which could contradict it. */
const speakers = (counts: Record<string, number>) => ({
	values: Object.fromEntries(
		Object.entries(counts).map(([key, count]) => [`diarization_config.${key}`, count]),
	),
	unless: SPEAKER_COUNTS,
});

const COST = 'Add-ons may cost extra.';

/**
 * What Gladia recommends for each kind of recording, by the value of 'Recording Type'.
 *
 * @see https://docs.gladia.io/chapters/pre-recorded-stt/recommended-parameters
 */
export const preRecordedTypes = {
	call: {
		name: 'Call',
		description: 'Two people on the phone: who said what, and a summary',
		notice: `Turns on Speaker Diarization (2 speakers) and Summarization. ${COST}`,
		presets: [
			{ values: { diarization: true, summarization: true } },
			speakers({ number_of_speakers: 2 }),
		],
		defaults: { output: 'dialogue' },
	},
	custom,
	interview: {
		name: 'Interview or Podcast',
		description: 'A few people in conversation: who said what, sentence by sentence',
		notice: `Turns on Speaker Diarization (2 to 4 speakers) and Sentences. ${COST}`,
		presets: [
			{ values: { diarization: true, sentences: true } },
			speakers({ min_speakers: 2, max_speakers: 4 }),
		],
		defaults: { output: 'dialogue' },
	},
	meeting: {
		name: 'Meeting',
		description: 'Several people: who said what, a summary in points, and what was named',
		notice: `Turns on Speaker Diarization (2 to 10 speakers), Summarization (bullet points), Named Entity Recognition and Sentences. ${COST}`,
		presets: [
			{
				values: {
					diarization: true,
					summarization: true,
					'summarization_config.type': 'bullet_points',
					named_entity_recognition: true,
					sentences: true,
				},
			},
			speakers({ min_speakers: 2, max_speakers: 10 }),
		],
		defaults: { output: 'dialogue' },
	},
	multilingual: {
		name: 'Multilingual',
		description: 'People who switch between languages',
		notice:
			'Turns on Code Switching: the language of each utterance is detected among those that you choose',
		presets: [{ values: { 'language_config.code_switching': true } }],
		needs: {
			parameter: languages,
			hint: 'Choose the 3 to 5 languages that are really spoken',
			description:
				'Choose the 3 to 5 languages that are really spoken: without them, wrong languages are often detected',
		},
	},
	subtitles: {
		name: 'Subtitles',
		description: 'Video or audio to read along: SRT and VTT files',
		notice: `Turns on Subtitles (SRT and VTT, 2 rows of 42 characters, Compliance style). ${COST}`,
		presets: [
			{
				values: {
					subtitles: true,
					'subtitles_config.formats': ['srt', 'vtt'],
					'subtitles_config.maximum_characters_per_row': 42,
					'subtitles_config.maximum_rows_per_caption': 2,
					'subtitles_config.style': 'compliance',
				},
			},
		],
		defaults: { output: 'files', fileFormats: ['srt', 'vtt'] },
	},
	voiceMessage: {
		name: 'Voice Message',
		description: 'One person, briefly: the text alone',
		notice: 'Turns on nothing: a short recording of one person needs no add-ons',
		presets: [],
	},
} satisfies Record<string, RecordingType>;
