import { setTimeout as sleep } from 'node:timers/promises';
import type { IDataObject } from 'n8n-workflow';
import type { N8nProcess } from '../../demo/n8nProcess';
import type { N8nRest } from '../../demo/n8nRest';
import type { Job } from '../../sandbox/sandbox';
import type { Collector } from './collector';
import { startCollector } from './collector';
import { setUpOwner, startOwnN8n } from './n8nHost';
import { audioUrls, expectItems, post, resultItem, Sleeper } from './sleeper';
import { until } from './until';

jest.setTimeout(300_000);

const PARKED = 100;
let n8n: N8nProcess;
let rest: N8nRest;
let collector: Collector;
let sleeper: Sleeper;

beforeAll(async () => {
	n8n = await startOwnN8n({ env: { N8N_PAYLOAD_SIZE_MAX: '1' } });
	rest = await setUpOwner(n8n);
	collector = await startCollector();
});
afterEach(async () => await sleeper.sandbox.close());
afterAll(async () => {
	await collector.close();
	await n8n.stop();
});

describe('an n8n that takes bodies up to 1 MB', () => {
	it('wakes up at a callback of 2 MB', async () => {
		const urls = audioUrls(2);
		sleeper = await Sleeper.open(rest, urls);
		sleeper.sandbox.playNext({ kind: 'never', times: 2 });
		const id = await sleeper.park();
		await sleeper.untilJobsDone();
		const body = { event: 'transcription.success', filling: 'x'.repeat(2_000_000) };
		// The node's own look may have been faster.
		expect([200, 409]).toContain(await post(sleeper.callbackUrl(), body));
		expectItems(
			await rest.waitForExecution(id, 60_000),
			urls.map((url, item) => sleeper.result(url, item)),
		);
	});
});

describe('an n8n that is killed while 100 executions sleep', () => {
	it('gives each of the 100 results once when it runs again', async () => {
		const urls = audioUrls(PARKED);
		sleeper = await Sleeper.open(rest, [], { jobSeconds: 3_600, concurrentJobs: PARKED });
		const { sandbox } = sleeper;
		const { id, path } = await sleeper.activate(collector.url);
		for (const url of urls) {
			expect(await post(`${n8n.url}/${path}`, { audio: [{ url }] })).toBe(200);
		}
		await until('all jobs are started', () => sleeper.starts === PARKED);
		const executions = await rest.executionIds(id);
		// At the end of a step they run for a moment; n8n would take those for crashed.
		const asleep = async () => await rest.executionIds(id, 'waiting');
		await until('all sleep at once', async () => (await asleep()).length === PARKED, 200_000);
		await n8n.crash();
		const jobs = sandbox.jobs();
		for (const { id: job, file, request_params } of jobs) {
			sandbox.seedJob({ id: job, file, request_params });
		}
		// They find nobody at first, and then an n8n that is still starting.
		const delivered = Promise.all([1, 2, 3, 4, 5].map(async () => await deliverAll(jobs)));
		await n8n.startAgain();
		await delivered;

		for (const execution of executions) {
			expect((await rest.waitForExecution(execution, 60_000)).status).toBe('success');
		}
		const byName = (one: IDataObject, other: IDataObject) =>
			String(one.filename).localeCompare(String(other.filename));
		const results = urls.map((url) => resultItem(sandbox, url, 0).json);
		expect([...collector.bodies].sort(byName)).toEqual(results.sort(byName));
		expect(sandbox.jobs()).toHaveLength(PARKED);
	});
});

/**
 * Calls back for one job after the other, again and again until the node has taken the call: before
 * its database is ready, n8n itself answers 200 and drops the call.
 */
async function deliverAll(jobs: Job[]): Promise<void> {
	for (let job = jobs.pop(); job !== undefined; job = jobs.pop()) {
		const { url } = job.request_params?.callback_config as { url: string };
		const body = { id: job.id, event: 'transcription.success', payload: {} };
		while (!isTaken(await answerTo(url, body))) await sleep(500);
	}
}

/** The timer may have been faster than the call. */
function isTaken(answer: string): boolean {
	return answer === '{"message":"Thank you"}' || answer.includes('has finished');
}

/** Body of the answer; empty when there is none. */
async function answerTo(url: string, body: object): Promise<string> {
	try {
		const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
		return await response.text();
	} catch {
		return '';
	}
}
