import type { ReadingName } from '../../../sandbox/sandbox';
import { getMany, jsonOf, seedMany } from '../../support/listRun';
import type { ReadingRow } from '../readingRow';

const idsOf = (items: unknown[]) => items.map((json) => Object(json).id as string);
const filters = (...fields: Array<{ key: string; value: string }>) => ({
	filters: { customMetadata: { fields } },
});

const onlyMatching = (reading: ReadingName): ReadingRow => ({
	reading,
	holds: 'only jobs with the metadata come out, as many as wanted, however far down they are',
	async run({ sandbox }) {
		const other = { custom_metadata: { customer: 'Other', order: { number: 8 } } };
		const acme = { custom_metadata: { customer: 'ACME', order: { number: 7, urgent: true } } };
		seedMany(sandbox, 60, other, Date.UTC(2026, 0, 9));
		const wanted = seedMany(sandbox, 3, acme, Date.UTC(2026, 0, 8));
		seedMany(sandbox, 2, {}, Date.UTC(2026, 0, 7));
		const older = seedMany(sandbox, 1, acme, Date.UTC(2026, 0, 6));

		const items = [{ json: { customer: 'ACME' } }, { json: { customer: 'Nobody' } }];
		const plain = filters({ key: 'customer', value: '={{ $json.customer }}' });
		const all = await getMany(sandbox.url, { ...plain, returnAll: true }, items);
		expect(all.error).toBeUndefined();
		expect(idsOf(jsonOf(all, 0))).toEqual([...wanted, ...older]);
		expect(jsonOf(all, 1)).toEqual([]);

		const two = await getMany(sandbox.url, { ...plain, limit: 2 }, items);
		expect(idsOf(jsonOf(two, 0))).toEqual(wanted.slice(0, 2));
	},
});

const nested = (reading: ReadingName): ReadingRow => ({
	reading,
	holds: 'nested values can be asked for as JSON or by a path',
	async run({ sandbox }) {
		const order = (number: number) => ({ custom_metadata: { order: { number, urgent: true } } });
		seedMany(sandbox, 3, order(8), Date.UTC(2026, 0, 9));
		const wanted = seedMany(sandbox, 2, order(7), Date.UTC(2026, 0, 8));
		for (const field of [
			{ key: 'order', value: '{ "number": 7 }' },
			{ key: 'order', value: '={{ { number: 7 } }}' },
			{ key: 'order.number', value: '7' },
		]) {
			const result = await getMany(sandbox.url, filters(field));
			expect(result.error).toBeUndefined();
			expect([idsOf(jsonOf(result, 0)), idsOf(jsonOf(result, 1))]).toEqual([wanted, wanted]);
		}
	},
});

const skipped = (reading: ReadingName): ReadingRow => ({
	reading,
	holds: "'Skip' counts matching jobs only",
	async run({ sandbox }) {
		const acme = { custom_metadata: { customer: 'ACME' } };
		const wanted = [
			...seedMany(sandbox, 2, acme, Date.UTC(2026, 0, 9)),
			...(seedMany(sandbox, 3, {}, Date.UTC(2026, 0, 8)), []),
			...seedMany(sandbox, 2, acme, Date.UTC(2026, 0, 7)),
		];
		const { filters: metadata } = filters({ key: 'customer', value: 'ACME' });
		const result = await getMany(sandbox.url, { filters: { ...metadata, offset: 1 } });
		expect(idsOf(jsonOf(result, 1))).toEqual(wanted.slice(1));
	},
});

export const rows: ReadingRow[] = (
	['filter-any-form', 'filter-brackets', 'filter-json', 'filter-ignored'] as const
).flatMap((reading) => [onlyMatching(reading), nested(reading), skipped(reading)]);
