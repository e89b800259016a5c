import type { ReadingName } from '../../../sandbox/sandbox';
import { getMany, jsonOf, seedMany } from '../../support/listRun';
import type { ReadingRow } from '../readingRow';
import { lostStartRows } from './q07LostStart';

const paging = (reading: ReadingName): ReadingRow => ({
	reading,
	holds: 'Get Many pages through the whole list',
	async run({ sandbox }) {
		const ids = seedMany(sandbox, 75);
		const parts = { output: 'selected', parts: ['id'] };
		const all = await getMany(sandbox.url, { ...parts, returnAll: true });
		expect(all.error).toBeUndefined();
		for (const item of [0, 1]) expect(jsonOf(all, item)).toEqual(ids.map((id) => ({ id })));

		const some = await getMany(sandbox.url, { ...parts, limit: 30 });
		expect(jsonOf(some, 1)).toEqual(ids.slice(0, 30).map((id) => ({ id })));
	},
});

export const rows: ReadingRow[] = [
	paging('limit-open'),
	paging('limit-100'),
	paging('limit-default-only'),
	...lostStartRows,
];
