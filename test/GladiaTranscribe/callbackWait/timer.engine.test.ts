import type { IDataObject } from 'n8n-workflow';
import type { Sandbox, SandboxOptions } from '../../../sandbox/sandbox';
import { startSandbox } from '../../../sandbox/sandbox';
import type { SuspensionSetup } from './suspendedExecution';
import { SuspendedExecution } from './suspendedExecution';

const MINUTE = 60_000;
const urls = ['https://example.com/0.mp3', 'https://example.com/1.mp3'];

let sandbox: Sandbox;
let ahead = 0;
const realNow = Date.now;

beforeEach(() => {
	ahead = 0;
	jest.spyOn(Date, 'now').mockImplementation(() => realNow() + ahead);
});
afterEach(async () => {
	jest.restoreAllMocks();
	await sandbox.close();
});

async function start(
	options: SandboxOptions,
	setup: Partial<SuspensionSetup> = {},
): Promise<SuspendedExecution> {
	sandbox = await startSandbox({ retryDelaysMs: [], ...options });
	sandbox.playNext({ kind: 'never', channel: 'callback', times: 10 });
	return await SuspendedExecution.start({
		items: urls.map((url) => ({ json: { url } })),
		credentials: { apiKey: 'sandbox-key', baseUrl: sandbox.url },
		...setup,
	});
}

/** Moves the clock to the end of the step and lets n8n's timer fire; returns the step in minutes. */
async function endStep(execution: SuspendedExecution): Promise<number> {
	const before = Date.now();
	const end = execution.waitTill?.getTime() ?? 0;
	ahead = end - realNow();
	await execution.timerEnds();
	return Math.round((end - before) / MINUTE);
}

const questions = () => sandbox.requests.filter(({ method }) => method === 'GET').length;

const unfinished = (url: string, item: number) => {
	const job = sandbox.jobs().find(({ request_params }) => request_params?.audio_url === url);
	const result_url = `${sandbox.url}/v2/pre-recorded/${job?.id}`;
	return {
		json: { id: job?.id, result_url, status: job?.status, timed_out: true },
		pairedItem: { item },
	};
};

const shown = ({ items }: SuspendedExecution) =>
	items.map(({ json, pairedItem }) => ({ json, pairedItem }));

describe('an execution that no callback reaches', () => {
	it('checks by itself in growing steps, one job each time, and gives up after a day', async () => {
		const execution = await start({ jobSeconds: 1_000_000 });
		const steps: number[] = [];
		while (execution.status === 'waiting') steps.push(await endStep(execution));
		expect(steps.slice(0, 8)).toEqual([1, 2, 5, 10, 20, 30, 30, 30]);
		expect(steps.reduce((sum, step) => sum + step, 0)).toBe(24 * 60);
		expect(questions()).toBe(steps.length + 1);
		expect(shown(execution)).toEqual(urls.map(unfinished));
		expect(execution.runsOfNext).toBe(1);
	});

	it('finds the results at the end of a step, each node run counted once', async () => {
		const execution = await start({ jobSeconds: 0.1 });
		while (sandbox.jobs().some(({ status }) => status !== 'done')) await endJobs();
		await endStep(execution);
		expect(execution.status).toBe('success');
		expect(execution.items.map(({ json, pairedItem }) => [json.filename, pairedItem])).toEqual([
			['0.mp3', { item: 0 }],
			['1.mp3', { item: 1 }],
		]);
		expect([execution.runsOfNext, questions()]).toEqual([1, 2]);
	});

	it('gives at the deadline the results that are there, and the jobs of the others', async () => {
		const parameters = { limits: { pollFirstSeconds: 0, maxWaitMinutes: 0.5 } };
		const execution = await start({ jobSeconds: 600 }, { nodes: [parameters] });
		const [, second = ''] = urls;
		const job = sandbox.jobs().find(({ request_params }) => request_params?.audio_url === second);
		sandbox.seedJob({ id: job?.id, request_params: job?.request_params });
		await endStep(execution);
		const [first, { json } = { json: {} as IDataObject }] = execution.items;
		expect(first?.json).toEqual(unfinished(urls[0] ?? '', 0).json);
		expect([json.id, json.status, json.full_transcript]).toEqual([
			job?.id,
			'done',
			expect.stringMatching(/./),
		]);
		expect(execution.items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(execution.runsOfNext).toBe(1);
	});

	it('keeps an item that failed before the suspension in its place', async () => {
		sandbox = await startSandbox({ jobSeconds: 600 });
		const execution = await SuspendedExecution.start({
			items: ['no url', ...urls].map((url) => ({ json: { url } })),
			credentials: { apiKey: 'sandbox-key', baseUrl: sandbox.url },
			nodes: [{ limits: { pollFirstSeconds: 0, maxWaitMinutes: 1 } }],
			onError: 'continueRegularOutput',
		});
		await endStep(execution);
		const [failed, ...others] = shown(execution);
		expect(failed?.json).toMatchObject({
			error: "'Audio URL' is not a web address: no url [Item 0]",
		});
		expect(others).toEqual(urls.map((url, index) => unfinished(url, index + 1)));
	});

	it('does not stop the next node from starting jobs of its own', async () => {
		const limits = { pollFirstSeconds: 0, maxWaitMinutes: 1 };
		const execution = await start({ jobSeconds: 600 }, { nodes: [{ limits }, { limits }] });
		await endStep(execution);
		expect(execution.status).toBe('waiting');
		await endStep(execution);
		expect(execution.status).toBe('success');
		expect(sandbox.requests.filter(({ method }) => method === 'POST')).toHaveLength(4);
		expect(new Set(execution.items.map(({ json }) => json.id)).size).toBe(2);
	});
});

async function endJobs(): Promise<void> {
	await new Promise((resolve) => setTimeout(resolve, 20));
}
