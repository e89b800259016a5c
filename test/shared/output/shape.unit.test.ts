import type { OutputChoice } from '../../../nodes/shared/output/choice';
import { shapeResult } from '../../../nodes/shared/output/shape';
import { chosen, fullResponse, meetingSubtitles, simplify } from './chosen';
import { failedJob, liveCall, meeting, meetingFailures, odd, queued } from './documents';

const search = (term: string, language = ''): OutputChoice =>
	chosen({
		output: 'search',
		searchTerms: [term],
		searchOptions: { language, wordsBefore: 0, wordsAfter: 0 },
	});
const dialogue = (language = ''): OutputChoice =>
	chosen({ output: 'dialogue', dialogueOptions: { language } });
const files = chosen({ output: 'files', fileFormats: ['txt'] });
const items = chosen({ output: 'items', itemType: 'word' });
const full = chosen({ output: 'full' });
const missingGerman = {
	missing_translation: 'de',
	available_translations: ['fr'],
	failed_add_ons: meetingFailures,
};

describe('shapeResult', () => {
	it("returns the full document unchanged, after Simplified's fields", () => {
		for (const job of [meeting, odd, queued]) {
			expect(shapeResult(job, full)).toEqual([{ json: fullResponse(job) }]);
		}
	});

	it.each([
		['items', items],
		['search', search('new')],
		['dialogue', dialogue()],
		['files', files],
	])('gives the simplified job instead of %s while it is not done', (_name, choice) => {
		for (const job of [queued, failedJob]) {
			expect(shapeResult(job, choice)).toEqual([{ json: simplify(job) }]);
		}
	});

	it('returns matches with their job, and names failed add-ons even without a match', () => {
		expect(shapeResult(meeting, search('friends'))).toEqual([
			{
				json: {
					text: 'friends.',
					speaker_label: 'Speaker 1',
					start_time: '00:00:02',
					end_time: '00:00:03',
					term: 'friends',
					match: 'friends',
					start: 2.5,
					end: 3,
					speaker: 0,
					channel: 0,
					language: 'en',
					utterance_index: 1,
					filename: 'meeting.mp3',
					failed_add_ons: meetingFailures,
					index: 0,
					transcription_id: 'meeting-id',
				},
			},
		]);
		expect(shapeResult(meeting, search('enemies'))).toEqual([
			{ json: { transcription_id: 'meeting-id', failed_add_ons: meetingFailures } },
		]);
	});

	it('reads translations, and names the available ones if the chosen one is missing', () => {
		expect(shapeResult(meeting, search('bonjour', 'fr'))[0]?.json).toMatchObject({
			match: 'Bonjour',
			language: 'fr',
		});
		expect(shapeResult(meeting, dialogue('fr'))).toEqual([
			{
				json: {
					...simplify(meeting),
					dialogue: 'Speaker 1: Bonjour de New York.',
					speakers: [{ label: 'Speaker 1', speaker: 0, channel: 0 }],
				},
				files: meetingSubtitles,
			},
		]);
		expect(shapeResult(meeting, search('hallo', 'de'))).toEqual([
			{ json: { transcription_id: 'meeting-id', ...missingGerman } },
		]);
		expect(shapeResult(meeting, dialogue('de'))).toEqual([
			{
				json: { ...simplify(meeting), dialogue: null, speakers: [], ...missingGerman },
				files: meetingSubtitles,
			},
		]);
	});

	it('adds files to the simplified job', () => {
		const txt = {
			field: 'txt',
			fileName: 'call.txt',
			mimeType: 'text/plain',
			content: 'Channel 1: はい、東京です。\nChannel 2: わかりました。\nChannel 1: 元気?\n',
		};
		expect(shapeResult(liveCall, files)).toEqual([{ json: simplify(liveCall), files: [txt] }]);
	});

	it.each(['simplified', 'dialogue', 'full', 'selected'])('attaches files to %s', (output) => {
		const attachFiles = ['txt', 'srt'];
		const [item] = shapeResult(meeting, chosen({ output, attachFiles, includeTranslations: true }));
		const names = item?.files?.map(({ fileName }) => fileName).toSorted();
		expect(names).toEqual(['meeting.fr.srt', 'meeting.fr.txt', 'meeting.srt', 'meeting.txt']);
		expect(shapeResult(queued, chosen({ output, attachFiles }))[0]).not.toHaveProperty('files');
	});

	it.each(['simplified', 'dialogue', 'files'])('gives all of Simplified with %s', (output) => {
		for (const job of [meeting, liveCall, queued, failedJob, odd]) {
			const [item] = shapeResult(job, chosen({ output }));
			expect(item?.json).toMatchObject(simplify(job));
		}
	});
});
