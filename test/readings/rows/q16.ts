import type { ReadingRow, World } from '../readingRow';
import { readTwoJobs, rowsOf, usualItems, without } from '../results';

const oneItemEach = { output: 'items', itemType: 'namedEntity' };
const asPart = { output: 'selected', parts: ['named_entity_recognition'] };

async function areRows(world: World): Promise<void> {
	const items = rowsOf(await readTwoJobs(world, oneItemEach));
	const [part] = rowsOf(await readTwoJobs(world, asPart));
	expect(part?.named_entity_recognition).toEqual(expect.any(Object));
	const usual = rowsOf(await usualItems(world, oneItemEach));
	expect(usual.length).toBeGreaterThan(0);
	const inOrder = (rows: typeof items) =>
		rows
			.map((row) => without(row, 'index'))
			.toSorted((left, right) => Number(left.start) - Number(right.start));
	expect(inOrder(items)).toEqual(inOrder(usual));
}

export const rows: ReadingRow[] = [
	{ reading: 'entities-section', holds: 'an item per entity', run: areRows },
	{ reading: 'entities-list', holds: 'an item per entity', run: areRows },
	{ reading: 'entities-object', holds: 'an item per entity', run: areRows },
];
