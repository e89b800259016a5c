import { shapeResult } from '../../../../nodes/shared/output/shape';
import { chosen, meetingSubtitles, simplify } from '../chosen';
import { failedJob, liveCall, meeting, meetingFailures, odd, silence } from '../documents';

const names = { speakerNamesJson: { '1': 'Ann', 'channel 2': 'Customer' } };
const shaped = (job: typeof meeting, parameters: object = {}) =>
	shapeResult(job, chosen({ output: 'statistics', outputOptions: names, ...parameters }));

const ann = {
	speaker_label: 'Ann',
	speaker: 0,
	channel: 0,
	talk_time: 2.5,
	talk_share: 0.5,
	words: 5,
	words_per_minute: 120,
	turns: 1,
	longest_monologue: 2.5,
	interruptions_made: 0,
	interruptions_suffered: 1,
	questions: 0,
	sentiment: { score: 1, positive: 1, neutral: 0, negative: 0 },
};
const second = {
	speaker_label: 'Speaker 2',
	speaker: 1,
	channel: 0,
	talk_time: 2.5,
	talk_share: 0.5,
	words: 5,
	words_per_minute: 120,
	turns: 1,
	longest_monologue: 2.5,
	interruptions_made: 1,
	interruptions_suffered: 0,
	questions: 1,
	sentiment: null,
};

describe("the output 'Conversation Statistics'", () => {
	it("surrounds them by Simplified's fields", () => {
		const [item, ...others] = shaped(meeting);
		expect(others).toEqual([]);
		expect(item).toEqual({
			json: {
				...simplify(meeting, names),
				speech_time: 4.5,
				silence_time: 4.75,
				longest_silence: 3,
				overlap_time: 0.5,
				turns: 2,
				interruptions: 1,
				words: 10,
				words_per_minute: 133,
				questions: 1,
				speaker_statistics: [ann, second],
			},
			files: meetingSubtitles,
		});
	});

	it('gives one item per speaker, the files with the first', () => {
		const items = shaped(meeting, { statisticsPer: 'speaker', attachFiles: ['txt'] });
		const common = {
			filename: 'meeting.mp3',
			transcription_id: 'meeting-id',
			failed_add_ons: meetingFailures,
		};
		expect(items.map(({ json }) => json)).toEqual([
			{ ...common, index: 0, ...ann },
			{ ...common, index: 1, ...second },
		]);
		expect(items.map(({ files }) => files?.map(({ fileName }) => fileName))).toEqual([
			['meeting.txt'],
			undefined,
		]);
	});

	it('tells channels apart, by their names', () => {
		const [item] = shaped(liveCall);
		expect(item?.json).toMatchObject({
			questions: 1,
			speaker_statistics: [
				{ speaker_label: 'Ann', speaker: null, channel: 0, talk_time: 3, turns: 2 },
				{ speaker_label: 'Customer', speaker: null, channel: 1, talk_time: 1, turns: 1 },
			],
		});
	});

	it('is honest about what it cannot know', () => {
		expect(shaped(odd)[0]?.json).toMatchObject({ speech_time: null, turns: null, words: 5 });
		expect(shaped(silence)[0]?.json).toMatchObject({
			speech_time: 0,
			silence_time: 4,
			turns: 0,
			words_per_minute: null,
			speaker_statistics: [],
		});
		expect(shaped(silence, { statisticsPer: 'speaker' })).toEqual([]);
		expect(shaped(failedJob)).toEqual([{ json: simplify(failedJob) }]);
	});
});
