import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { outputOf } from '../../demo/execution';
import type { N8nRest } from '../../demo/n8nRest';
import { withCallbackToken } from '../../nodes/shared/callbacks/callbackToken';
import type { Sandbox } from '../../sandbox/sandbox';
import { startSandbox } from '../../sandbox/sandbox';
import { call, sendWebhook, signedBySvix, webhookBody } from '../GladiaTrigger/support/calls';
import { callAndHangUp } from '../GladiaTrigger/support/hangUp';
import { gladiaWorkflow, TRIGGER as START } from './gladiaWorkflow';
import { connectToHost } from './n8nHost';
import { until } from './until';

jest.setTimeout(150_000);

const API_KEY = 'key-of-the-trigger-tests';
const SECRET = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD';
const TRIGGER = 'Gladia Trigger';
const started = { status: 200, message: 'The workflow was started' };
const unauthorized = { status: 401, message: 'Unauthorized' };
const later = { status: 503, message: 'The event cannot be handled yet' };
const before = { status: 200, message: 'This event has started the workflow before' };

let rest: N8nRest;
let sandbox: Sandbox;
let credential: { id: string; name: string };

beforeAll(async () => {
	rest = await connectToHost();
	sandbox = await startSandbox({ keys: [API_KEY] });
	const name = `Trigger ${sandbox.url}`;
	const data = { apiKey: API_KEY, baseUrl: sandbox.url, webhookSecret: SECRET };
	credential = { id: await rest.createCredential({ name, type: 'gladiaApi', data }), name };
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.reset());

/** A workflow of the trigger and a node after it, not yet switched on. */
async function triggerWorkflow(parameters: INodeParameters = {}) {
	const webhookId = randomUUID();
	const common = { typeVersion: 1, position: [0, 0] as [number, number] };
	const id = await rest.createWorkflow({
		name: 'e2e gladiaTrigger',
		nodes: [
			{
				...common,
				id: 'trigger',
				name: TRIGGER,
				type: 'n8n-nodes-gladia-speech.gladiaTrigger',
				typeVersion: 1.1,
				webhookId,
				parameters,
				credentials: { gladiaApi: credential },
			},
			{ ...common, id: 'next', name: 'Next', type: 'n8n-nodes-base.noOp', parameters: {} },
		],
		connections: { [TRIGGER]: { main: [[{ node: 'Next', type: 'main', index: 0 }]] } },
	});
	const path = `${webhookId}/gladia-trigger`;
	return { id, url: `${rest.url}/webhook/${path}`, testUrl: `${rest.url}/webhook-test/${path}` };
}

async function activeWorkflow(parameters: INodeParameters = {}) {
	const workflow = await triggerWorkflow(parameters);
	await switchOn(workflow);
	return workflow;
}

/** Switches a workflow on; n8n says that it is published a little before it listens. */
async function switchOn({ id, url }: { id: string; url: string }): Promise<void> {
	await rest.activate(id);
	const isListening = async () => (await fetch(url, { method: 'PUT' })).status !== 404;
	await until('the webhook is registered', isListening, 20_000);
}

/**
 * What the node after the trigger got, in every execution there is. n8n answers a call before it has
 * stored the execution: for a certain order, wait for each before the next call.
 */
async function received(workflowId: string, count: number): Promise<INodeExecutionData[][]> {
	let ids: string[] = [];
	await until(`${count} executions have started`, async () => {
		ids = await rest.executionIds(workflowId);
		return ids.length >= count;
	});
	const executions = await Promise.all(
		ids.map(async (id) => await rest.waitForExecution(id, 60_000)),
	);
	expect(executions.map(({ status }) => status)).toEqual(ids.map(() => 'success'));
	return executions.map((execution) => outputOf(execution, 'Next'));
}

/** The address as n8n itself has it, where nothing else is set. */
const ownAddress = (url: string) => url.replace('127.0.0.1', 'localhost');

/** The URL with the token of the trigger. */
function withToken(url: string, apiKey = API_KEY): string {
	const own = ownAddress(url);
	const { search } = new URL(withCallbackToken(apiKey, own, [new URL(own).host]));
	return url + search;
}

const success = (id: string) => webhookBody('transcription.success', id);
const send = async (url: string, body: unknown, options = {}) =>
	await sendWebhook(url, body, { secret: SECRET, ...options });

describe('Gladia Trigger in n8n', () => {
	it('starts the workflow by a signed webhook, with the result', async () => {
		const { id, url } = await activeWorkflow();
		const jobs = [sandbox.seedJob(), sandbox.seedJob({ custom_metadata: { customer: 'ACME' } })];
		for (const [n, job] of jobs.entries()) {
			expect(await send(url, success(job.id))).toEqual(started);
			await received(id, n + 1);
		}

		const executions = await received(id, 2);
		expect(executions).toMatchObject(
			jobs.map((job) => [
				{
					json: {
						event: 'transcription.success',
						sent_by: 'webhook',
						kind: 'pre-recorded',
						id: job.id,
						status: 'done',
						full_transcript: expect.stringMatching(/^Your call is now first in line/),
						custom_metadata: job.custom_metadata ?? null,
					},
				},
			]),
		);
		expect(executions.map((items) => items.length)).toEqual([1, 1]);
	});

	it('starts the workflow by a webhook signed by the Standard Webhooks library', async () => {
		const { id, url } = await activeWorkflow({ fetchResult: false });
		const [at, body] = [new Date(), success('job-1')];
		const headers = {
			'webhook-id': 'msg_1',
			'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
			'webhook-signature': new StandardWebhook(SECRET).sign('msg_1', at, JSON.stringify(body)),
		};
		expect(await call({ url, body, headers })).toEqual(started);
		expect(await received(id, 1)).toMatchObject([[{ json: { id: 'job-1' } }]]);
	});

	it.each(['application/octet-stream', 'text/plain'])('reads a body of type %s', async (type) => {
		const { id, url } = await activeWorkflow({ fetchResult: false });
		const body = success('job-1');
		const headers = { ...signedBySvix(body, { secret: SECRET }), 'content-type': type };
		expect(await call({ url, body, headers })).toEqual(started);
		expect(await received(id, 1)).toMatchObject([[{ json: { id: 'job-1' } }]]);
	});

	it('starts the workflow by callbacks, sent by POST and PUT, without a request', async () => {
		const { id, url } = await activeWorkflow({ output: 'items', itemType: 'utterance' });
		const { result } = sandbox.seedJob();
		const callbackUrl = withToken(url);
		const body = { event: 'transcription.success', payload: result };
		for (const [n, method] of ['POST', 'PUT'].entries()) {
			const answer = await call({ url: callbackUrl, method, body: { ...body, id: method } });
			expect(answer).toEqual(started);
			await received(id, n + 1);
		}
		const executions = await received(id, 2);
		expect(executions.map((items) => items[0]?.json.transcription_id)).toEqual(['POST', 'PUT']);
		for (const items of executions) expect(items.length).toBeGreaterThan(2);
		expect(sandbox.requests).toEqual([]);
	});

	it("is called for a job of Gladia Transcribe, by its callback and by the account's webhook", async () => {
		const { id, url } = await activeWorkflow();
		sandbox.setWebhooks([{ url, secret: SECRET }]);
		const transcribe = gladiaWorkflow([{ callbackUrl: ownAddress(url) }], credential, {
			type: 'gladiaTranscribe',
			parameters: {
				operation: 'start',
				audioSource: 'url',
				audioUrl: 'https://example.com/a.mp3',
				callback: true,
				callbackUrl: '={{ $json.callbackUrl }}',
			},
		});
		const execution = await rest.run(await rest.createWorkflow(transcribe), START);
		expect((await rest.waitForExecution(execution, 20_000)).status).toBe('success');

		const started = (await received(id, 2)).map(([item]) => item?.json);
		sandbox.setWebhooks([]);
		const job = sandbox.jobs()[0];
		expect(started.map((json) => json?.sent_by).toSorted()).toEqual(['callback', 'webhook']);
		const callback = sandbox.deliveries.find(({ channel }) => channel === 'callback');
		expect(callback?.url).toBe(ownAddress(withToken(url)));
		expect(JSON.stringify(started)).not.toContain('token=');
		for (const json of started) {
			expect(json).toMatchObject({ id: job?.id, status: 'done', languages: ['en'] });
		}
	});

	it('stores the files of a result', async () => {
		const { id, url } = await activeWorkflow({ output: 'files', fileFormats: ['srt'] });
		expect(await send(url, success(sandbox.seedJob().id))).toEqual(started);
		const [[item] = []] = await received(id, 1);
		const content = await rest.binary(item?.binary?.srt?.id ?? '');
		expect(content.toString()).toMatch(/^1\n00:00:00,480 --> 00:00:03,380\nYour call is now/);
	});

	it('lets no stranger in', async () => {
		const { id, url } = await activeWorkflow({ events: ['all'], fetchResult: false });
		const body = success('job-1');
		const callback = { id: 'job-1', event: 'transcription.error', error: { code: 1, message: '' } };
		const headers = signedBySvix(body, { secret: SECRET });
		const old = new Date(Date.now() - 10 * 60_000);
		const refused = [
			await call({ url, body }),
			await call({ url, body: callback }),
			await call({ url, body: callback, method: 'PUT' }),
			await call({ url: `${url}?token=guess`, body: callback }),
			await call({ url: withToken(url, 'other key'), body: callback }),
			await call({ url, body: success('job-2'), headers }),
			await call({ url, body, headers: { ...headers, 'svix-signature': 'v1,abc' } }),
			await send(url, body, { at: old }),
			await send(url, body, { secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' }),
		];
		expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 401));
		expect((await send(url, { hello: 'world' })).status).toBe(400);
		expect(await send(url, body)).toEqual(started);
		expect(await received(id, 1)).toHaveLength(1);
	});

	it('needs no secret for what the API confirms, and tells a stranger nothing', async () => {
		const data = { apiKey: API_KEY, baseUrl: sandbox.url };
		const name = 'Without secret';
		const saved = credential;
		credential = { id: await rest.createCredential({ name, type: 'gladiaApi', data }), name };
		const { id, url } = await activeWorkflow();
		credential = saved;
		expect(await send(url, success(randomUUID()))).toEqual(unauthorized);
		const job = sandbox.seedJob();
		expect(await send(url, success(job.id))).toEqual(started);
		expect(await received(id, 1)).toMatchObject([[{ json: { id: job.id, status: 'done' } }]]);
	});

	it('starts the workflow once by an unsigned webhook that the API confirms', async () => {
		const { id, url } = await activeWorkflow();
		const jobs = [sandbox.seedJob(), sandbox.seedJob()];
		const answers = await Promise.all(
			jobs.flatMap((job) =>
				Array.from({ length: 10 }, async () => await call({ url, body: success(job.id) })),
			),
		);
		expect(answers.filter(({ message }) => message === started.message)).toHaveLength(2);
		expect(answers.filter(({ message }) => message === before.message)).toHaveLength(18);
		const executions = await received(id, 2);
		expect(executions.map(([item]) => item?.json.id).toSorted()).toEqual(
			jobs.map((job) => job.id).toSorted(),
		);
		expect(sandbox.requests).toHaveLength(2);

		// Switching off forgets what is in memory, as a restart does; n8n has stored the rest.
		await rest.deactivate(id);
		await switchOn({ id, url });
		for (const job of jobs) expect(await call({ url, body: success(job.id) })).toEqual(before);
		expect(await received(id, 2)).toHaveLength(2);
	});

	it('lets no stranger in who guesses ids, at one request for each', async () => {
		const { id, url } = await activeWorkflow({ events: ['all'] });
		const ids = [randomUUID(), randomUUID(), '..'];
		for (const job of [...ids, ...ids]) {
			expect(await call({ url, body: success(job) })).toEqual(unauthorized);
		}
		expect(sandbox.requests).toHaveLength(2);
		const job = sandbox.seedJob();
		expect(await call({ url, body: success(job.id) })).toEqual(started);
		expect(await received(id, 1)).toHaveLength(1);
	});

	it('loses no event of a caller that hangs up early, and answers its retries', async () => {
		const { id, url } = await activeWorkflow();
		const jobs = [sandbox.seedJob(), sandbox.seedJob()];
		for (const [n, job] of jobs.entries()) {
			// The first answer is thrown away, which takes about a second.
			sandbox.failNext({ kind: 'status', status: 503 });
			const body = success(job.id);
			const headers = signedBySvix(body, { secret: SECRET });
			await callAndHangUp(url, body, headers, n * 300);
			const answers = await Promise.all([
				call({ url, body, headers }),
				call({ url, body, headers }),
			]);
			// Cut off at once, the call may not have reached n8n at all.
			expect(answers.map(({ status }) => status)).toEqual([200, 200]);
			expect(await call({ url, body, headers })).toEqual(before);
		}
		expect(await received(id, 2)).toHaveLength(2);
	});

	it('waits for a late result, starting the workflow after its answer', async () => {
		const { id, url } = await activeWorkflow();
		const response = await fetch(`${sandbox.url}/v2/pre-recorded`, {
			method: 'POST',
			headers: { 'x-gladia-key': API_KEY, 'content-type': 'application/json' },
			body: JSON.stringify({ audio_url: 'https://example.com/a.mp3' }),
		});
		const { id: job } = (await response.json()) as { id: string };
		// The API is away for a moment: answered at once, and started without being asked again.
		sandbox.failNext({ kind: 'status', status: 503, times: 2 });
		expect(await call({ url, body: success(job) })).toEqual(later);
		expect(await received(id, 1)).toMatchObject([[{ json: { id: job, status: 'done' } }]]);
		expect(await call({ url, body: success(job) })).toEqual(before);
		expect(await received(id, 1)).toHaveLength(1);
	});

	it('starts the workflow once among 200 copies', async () => {
		const { id: workflow, url } = await activeWorkflow();
		const body = success(sandbox.seedJob().id);
		const id = `msg_${randomUUID()}`;
		// As Svix does: what a busy n8n answers with 503 is sent again.
		const deliver = async (headers: Record<string, string>) => {
			let answer = await call({ url, body, headers });
			const isAnswered = async () => {
				if (answer.status !== 503) return true;
				await sleep(1_000);
				answer = await call({ url, body, headers });
				return false;
			};
			await until('the call is answered', isAnswered, 100_000);
			return answer;
		};
		const headers = signedBySvix(body, { secret: SECRET, id });
		const copies = Array.from({ length: 200 }, async () => await deliver(headers));
		const answers = await Promise.all(copies);
		const repeated = answers.filter(({ message }) => message !== started.message);
		expect(repeated).toEqual(repeated.map(() => before));
		// None, where the call that started it was told to come again.
		expect(answers.length - repeated.length).toBeLessThanOrEqual(1);
		expect(await deliver(signedBySvix(body, { secret: SECRET, id }))).toEqual(before);
		// That no second one starts cannot be waited for; all calls are answered.
		await sleep(1_000);
		expect(await received(workflow, 1)).toHaveLength(1);
		expect(sandbox.requests).toHaveLength(1);
	});

	it('tells in an item that a result could not be fetched', async () => {
		const { id, url } = await activeWorkflow();
		const jobs = [randomUUID(), randomUUID()];
		for (const [n, job] of jobs.entries()) {
			expect(await send(url, success(job))).toEqual(started);
			await received(id, n + 1);
		}
		const message = 'The transcription was not found at Gladia';
		expect(await received(id, 2)).toMatchObject(
			jobs.map((job) => [{ json: { id: job, error: { message, status_code: 404 } } }]),
		);
	});

	it('takes up the work again after it was switched off and on, leaving nothing behind', async () => {
		const { id, url } = await activeWorkflow({ fetchResult: false });
		const body = success('job-1');
		expect(await send(url, body, { id: 'msg_1' })).toEqual(started);
		expect(await send(url, body, { id: 'msg_1' })).toEqual(before);
		await rest.deactivate(id);
		const gone = await Promise.all(
			['POST', 'PUT'].map(async (method) => await fetch(url, { method })),
		);
		expect(gone.map(({ status }) => status)).toEqual([404, 404]);
		await switchOn({ id, url });
		expect(await send(url, body, { id: 'msg_1' })).toEqual(started);
		expect(await received(id, 2)).toHaveLength(2);
		expect((await rest.workflow(id)).staticData ?? {}).toEqual({});
	});

	it.each(['POST', 'PUT'])('starts the workflow once by the test URL (%s)', async (method) => {
		const { id, testUrl } = await triggerWorkflow({ events: ['transcription.error'] });
		await rest.listenForTest(id, TRIGGER);
		const url = withToken(testUrl);
		const body = { id: 'job-1', event: 'transcription.error', error: { code: 1, message: 'no' } };
		const ignored = await call({ url, method, body: { id: 'job-1', event: 'live.end_session' } });
		expect(ignored).toEqual({ status: 200, message: 'This event is not chosen in the trigger' });
		// The editor goes on listening: the chosen event may be the next.
		expect(await call({ url, method, body })).toEqual(started);
		expect(await received(id, 1)).toMatchObject([[{ json: { id: 'job-1', error: { code: 1 } } }]]);
		expect((await call({ url, method, body })).status).toBe(404);

		await rest.listenForTest(id, TRIGGER);
		expect(await call({ url, method, body })).toEqual(started);
		expect(await received(id, 2)).toHaveLength(2);
	});

	it('ends the test with the reason when a call to the test URL is refused', async () => {
		const { id, testUrl } = await triggerWorkflow({ options: { verifySignature: true } });
		for (const count of [1, 2]) {
			await rest.listenForTest(id, TRIGGER);
			expect(await call({ url: testUrl, body: success('job-1') })).toEqual(unauthorized);
			let ids: string[] = [];
			await until('the refused call has ended the test', async () => {
				ids = await rest.executionIds(id, 'error');
				return ids.length === count;
			});
			const { status, data } = await rest.waitForExecution(ids.at(-1) ?? '', 60_000);
			expect(status).toBe('error');
			expect(data.resultData.error).toMatchObject({
				message: 'The call to the test URL was refused',
				description: expect.stringMatching(/^A call came without a signature or a valid token, /),
			});
			expect(data.resultData.runData).not.toHaveProperty('Next');
		}
	});
});
