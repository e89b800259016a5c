import { shapeResult } from '../../../../nodes/shared/output/shape';
import { chosen } from '../chosen';
import { meeting, meetingFailures, silence } from '../documents';

const shaped = (job: typeof meeting, parameters: object = {}) =>
	shapeResult(job, chosen({ output: 'items', itemType: 'chunk', ...parameters })).map(
		({ json }) => json,
	);
const note = { filename: 'meeting.mp3', failed_add_ons: meetingFailures };
/** What was asked about the whole meeting comes with each of its chunks. */
const remarks = {
	summary: 'They greet each other.',
	answers: { answer_1: 'New York', answer_2: null },
};

describe("chunks in 'Separate Items'", () => {
	it('say who speaks in them, when, and which of how many they are', () => {
		expect(
			shaped(meeting, {
				chunkSize: 'custom',
				maxCharacters: 50,
				chunkOverlap: 0,
				outputOptions: { speakerNamesJson: { '1': 'Ann' } },
			}),
		).toEqual([
			{
				transcription_id: 'meeting-id',
				index: 0,
				chunk_count: 2,
				text: 'Ann: Hello from New York, friends.',
				speaker_labels: ['Ann'],
				start: 0,
				end: 3,
				start_time: '00:00:00',
				end_time: '00:00:03',
				...remarks,
				...note,
			},
			{
				transcription_id: 'meeting-id',
				index: 1,
				chunk_count: 2,
				text: 'Speaker 2: New York? The café opens.',
				speaker_labels: ['Speaker 2'],
				start: 2.5,
				end: 8,
				start_time: '00:00:02',
				end_time: '00:00:08',
				...remarks,
				...note,
			},
		]);
	});

	it('are cut from a translation, or say that there is none', () => {
		expect(shaped(meeting, { chunkLanguage: 'fr' })).toMatchObject([
			{ text: 'Speaker 1: Bonjour de New York.', chunk_count: 1 },
		]);
		expect(shaped(meeting, { chunkLanguage: 'it' })).toEqual([
			{
				transcription_id: 'meeting-id',
				missing_translation: 'it',
				available_translations: ['fr'],
				failed_add_ons: meetingFailures,
			},
		]);
		expect(shaped(silence)).toEqual([]);
	});
});
