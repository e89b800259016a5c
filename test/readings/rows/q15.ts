import type { IDataObject } from 'n8n-workflow';
import type { ReadingRow, World } from '../readingRow';
import { readTwoJobs, rowsOf, usualItems, without } from '../results';

const oneItemEach = { output: 'items', itemType: 'sentiment' };
const asPart = { output: 'selected', parts: ['sentiment_analysis'] };

async function areRows(world: World): Promise<void> {
	const items = rowsOf(await readTwoJobs(world, oneItemEach));
	const parts = rowsOf(await readTwoJobs(world, asPart));
	expect(items.length).toBeGreaterThan(2);
	for (const item of items) {
		expect(item).toMatchObject({
			text: expect.any(String),
			sentiment: expect.any(String),
			emotion: expect.any(String),
			start: expect.any(Number),
		});
	}
	expect(parts).toEqual([{ sentiment_analysis: items.map(withoutContext) }]);
	expect(items.map(withoutSpeaker)).toEqual(
		rowsOf(await usualItems(world, oneItemEach)).map(withoutSpeaker),
	);
}

/** A row as the API wrote it, without what makes an item of it readable. */
const withoutContext = (row: IDataObject) =>
	without(row, 'index', 'filename', 'start_time', 'end_time', 'speaker_label');

/** JSON leaves out what nobody knows, Python says None. */
const withoutSpeaker = (row: IDataObject) => without(row, 'speaker');

export const rows: ReadingRow[] = [
	{ reading: 'sentiment-json', holds: 'an item per passage', run: areRows },
	{ reading: 'sentiment-list', holds: 'an item per passage', run: areRows },
	{ reading: 'sentiment-python', holds: 'an item per passage', run: areRows },
];
