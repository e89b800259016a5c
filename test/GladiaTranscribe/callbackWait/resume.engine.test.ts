import { setTimeout as sleep } from 'node:timers/promises';
import type { Sandbox, SandboxOptions } from '../../../sandbox/sandbox';
import { startSandbox } from '../../../sandbox/sandbox';
import type { SuspensionSetup } from './suspendedExecution';
import { SuspendedExecution } from './suspendedExecution';

let sandbox: Sandbox;
afterEach(async () => await sandbox.close());

const audioUrls = (count: number) =>
	Array.from({ length: count }, (_, n) => `https://example.com/${n}.mp3`);

async function start(
	count: number,
	options: SandboxOptions,
	setup: Partial<SuspensionSetup> = {},
): Promise<SuspendedExecution> {
	sandbox = await startSandbox({ concurrentJobs: 300, ...options });
	return await SuspendedExecution.start({
		items: audioUrls(count).map((url) => ({ json: { url } })),
		credentials: { apiKey: 'sandbox-key', baseUrl: sandbox.url },
		...setup,
	});
}

const starts = () => sandbox.requests.filter(({ method }) => method === 'POST').length;
const reads = () => sandbox.requests.filter(({ method }) => method === 'GET').length;
const filenames = (execution: SuspendedExecution) =>
	execution.items.map(({ json }) => json.filename);
const expected = (count: number) => audioUrls(count).map((url) => url.split('/').pop());

describe.each([
	['n8n since 2.7.4', false],
	['n8n before 2.7.4, which resumes for every call', true],
])('%s', (_, resumesTwice) => {
	it.each([1, 2, 5, 20])(
		'one suspension of %d items whose jobs end together ends once',
		async (count) => {
			const execution = await start(count, { jobSeconds: 0.5 }, { resumesTwice, resumeDelay: 30 });
			await execution.ended(30_000);
			await sleep(300);
			expect([execution.runsOfNext, starts()]).toEqual([1, count]);
			expect(filenames(execution)).toEqual(expected(count));
			expect(reads() / count).toBeLessThanOrEqual(5);
			// n8n refuses calls for an execution that has gone on already.
			const answers = sandbox.deliveries.map(({ status }) => status);
			expect(answers.filter((status) => ![200, 409].includes(status))).toEqual([]);
		},
	);

	it('a second node that is suspended starts one job per item, though calls cross', async () => {
		const nodes = [{}, {}];
		const execution = await start(5, { jobSeconds: 0.4 }, { resumesTwice, resumeDelay: 30, nodes });
		sandbox.playNext({ kind: 'parallel', copies: 3, times: 10 });
		await execution.ended(30_000);
		await sleep(300);
		expect([execution.runsOfNext, starts()]).toEqual([1, 10]);
		expect(filenames(execution)).toEqual(expected(5));
	});
});

describe('n8n before 2.7.4', () => {
	it('whose timer resumes an execution that a call has resumed: the items come out once', async () => {
		const execution = await start(2, { jobSeconds: 0.4 }, { resumesTwice: true });
		await execution.ended(30_000);
		await execution.timerResumesAgain();
		expect([execution.runsOfNext, starts()]).toEqual([1, 2]);
		expect(filenames(execution)).toEqual(expected(2));
	});

	it('has its timer set to half an hour, so that calls rarely meet it', async () => {
		const before = Date.now();
		const execution = await start(2, { jobSeconds: 600 }, { resumesTwice: true });
		const minutes = ((execution.waitTill?.getTime() ?? 0) - before) / 60_000;
		expect(minutes).toBeGreaterThanOrEqual(30);
		expect(minutes).toBeLessThan(31);
	});
});

it.each([403, 404])('one %d while the results are read is not final', async (status) => {
	sandbox = await startSandbox({ jobSeconds: 0.5 });
	// The reads of the callbacks are answered, the first ones of the node refused.
	sandbox.failNext({ kind: 'status', status, method: 'GET', skip: 2, times: 2 });
	const execution = await SuspendedExecution.start({
		items: audioUrls(2).map((url) => ({ json: { url } })),
		credentials: { apiKey: 'sandbox-key', baseUrl: sandbox.url },
	});
	await execution.ended(30_000);
	expect([execution.status, execution.error?.message]).toEqual(['success', undefined]);
	expect(filenames(execution)).toEqual(expected(2));
	expect([execution.runsOfNext, starts()]).toEqual([1, 2]);
});
