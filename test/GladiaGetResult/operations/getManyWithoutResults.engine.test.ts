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

describe('jobs whose results are not there', () => {
	it('are left out when all that are done were deleted before they were read', async () => {
		const jobs = seedMany(sandbox, 8);
		const kept = jobs.slice(5);
		const expected = await documents(sandbox, kept);
		sandbox.playReading('list-bare');
		let listed = 0;
		proxy = await startListProxy(sandbox.url, async () => {
			listed++;
			if (listed > 1) return undefined;
			const headers = { 'x-gladia-key': 'sandbox-key' };
			const list = await fetch(`${sandbox.url}/v2/pre-recorded?limit=5`, { headers });
			const body: unknown = await list.json();
			await deleteJobs(sandbox, jobs.slice(0, 5));
			return { body };
		});
		const result = await getMany(proxy.url, { output: 'full', returnAll: true }, oneItem);
		expect(result.error).toBeUndefined();
		expect(jsonOf(result, 0)).toEqual(expected.map(fullResponse));
	});

	it('come as they are listed, among others, when they are forbidden', async () => {
		const jobs = seedMany(sandbox, 4);
		const whole = await documents(sandbox, jobs);
		sandbox.playReading('list-bare');
		const path = `/v2/pre-recorded/${jobs[1]}`;
		sandbox.failNext({ kind: 'status', status: 403, path, times: 2 });
		const result = await getMany(sandbox.url, { output: 'full' });
		expect(result.error).toBeUndefined();
		const listed = Object.fromEntries(
			Object.entries(Object(whole[1])).filter(([key]) => key !== 'result'),
		);
		for (const item of [0, 1]) {
			expect(jsonOf(result, item)).toEqual(
				[whole[0], listed, whole[2], whole[3]].map(fullResponse),
			);
		}
	});
});

describe('an account that keeps no results', () => {
	it.each([
		'no-retention-403',
		'no-retention-404',
		'no-retention-410',
		'no-retention-empty',
	] as const)('gives the jobs as they are listed: %s', async (reading) => {
		const jobs = seedMany(sandbox, 3);
		const items = (await documents(sandbox, jobs)).map((job) => ({
			...Object(job),
			result: null,
		}));
		const answers = {
			'no-retention-403': 403,
			'no-retention-404': 404,
			'no-retention-410': 410,
			'no-retention-empty': 200,
		};
		const status = answers[reading];
		proxy = await startListProxy(sandbox.url, () => ({ body: { next: null, items } }));
		for (const id of jobs) {
			const body = status === 200 ? items.find((job) => job.id === id) : { message: 'None' };
			sandbox.failNext({
				kind: 'status',
				status,
				body,
				path: `/v2/pre-recorded/${id}`,
				times: 10,
			});
		}
		const known = jobs.map((id) =>
			expect.objectContaining({ id, status: 'done', full_transcript: null }),
		);
		for (const output of ['simplified', 'dialogue', 'items', 'files']) {
			const result = await getMany(proxy.url, {
				output,
				itemType: 'utterance',
				fileFormats: ['srt'],
			});
			expect(result.error).toBeUndefined();
			expect([jsonOf(result, 0), jsonOf(result, 1)]).toEqual([known, known]);
			for (const { binary } of result.items) expect(binary).toBeUndefined();
		}
	});
});
