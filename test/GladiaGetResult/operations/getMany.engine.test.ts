import type { Sandbox } from '../../../sandbox/sandbox';
import { startSandbox } from '../../../sandbox/sandbox';
import { fullResponse } from '../../shared/output/chosen';
import type { ListProxy } from '../../support/listProxy';
import { startListProxy } from '../../support/listProxy';
import { deleteJobs, documents, getMany, jsonOf, seedMany } from '../../support/listRun';

let sandbox: Sandbox;
let proxy: ListProxy | undefined;

beforeAll(async () => {
	sandbox = await startSandbox();
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.reset());
afterEach(() => proxy?.close());

const oneItem = [{ json: {} }];
const ids = { output: 'selected', parts: ['id'] };
const asIds = (list: string[]) => list.map((id) => ({ id }));

describe('a list that changes while it is read', () => {
	it.each([1, 7, 50, 60])('skips none when %d jobs are deleted in between', async (count) => {
		const jobs = seedMany(sandbox, 130);
		proxy = await startListProxy(sandbox.url, async (_, request) => {
			if (request === 2) await deleteJobs(sandbox, jobs.slice(0, count));
		});
		const result = await getMany(proxy.url, { ...ids, returnAll: true }, oneItem);
		expect(result.error).toBeUndefined();
		// Those that were listed before they were deleted, and all that were not deleted.
		const listed = jobs.filter((_, n) => n < 50 || n >= count);
		expect(jsonOf(result, 0)).toEqual(asIds(listed));
	});

	it('gives none twice when jobs are started in between', async () => {
		const jobs = seedMany(sandbox, 130);
		proxy = await startListProxy(sandbox.url, (_, request) => {
			if (request === 2) seedMany(sandbox, 3, {}, Date.UTC(2026, 0, 5));
		});
		const result = await getMany(proxy.url, { ...ids, returnAll: true }, oneItem);
		expect(jsonOf(result, 0)).toEqual(asIds(jobs));
	});

	it('leaves out jobs that are deleted before they are read, and goes on to the limit', async () => {
		const jobs = seedMany(sandbox, 60);
		const kept = jobs.slice(4);
		const expected = await documents(sandbox, kept.slice(0, 5));
		sandbox.playReading('list-bare');
		let listed = 0;
		proxy = await startListProxy(sandbox.url, async () => {
			listed++;
			if (listed > 1) return undefined;
			const headers = { 'x-gladia-key': 'sandbox-key' };
			const list = await fetch(`${sandbox.url}/v2/pre-recorded?limit=50`, { headers });
			const body: unknown = await list.json();
			await deleteJobs(sandbox, jobs.slice(0, 4));
			return { body };
		});
		const result = await getMany(proxy.url, { output: 'full', limit: 5 }, oneItem);
		expect(result.error).toBeUndefined();
		expect(jsonOf(result, 0)).toEqual(expected.map(fullResponse));
	});
});

describe('what is no list', () => {
	const list = (items: unknown) => ({ first: '', current: '', next: null, items });
	const wrong: Array<[string, unknown]> = [
		['an empty object', {}],
		['an object without items', { jobs: [] }],
		['items that are no list', list({ id: '1' })],
		['items that are no jobs', list([null, 'job'])],
		['jobs whose ids lead elsewhere', list([{ id: '..', status: 'done' }])],
	];
	it.each(wrong)('is an error: %s, also after a good page', async (_, body) => {
		seedMany(sandbox, 60);
		for (const goodPages of [0, 1]) {
			proxy = await startListProxy(sandbox.url, (__, request) =>
				request > goodPages ? { body } : undefined,
			);
			const result = await getMany(proxy.url, { ...ids, returnAll: true });
			proxy.close();
			expect(result.items).toEqual([]);
			expect(result.error).toMatchObject({
				message: 'Gladia could not list the transcriptions: its answer is not a list [Item 0]',
				description: expect.stringContaining("'Base URL'"),
			});
		}
	});

	it('is an error after some tries: HTML, and an array', async () => {
		seedMany(sandbox, 60);
		const read = async (body: unknown) => {
			const { url, close } = await startListProxy(sandbox.url, (query) =>
				query.get('offset') === '0' ? undefined : { body },
			);
			const result = await getMany(url, { ...ids, returnAll: true }, oneItem);
			close();
			return result;
		};
		const results = await Promise.all([read('<html>Sign in</html>'), read([{ id: '1' }])]);
		for (const { items, error } of results) {
			expect(items).toEqual([]);
			expect(error).toMatchObject({
				message: 'The answer to the request to list the transcriptions could not be read [Item 0]',
				description: expect.stringContaining('was not JSON'),
			});
		}
	});
});

describe('a list without an end', () => {
	it.each([
		['the next page is always this one', (url: string) => url],
		['the next page is always a later one', (url: string, n: number) => `${url}?offset=${n * 50}`],
	])('is left when %s', async (_, next) => {
		const items = await documents(sandbox, seedMany(sandbox, 2));
		proxy = await startListProxy(sandbox.url, (__, request) => ({
			body: { items, next: next(`${sandbox.url}/v2/pre-recorded`, request) },
		}));
		const result = await getMany(proxy.url, { ...ids, returnAll: true }, oneItem);
		expect(result.error).toBeUndefined();
		expect(jsonOf(result, 0)).toEqual(items.map((job) => ({ id: Object(job).id })));
		expect(proxy.lists.length).toBeLessThan(10);
	});

	it('goes on where a page does not say whether there is another', async () => {
		const jobs = seedMany(sandbox, 120);
		proxy = await startListProxy(sandbox.url, async (query) => {
			const headers = { 'x-gladia-key': 'sandbox-key' };
			const list = await fetch(`${sandbox.url}/v2/pre-recorded?${query.toString()}`, { headers });
			const { items } = (await list.json()) as { items: unknown[] };
			return { body: { items } };
		});
		const result = await getMany(proxy.url, { ...ids, returnAll: true }, oneItem);
		expect(jsonOf(result, 0)).toEqual(asIds(jobs));
	});
});

describe('what Gladia refuses about a page', () => {
	it('goes on without the metadata filter when that is refused', async () => {
		const wanted = seedMany(sandbox, 2, { custom_metadata: { customer: 'ACME' } });
		seedMany(sandbox, 3, {}, Date.UTC(2026, 0, 9));
		proxy = await startListProxy(sandbox.url, (query) =>
			query.has('custom_metadata[customer]')
				? { status: 400, body: { statusCode: 400, message: 'Unknown parameter' } }
				: undefined,
		);
		const customMetadata = { fields: [{ key: 'customer', value: 'ACME' }] };
		const result = await getMany(proxy.url, { ...ids, filters: { customMetadata } });
		expect(result.error).toBeUndefined();
		expect([jsonOf(result, 0), jsonOf(result, 1)]).toEqual([asIds(wanted), asIds(wanted)]);
	});

	it('reads on when a page is smaller than asked for and tells nothing of a next one', async () => {
		const jobs = seedMany(sandbox, 70);
		proxy = await startListProxy(sandbox.url, async (query) => {
			if (query.has('limit')) return { status: 400, body: { message: 'No limit' } };
			const headers = { 'x-gladia-key': 'sandbox-key' };
			const list = await fetch(`${sandbox.url}/v2/pre-recorded?${query.toString()}`, { headers });
			const { items } = (await list.json()) as { items: unknown[] };
			return { body: { items } };
		});
		const result = await getMany(proxy.url, { ...ids, returnAll: true });
		expect([jsonOf(result, 0), jsonOf(result, 1)]).toEqual([asIds(jobs), asIds(jobs)]);
	});

	it('tells what else is refused', async () => {
		proxy = await startListProxy(sandbox.url, () => ({
			status: 400,
			body: { statusCode: 400, message: 'No lists today', request_id: 'G-1' },
		}));
		const result = await getMany(proxy.url);
		expect(result.error).toMatchObject({
			message: 'Gladia did not accept the request to list the transcriptions [Item 0]',
			description: expect.stringMatching(/Check 'Filters'.*No lists today.*G-1/),
		});
	});
});

it('asks for a few whole transcriptions at a time, and for no more after a failure', async () => {
	const jobs = seedMany(sandbox, 40);
	sandbox.playReading('list-bare');
	sandbox.failNext({ kind: 'status', status: 402, path: /\/v2\/pre-recorded\/.+/, times: 40 });
	const result = await getMany(sandbox.url, {}, oneItem);
	expect(result.error).toMatchObject({
		message: expect.stringMatching(
			new RegExp(`read the transcription (${jobs.slice(0, 5).join('|')}) \\[Item 0\\]$`),
		),
	});
	expect(sandbox.requests.length).toBeLessThanOrEqual(1 + 5);
});

it.each(['={{ $json.none }}', 0, '={{ "many" }}'])('refuses %s as a limit', async (limit) => {
	const result = await getMany(sandbox.url, { limit });
	expect(result.error?.message).toBe("'Limit' is not a number of at least 1 [Item 0]");
	expect(sandbox.requests).toEqual([]);
});
