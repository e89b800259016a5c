import type { TranscriptionJob } from '../../../nodes/shared/api/types';
import { chaptersOf } from '../../../nodes/shared/transcript/chapters';
import { queued } from '../output/documents';

const chapters = [{ headline: 'Start', start: 0, end: 9 }];
const jobWith = (result: unknown): TranscriptionJob => Object.assign({}, queued, { result });

describe('chaptersOf', () => {
	it.each([
		['the section of today', { chapterization: { success: true, results: chapters } }],
		['the section of older documents', { chapters: { success: true, results: chapters } }],
		['a section without an envelope', { chapters }],
		['the older section beside an empty one', { chapterization: { results: null }, chapters }],
	])('finds them in %s', (_place, result) => expect(chaptersOf(jobWith(result))).toEqual(chapters));

	it('is undefined when the job has none', () => {
		expect(chaptersOf(jobWith({}))).toBeUndefined();
		expect(chaptersOf(jobWith(null))).toBeUndefined();
	});
});
