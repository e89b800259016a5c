import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@n8n/backend-common';
import { Container } from '@n8n/di';
import type { IDataObject } from 'n8n-workflow';
import type { Sandbox, SandboxOptions } from '../../../sandbox/sandbox';
import { startSandbox } from '../../../sandbox/sandbox';
import { redirectTo, startServer } from '../../support/httpServer';
import type { SuspensionSetup } from './suspendedExecution';
import { SuspendedExecution } from './suspendedExecution';

const urls = ['https://example.com/0.mp3', 'https://example.com/1.mp3'];
const filenames = ['0.mp3', '1.mp3'];
const OVER_A_MINUTE = 61_000;

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

async function open(options: SandboxOptions): Promise<void> {
	sandbox = await startSandbox({ retryDelaysMs: [], ...options });
}

const setUp = (setup: Partial<SuspensionSetup> = {}): SuspensionSetup => ({
	items: urls.map((url) => ({ json: { url } })),
	credentials: { apiKey: 'sandbox-key', baseUrl: sandbox.url },
	...setup,
});

const start = async (setup: Partial<SuspensionSetup> = {}) =>
	await SuspendedExecution.start(setUp(setup));

const sent = (method: string) => sandbox.requests.filter((request) => request.method === method);
const namesOf = ({ items }: SuspendedExecution) => items.map(({ json }) => json.filename);

async function until(isSo: () => boolean): Promise<void> {
	for (const deadline = realNow() + 10_000; !isSo(); await sleep(20)) {
		if (realNow() > deadline) throw new Error('It never came to that');
	}
}

const callbacksAreOver = () =>
	sandbox.deliveries.length === urls.length &&
	sandbox.deliveries.every(({ state }) => state !== 'sending');

describe('n8n before 2.7.4', () => {
	it('that fails to resume for a call: the timer soon after resumes', async () => {
		await open({ jobSeconds: 0.3 });
		const execution = await start({ resumesTwice: true, failedResumes: 1 });
		await until(callbacksAreOver);
		expect([execution.status, execution.runs]).toEqual(['waiting', 1]);
		const timer = execution.timerEnds();
		await sleep(500);
		// The call's run may only be slow to start.
		expect(execution.status).toBe('running');
		ahead = 20_000;
		await timer;
		expect([execution.status, execution.runsOfNext]).toEqual(['success', 1]);
		expect(namesOf(execution)).toEqual(filenames);
		expect(sent('POST')).toHaveLength(2);
	});

	it('that resumes slowly for a call: the timer soon after outputs nothing', async () => {
		await open({ jobSeconds: 0.3 });
		const execution = await start({ resumesTwice: true, resumeDelay: 1_500 });
		await until(() => sent('GET').length >= urls.length);
		await sleep(300);
		expect(execution.runs).toBe(1);
		await execution.timerEnds();
		await sleep(300);
		expect([execution.runs, execution.runsOfNext]).toEqual([3, 1]);
		expect(namesOf(execution)).toEqual(filenames);
	});

	it('does not resume again for a call that was held for over a minute', async () => {
		await open({ jobSeconds: 0.1 });
		sandbox.playNext({ kind: 'never', channel: 'callback', times: 4 });
		const setup = setUp({ resumesTwice: true });
		const execution = await SuspendedExecution.start(setup);
		const other = await start({ resumesTwice: true });
		await until(() => sandbox.jobs().every(({ status }) => status === 'done'));
		const [job] = sandbox.jobs().slice(2);
		const { url } = job?.request_params?.callback_config as IDataObject;
		sandbox.failNext({ kind: 'delay', delayMs: 1_000, method: 'GET' });
		const call = fetch(String(url), {
			method: 'POST',
			body: JSON.stringify({ id: job?.id, event: 'transcription.success', payload: {} }),
		});
		await until(() => sent('GET').length === 1);
		// While its run is under way, n8n has it stored as suspended.
		setup.storeDelay = 2_000;
		const timer = execution.timerEnds();
		await until(() => execution.runsOfNext === 1);
		ahead = OVER_A_MINUTE;
		await other.timerEnds();
		expect((await call).status).toBe(200);
		await timer;
		expect([execution.runs, execution.status, execution.runsOfNext]).toEqual([2, 'success', 1]);
		expect(namesOf(execution)).toEqual(filenames);
	});
});

it('a result that only a call of this process has is used when the timer comes first', async () => {
	await open({ jobSeconds: 0.4, concurrentJobs: 1, zeroDataRetention: true });
	const execution = await start({ resumeDelay: 1_500 });
	await until(() => new Set(sent('GET').map(({ path }) => path)).size === urls.length);
	await sleep(100);
	// The second callback came too late for the run that the first has started, and is not held longer.
	ahead = 31_000;
	await until(callbacksAreOver);
	expect(sandbox.deliveries.map(({ status }) => status)).toEqual([200, 503]);
	await until(() => execution.runs === 2 && execution.status === 'waiting');
	await execution.timerEnds();
	expect([execution.status, execution.runsOfNext]).toEqual(['success', 1]);
	const reported = sandbox.deliveries.map(({ body }) => {
		const { transcription } = body?.payload as { transcription: IDataObject };
		return transcription.full_transcript;
	});
	expect(execution.items.map(({ json }) => json.full_transcript)).toEqual(reported);
});

describe("the node's own call", () => {
	it('is not taken, nor sent elsewhere, where n8n is reached by a redirect', async () => {
		const warn = jest.spyOn(Container.get(Logger), 'warn').mockImplementation();
		const login = await startServer((_, response) => response.end('{}'));
		const proxy = await startServer((_, response) => redirectTo(response, 302, login.url));
		try {
			await open({ jobSeconds: 600 });
			const execution = await start({ webhookUrl: proxy.url });
			const warned = /this n8n cannot call itself.*: it was answered with status 302/;
			await until(() => warn.mock.calls.some(([text]) => warned.test(text)));
			expect(proxy.seen).toHaveLength(3);
			expect(login.seen).toEqual([]);
			expect(execution.status).toBe('waiting');
		} finally {
			await Promise.all([login.close(), proxy.close()]);
		}
	});
});
