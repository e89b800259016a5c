import { setTimeout as sleep } from 'node:timers/promises';
import type { IDataObject } from 'n8n-workflow';
import { outputOf } from '../../demo/execution';
import type { Job } from '../../sandbox/sandbox';
import { webhookBody } from '../GladiaTrigger/support/calls';
import { missingServices } from './debianServices';
import { GLADIA, TRIGGER } from './gladiaWorkflow';
import type { QueueHost } from './queueHost';
import { startQueueHost } from './queueHost';
import { audioUrls, connect, NEXT, post, runsOfNext, secondGladia, Sleeper } from './sleeper';

jest.setTimeout(300_000);

const EXECUTIONS = 12;
const ITEMS = 2;

// Servers of the operating system, which npm cannot bring; CI installs them where it may.
const inQueueMode = missingServices === undefined ? describe : describe.skip;

inQueueMode('n8n with two processes for webhooks', () => {
	let host: QueueHost;
	let sleeper: Sleeper;

	beforeAll(async () => {
		host = await startQueueHost();
	});
	afterEach(async () => await sleeper.sandbox.close());
	afterAll(async () => await host.stop());

	const callbackOf = ({ request_params }: Job): URL =>
		new URL(String((request_params?.callback_config as IDataObject).url));

	/** Sends the callbacks of jobs that have ended together to both processes at the same moment. */
	async function cross(jobs: Job[]): Promise<number[]> {
		const calls = [host.webhook, host.otherWebhook].flatMap(({ url }, process) =>
			// Each process hears first of another job.
			(process === 0 ? jobs : [...jobs].reverse()).map((job) => {
				const { pathname, search } = callbackOf(job);
				return [
					`${url}${pathname}${search}`,
					webhookBody('transcription.success', job.id),
				] as const;
			}),
		);
		return await Promise.all(calls.map(async ([url, body]) => await post(url, body)));
	}

	it('wakes up once at callbacks that both get, and a second node starts one job per item', async () => {
		const urls = audioUrls(ITEMS);
		sleeper = await Sleeper.open(host.rest, urls, { jobSeconds: 6, concurrentJobs: 100 });
		const { sandbox } = sleeper;
		sandbox.playNext({ kind: 'never', channel: 'callback', times: 1_000 });
		sleeper.workflow.nodes.push(secondGladia(sleeper));
		connect(sleeper.workflow, [TRIGGER, GLADIA], [GLADIA, 'Second'], ['Second', NEXT]);
		const ids = await Promise.all(Array.from({ length: EXECUTIONS }, () => sleeper.start()));

		const answers: number[] = [];
		const crossed = new Set<string>();
		const crossings: Array<Promise<void>> = [];
		const deadline = Date.now() + 90_000;
		while (crossed.size < EXECUTIONS * 2 * ITEMS && Date.now() < deadline) {
			const jobs = sandbox.jobs();
			// The jobs of one sleep have the same address.
			for (const address of new Set(jobs.map((job) => callbackOf(job).href))) {
				const ofSleep = jobs.filter((job) => callbackOf(job).href === address);
				const fresh = ofSleep.filter(({ id }) => !crossed.has(id));
				if (fresh.length < ITEMS || fresh.some(({ status }) => status !== 'done')) continue;
				for (const { id } of fresh) crossed.add(id);
				crossings.push(cross(fresh).then((statuses) => void answers.push(...statuses)));
			}
			await sleep(100);
		}
		await Promise.all(crossings);

		for (const id of ids) {
			const execution = await host.rest.waitForExecution(id, 90_000);
			expect([execution.status, execution.data.resultData.error]).toEqual(['success', undefined]);
			const names = outputOf(execution, 'Second').map(({ json }) => json.filename);
			expect(names).toEqual(['0.mp3', '1.mp3']);
			expect(runsOfNext(execution)).toBe(1);
		}
		// That no job is started any more cannot be waited for; all calls are answered.
		await sleep(3_000);
		console.info(`answers to crossing callbacks: ${JSON.stringify(answers.sort())}`);
		expect(sleeper.starts).toBe(EXECUTIONS * 2 * ITEMS);
	});
});
