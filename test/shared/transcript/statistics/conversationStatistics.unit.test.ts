import type { TranscriptionJob } from '../../../../nodes/shared/api/types';
import { averageSentiment, sentimentPassages } from '../../../../nodes/shared/transcript/sentiment';
import type { LabelOf } from '../../../../nodes/shared/transcript/speakerLabels';
import { conversationStatistics } from '../../../../nodes/shared/transcript/statistics/conversationStatistics';
import type { Utterance } from '../../../../nodes/shared/transcript/utterances';
import { readUtterances } from '../../../../nodes/shared/transcript/utterances';

type Row = [speaker: number | null, start: number | null, end: number | null, text: string];

const spoken = (...rows: Row[]): Utterance[] =>
	readUtterances(
		rows.map(([speaker, start, end, text]) => ({ speaker, start, end, text, channel: 0 })),
	);
const bySpeaker: LabelOf = ({ speaker }) =>
	speaker === null ? 'Unknown' : (['Ann', 'Bob'][speaker] ?? 'Cy');
const nobody: LabelOf = () => null;
const statisticsOf = (utterances: Utterance[], duration: number | null = 30, labelOf = bySpeaker) =>
	conversationStatistics(utterances, { duration, labelOf });

const talk: Row[] = [
	[0, 0, 10, 'One two three four five six seven eight nine ten.'],
	[1, 8, 12, 'Wait, is that so?'],
	[0, 15, 20, 'Yes.'],
	[1, 16, 17, 'Mhm.'],
	[0, 20, 25, 'No? Never?!'],
];

const talkStatistics = {
	speech_time: 22,
	silence_time: 8,
	longest_silence: 5,
	overlap_time: 3,
	turns: 5,
	interruptions: 1,
	words: 18,
	words_per_minute: 49,
	questions: 3,
	speaker_statistics: [
		{
			speaker_label: 'Ann',
			speaker: 0,
			channel: 0,
			talk_time: 20,
			talk_share: 0.8,
			words: 13,
			words_per_minute: 39,
			turns: 3,
			longest_monologue: 10,
			interruptions_made: 0,
			interruptions_suffered: 1,
			questions: 2,
		},
		{
			speaker_label: 'Bob',
			speaker: 1,
			channel: 0,
			talk_time: 5,
			talk_share: 0.2,
			words: 5,
			words_per_minute: 60,
			turns: 2,
			longest_monologue: 4,
			interruptions_made: 1,
			interruptions_suffered: 0,
			questions: 1,
		},
	],
};

describe('conversationStatistics', () => {
	it('computes what two people said, in any order of the utterances', () => {
		expect(statisticsOf(spoken(...talk))).toEqual(talkStatistics);
		const [first, second, third, fourth, fifth] = spoken(...talk) as [
			Utterance,
			Utterance,
			Utterance,
			Utterance,
			Utterance,
		];
		expect(statisticsOf([fifth, second, first, fourth, third])).toEqual({
			...talkStatistics,
		});
	});

	it('adds up the channels of one person, and counts a pause within a turn as silence', () => {
		const utterances = readUtterances([
			{ channel: 0, start: 0, end: 2, text: 'Hold on.' },
			{ channel: 0, start: 62, end: 64, text: 'Still there?' },
			{ channel: 1, start: 65, end: 66, text: 'Yes.' },
			{ channel: 2, start: 65.5, end: 67, text: 'Me too.' },
		]);
		const labelOf: LabelOf = ({ channel }) => (channel === 0 ? 'Agent' : 'Customer');
		const { speaker_statistics, ...overall } = conversationStatistics(utterances, {
			duration: 70,
			labelOf,
		});
		expect(overall).toEqual({
			speech_time: 6,
			silence_time: 64,
			longest_silence: 60,
			overlap_time: 0,
			turns: 2,
			interruptions: 0,
			words: 7,
			words_per_minute: 70,
			questions: 1,
		});
		expect(speaker_statistics).toMatchObject([
			{ speaker_label: 'Agent', talk_time: 4, talk_share: 0.667, longest_monologue: 4, turns: 1 },
			{
				speaker_label: 'Customer',
				talk_time: 2,
				talk_share: 0.333,
				longest_monologue: 2,
				turns: 1,
			},
		]);
	});

	it('compares nobody where speakers were not told apart', () => {
		expect(statisticsOf(spoken([null, 1, 2, 'Why?'], [null, 4, 6, 'So.']), 8, nobody)).toEqual({
			speech_time: 3,
			silence_time: 5,
			longest_silence: 2,
			overlap_time: null,
			turns: null,
			interruptions: null,
			words: 2,
			words_per_minute: 40,
			questions: 1,
			speaker_statistics: [
				{
					speaker_label: null,
					speaker: null,
					channel: 0,
					talk_time: 3,
					talk_share: null,
					words: 2,
					words_per_minute: 40,
					turns: null,
					longest_monologue: null,
					interruptions_made: null,
					interruptions_suffered: null,
					questions: 1,
				},
			],
		});
	});

	it('knows no times where an utterance has none, but those of the other speakers', () => {
		const { speaker_statistics, ...overall } = statisticsOf(
			spoken([0, 0, 4, 'With times.'], [1, null, null, 'Without any?']),
		);
		expect(overall).toEqual({
			speech_time: null,
			silence_time: null,
			longest_silence: null,
			overlap_time: null,
			turns: 2,
			interruptions: null,
			words: 4,
			words_per_minute: null,
			questions: 1,
		});
		expect(speaker_statistics).toMatchObject([
			{ talk_time: 4, talk_share: null, words_per_minute: 30, longest_monologue: 4 },
			{ talk_time: null, talk_share: null, words_per_minute: null, longest_monologue: null },
		]);
	});

	it('takes the times of the words where the utterance has none', () => {
		const words = [
			{ word: 'Well', start: 1, end: 1.5 },
			{ word: 'yes.', start: null, end: null },
			{ word: 'Bye.', start: 2, end: 3 },
		];
		const utterances = readUtterances([{ speaker: 0, text: 'Well yes. Bye.', words }]);
		expect(statisticsOf(utterances, 5)).toMatchObject({ speech_time: 2, silence_time: 3 });
	});

	it('knows no silence without the length of the recording, which is never less than the speech', () => {
		const utterances = spoken([0, 2, 5, 'Hi.']);
		const unknown = { speech_time: 3, silence_time: null, longest_silence: null };
		expect(statisticsOf(utterances, null)).toMatchObject(unknown);
		expect(statisticsOf(utterances, 4)).toMatchObject({ silence_time: 2, longest_silence: 2 });
	});

	it('survives utterances without length, or that end before they start', () => {
		const utterances = spoken([0, 1, 1, 'Oh.'], [1, 3, 2, 'Ah.'], [0, 4, 6, 'Go on.']);
		expect(statisticsOf(utterances, 6)).toMatchObject({
			speech_time: 2,
			longest_silence: 2,
			turns: 3,
			overlap_time: 0,
			interruptions: 0,
			speaker_statistics: [{ talk_time: 2 }, { talk_time: 0, words_per_minute: null }],
		});
	});

	it('is all silence where nobody speaks', () => {
		expect(statisticsOf(spoken([0, 0, 1, '']), 4)).toEqual({
			speech_time: 0,
			silence_time: 4,
			longest_silence: 4,
			overlap_time: 0,
			turns: 0,
			interruptions: 0,
			words: 0,
			words_per_minute: null,
			questions: 0,
			speaker_statistics: [],
		});
	});

	it('counts an interruption for each speaker who is interrupted, and none of a quarter second', () => {
		const utterances = spoken(
			[0, 0, 10, 'a'],
			[1, 1, 10, 'b'],
			[2, 9, 12, 'c'],
			[0, 11.8, 20, 'd'],
			[1, 19.75, 21, 'e'],
		);
		const { interruptions, speaker_statistics } = statisticsOf(utterances);
		expect(interruptions).toBe(3);
		expect(
			speaker_statistics.map((row) => [row.interruptions_made, row.interruptions_suffered]),
		).toEqual([
			[0, 2],
			[1, 1],
			[2, 0],
		]);
	});

	it('counts words and questions in scripts with and without blanks', () => {
		const of = (text: string) => {
			const { words, questions } = statisticsOf(spoken([0, 0, 1, text]));
			return [words, questions];
		};
		expect(of('Quoi ? – Rien, 2 fois !')).toEqual([4, 1]);
		expect(of('東京ですか？はい。')).toEqual([4, 1]);
		expect(of('هل أنت هنا؟ نعم.')).toEqual([4, 1]);
		expect(of('See example.com/?page=2 for it.')).toEqual([4, 0]);
		expect(of('He said “why?” Then: really?! No.')).toEqual([6, 2]);
		expect(of('…')).toEqual([0, 0]);
	});
});

describe('sentiment', () => {
	const utterances = spoken(...talk);
	const job = (results: unknown) =>
		({ result: { sentiment_analysis: { results } } }) as unknown as TranscriptionJob;
	const rows = [
		{ sentiment: 'positive', speaker: 0, start: 0, end: 5 },
		{ sentiment: 'Negative', start: 9, end: 10, channel: 0 },
		{ sentiment: 'mixed', start: 15.5, end: 16, channel: 0 },
		{ sentiment: 'unknown', start: 17, end: 18, channel: 0 },
		{ sentiment: 'positive', start: 21, end: 22, channel: 0 },
	];
	const passages = [
		{ start: 0, end: 5, speaker_label: 'Ann', score: 1 },
		{ start: 9, end: 10, speaker_label: 'Bob', score: -1 },
		{ start: 15.5, end: 16, speaker_label: 'Ann', score: 0 },
		{ start: 21, end: 22, speaker_label: 'Ann', score: 1 },
	];

	it('is read from JSON, from a list and from a Python literal, with the speaker at the time', () => {
		const literal =
			"[{'sentiment': 'positive', 'speaker': None, 'start': 0, 'end': 5, 'text': \"It's\"}]";
		expect(sentimentPassages(job(JSON.stringify(rows)), utterances, bySpeaker)).toEqual(passages);
		expect(sentimentPassages(job({ results: rows }), utterances, bySpeaker)).toEqual(passages);
		expect(sentimentPassages(job(literal), utterances, bySpeaker)).toEqual([passages[0]]);
		expect(sentimentPassages(job(null), utterances, bySpeaker)).toBeUndefined();
		expect(sentimentPassages(job('no data'), utterances, bySpeaker)).toBeUndefined();
	});

	it('is averaged, overall and for each speaker', () => {
		expect(averageSentiment(passages)).toEqual({
			score: 0.25,
			positive: 0.5,
			neutral: 0.25,
			negative: 0.25,
		});
		expect(averageSentiment([])).toBeNull();
		const { speaker_statistics } = conversationStatistics(utterances, {
			duration: 30,
			labelOf: bySpeaker,
			sentiments: passages.slice(0, 1),
		});
		expect(speaker_statistics.map(({ sentiment }) => sentiment)).toEqual([
			{ score: 1, positive: 1, neutral: 0, negative: 0 },
			null,
		]);
	});
});
