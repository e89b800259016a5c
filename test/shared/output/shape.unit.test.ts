import type { OutputChoice } from '../../../nodes/shared/output/choice';
import { simplify } from '../../../nodes/shared/output/modes/simplified';
import { shapeResult } from '../../../nodes/shared/output/shape';
import { failedJob, liveCall, meeting, meetingFailures, odd, queued } from './documents';

const dialogueOptions = { timestamps: 'none', speakerNames: new Map(), paragraphPause: 2 };
const searchOptions = {
	matchCase: false,
	wholeWords: true,
	ignoreAccents: true,
	wordsBefore: 0,
	wordsAfter: 0,
};
const search = (term: string, language = ''): OutputChoice => ({
	output: 'search',
	terms: [term],
	language,
	options: searchOptions,
});
const dialogue = (language = ''): OutputChoice => ({
	output: 'dialogue',
	language,
	options: dialogueOptions,
});
const files: OutputChoice = {
	output: 'files',
	formats: ['txt'],
	options: {
		...dialogueOptions,
		charactersPerRow: 42,
		rowsPerCaption: 2,
		includeTranslations: false,
	},
};
const items: OutputChoice = { output: 'items', itemType: 'word', paragraphPause: 2 };
const missingGerman = {
	missing_translation: 'de',
	available_translations: ['fr'],
	failed_add_ons: meetingFailures,
};

describe('shapeResult', () => {
	it('returns the full document unchanged', () => {
		expect(shapeResult(meeting, { output: 'full' })).toEqual([{ json: meeting }]);
		expect(shapeResult(odd, { output: 'full' })).toEqual([{ json: odd }]);
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
					id: 'meeting-id',
					dialogue: 'Speaker 1: Bonjour de New York.',
					speakers: [{ label: 'Speaker 1', speaker: 0, channel: 0 }],
					failed_add_ons: meetingFailures,
				},
			},
		]);
		expect(shapeResult(meeting, search('hallo', 'de'))).toEqual([
			{ json: { transcription_id: 'meeting-id', ...missingGerman } },
		]);
		expect(shapeResult(meeting, dialogue('de'))).toEqual([
			{ json: { id: 'meeting-id', dialogue: null, speakers: [], ...missingGerman } },
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
