import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { IDataObject } from 'n8n-workflow';
import { outputOf } from '../../demo/execution';
import { sendWebhook, webhookBody } from '../GladiaTrigger/support/calls';
import type { Collector } from './collector';
import { startCollector } from './collector';
import { missingServices } from './debianServices';
import { GLADIA } from './gladiaWorkflow';
import type { QueueHost } from './queueHost';
import { startQueueHost } from './queueHost';
import { audioUrls, expectItems, NEXT, post, resultItem, Sleeper } from './sleeper';
import { until } from './until';

jest.setTimeout(300_000);

const SECRET = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD';
const EXECUTIONS = 30;
const ITEMS = 2;

if (missingServices !== undefined) {
	console.warn(`Queue mode is not tested: install ${missingServices}`);
}
// Servers of the operating system, which npm cannot bring; CI installs them where it may.
const inQueueMode = missingServices === undefined ? describe : describe.skip;

inQueueMode('n8n in queue mode', () => {
	let host: QueueHost;
	let collector: Collector;
	let sleeper: Sleeper;

	beforeAll(async () => {
		host = await startQueueHost();
		collector = await startCollector();
	});
	afterEach(async () => await sleeper.sandbox.close());
	afterAll(async () => {
		await collector.close();
		await host.stop();
	});

	it('sleeps for three items and is woken up by the webhook process', async () => {
		const urls = audioUrls(3);
		sleeper = await Sleeper.open(host.rest, urls, { jobSeconds: 3 });
		const id = await sleeper.park();
		expect(sleeper.callbackUrl().startsWith(host.webhook.url)).toBe(true);
		expectItems(
			await host.rest.waitForExecution(id, 60_000),
			urls.map((url, item) => sleeper.result(url, item)),
		);
		expect(sleeper.starts).toBe(3);
	});

	it('keeps a failed item in its place', async () => {
		const urls = audioUrls(3);
		const onError = 'continueErrorOutput';
		sleeper = await Sleeper.open(host.rest, urls, { jobSeconds: 3, onError });
		sleeper.sandbox.failNext({ kind: 'job-error', errorCode: 503, skip: 1 });
		const execution = await sleeper.run();
		const failed = sleeper.sandbox.jobs().find(({ status }) => status === 'error');
		const at = urls.indexOf(String(failed?.request_params?.audio_url));
		expectItems(
			execution,
			urls.flatMap((url, item) => (item === at ? [] : sleeper.result(url, item))),
		);
		const [item] = outputOf(execution, GLADIA, 1);
		expect((item?.json.error as IDataObject).transcription_id).toBe(failed?.id);
		expect(item?.pairedItem).toEqual({ item: at });
		expect(sleeper.starts).toBe(3);
	});

	it(`gives the results of ${EXECUTIONS} executions once each`, async () => {
		const urls = audioUrls(EXECUTIONS * ITEMS);
		sleeper = await Sleeper.open(host.rest, [], { jobSeconds: 5, concurrentJobs: urls.length });
		const { sandbox } = sleeper;
		const { id, path } = await sleeper.activate(collector.url);
		const audio = urls.map((url) => ({ url }));
		for (let first = 0; first < audio.length; first += ITEMS) {
			const call = { audio: audio.slice(first, first + ITEMS) };
			expect(await post(`${host.webhook.url}/${path}`, call)).toBe(200);
		}
		await until('all jobs are started', () => sleeper.starts === urls.length);
		const executions = await host.rest.executionIds(id);
		expect(executions).toHaveLength(EXECUTIONS);
		for (const execution of executions) {
			const ended = await host.rest.waitForExecution(execution, 120_000);
			expect([ended.status, ended.data.resultData.error]).toEqual(['success', undefined]);
		}
		const byId = (one: IDataObject, other: IDataObject) =>
			String(one.id).localeCompare(String(other.id));
		const results = urls.map((url) => resultItem(sandbox, url, 0).json);
		expect([...collector.bodies].sort(byId)).toEqual(results.sort(byId));
		expect(sleeper.starts).toBe(urls.length);
		await host.rest.deactivate(id);
	});

	describe('Gladia Trigger', () => {
		/** Sends the same event several times to processes of n8n; returns how often it counted. */
		async function startsAfter(urls: string[]): Promise<number> {
			sleeper = await Sleeper.open(host.rest, []);
			const { rest, sandbox } = sleeper;
			const data = { apiKey: 'sandbox-key', baseUrl: sandbox.url, webhookSecret: SECRET };
			const name = `Queue ${sandbox.url}`;
			const credential = {
				id: await rest.createCredential({ name, type: 'gladiaApi', data }),
				name,
			};
			const webhookId = randomUUID();
			const common = { typeVersion: 1, position: [0, 0] as [number, number], parameters: {} };
			const id = await rest.createWorkflow({
				name: 'e2e gladiaTrigger in queue mode',
				nodes: [
					{
						...common,
						id: 'trigger',
						name: 'Gladia Trigger',
						type: 'n8n-nodes-gladia-speech.gladiaTrigger',
						webhookId,
						credentials: { gladiaApi: credential },
					},
					{ ...common, id: NEXT, name: NEXT, type: 'n8n-nodes-base.noOp' },
				],
				connections: { 'Gladia Trigger': { main: [[{ node: NEXT, type: 'main', index: 0 }]] } },
			});
			await rest.activate(id);
			const job = sandbox.seedJob();
			const body = webhookBody('transcription.success', job.id);
			const options = { id: `msg_${randomUUID()}`, secret: SECRET };
			const answers = await Promise.all(
				urls.map(
					async (url) =>
						await sendWebhook(`${url}/webhook/${webhookId}/gladia-trigger`, body, options),
				),
			);
			expect(answers.map(({ status }) => status)).toEqual(urls.map(() => 200));
			await until('it has started', async () => (await rest.executionIds(id)).length > 0);
			// That no further one starts cannot be waited for; all calls are answered.
			await sleep(2_000);
			const executions = await rest.executionIds(id);
			for (const execution of executions) {
				expect((await rest.waitForExecution(execution, 30_000)).status).toBe('success');
			}
			await rest.deactivate(id);
			return executions.length;
		}

		it('starts a workflow once for 20 copies that one process gets', async () => {
			expect(await startsAfter(Array.from({ length: 20 }, () => host.webhook.url))).toBe(1);
		});

		// What is promised: processes do not know of each other.
		it('starts it once for each process that gets a copy', async () => {
			const urls = Array.from({ length: 10 }, () => [host.webhook.url, host.main.url]);
			expect(await startsAfter(urls.flat())).toBe(2);
		});
	});
});
