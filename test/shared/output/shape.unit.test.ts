import type { OutputChoice } from '../../../nodes/shared/output/choice';
import { shapeResult } from '../../../nodes/shared/output/shape';
import { chosen, simplify } from './chosen';
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
			expect(shapeResult(job, full)).toEqual([{ json: { ...simplify(job), ...job } }]);
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
					transcription_id: 'meeting-id',
					index: 0,
					term: 'friends',
					match: 'friends',
					start: 2.5,
					end: 3,
					speaker: 0,
					channel: 0,
					language: 'en',
					utterance_index: 1,
					text: 'friends.',
					failed_add_ons: meetingFailures,
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
			},
		]);
		expect(shapeResult(meeting, search('hallo', 'de'))).toEqual([
			{ json: { transcription_id: 'meeting-id', ...missingGerman } },
		]);
		expect(shapeResult(meeting, dialogue('de'))).toEqual([
			{ json: { ...simplify(meeting), dialogue: null, speakers: [], ...missingGerman } },
		]);
	});

	it('attaches files to the simplified job', () => {
		expect(shapeResult(liveCall, files)).toEqual([
			{
				json: simplify(liveCall),
				files: [
					{
						field: 'txt',
						fileName: 'call.txt',
						mimeType: 'text/plain',
						content: 'Channel 1: はい、東京です。\nChannel 2: わかりました。\nChannel 1: 元気?\n',
					},
				],
			},
		]);
	});
});
