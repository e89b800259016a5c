import type { TranscriptionJob } from '../../../nodes/shared/api/types';
import { entitiesOf, entityRows } from '../../../nodes/shared/transcript/entities';

const jobWith = (section: unknown) =>
	({ id: '1', status: 'done', result: { named_entity_recognition: section } }) as TranscriptionJob;
const envelope = { success: true, is_empty: false, exec_time: 1, error: null };
const alice = { entity_type: 'NAME', text: 'Alice', start: 1, end: 2 };
const paris = { entity_type: 'CITY', text: 'Paris', start: 3, end: 4 };
const byType = {
	NAME: [{ text: 'Alice', start: 1, end: 2 }],
	CITY: [{ text: 'Paris', start: 3, end: 4 }],
};

describe('named entities', () => {
	it.each([
		['results', { ...envelope, results: [alice, paris] }],
		['a list under entity', { ...envelope, entity: [alice, paris] }],
		['lists by type under entity', { ...envelope, entity: byType }],
		['JSON text', { ...envelope, entity: JSON.stringify([alice, paris]) }],
		['the section itself', [alice, paris]],
	])('are rows when they are %s', (_name, section) => {
		expect(entityRows(jobWith(section))).toEqual([alice, paris]);
	});

	it('are one row for a single object, and rows for bare texts', () => {
		expect(entityRows(jobWith({ ...envelope, entity: alice }))).toEqual([alice]);
		expect(entityRows(jobWith({ entity: { NAME: ['Alice', 'Bob'], CITY: 'Paris' } }))).toEqual([
			{ entity_type: 'NAME', text: 'Alice' },
			{ entity_type: 'NAME', text: 'Bob' },
			{ entity_type: 'CITY', text: 'Paris' },
		]);
	});

	it.each([
		[undefined],
		[null],
		[{ success: false, results: null }],
		['none'],
		[{ ...envelope, results: [] }],
	])('are none in %j', (section) => expect(entityRows(jobWith(section))).toEqual([]));

	it('are returned unchanged as a selected part', () => {
		expect(entitiesOf(jobWith({ ...envelope, entity: byType }))).toEqual(byType);
		expect(entitiesOf(jobWith({ success: false, results: null }))).toBeNull();
	});
});
