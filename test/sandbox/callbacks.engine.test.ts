import type { Sandbox } from '../../sandbox/sandbox';
import { call } from './support/client';
import { receiver } from './support/receiver';
import { begin, start, until, withCallback } from './support/sandboxes';

const quick = { retryDelaysMs: [10, 20, 40] };

const get = (sandbox: Sandbox, id: string) => call(sandbox, 'GET', `/v2/pre-recorded/${id}`);
const resultOf = async (sandbox: Sandbox, id: string) =>
	((await get(sandbox, id)).body as { result: unknown }).result;

describe('what a callback says', () => {
	test('success: id, event, the whole result, custom metadata; POST by default, or PUT', async () => {
		const sandbox = await start();
		const hook = await receiver();
		const posted = await begin(sandbox, {
			...withCallback(`${hook.url}/post?token=a`),
			custom_metadata: { order: 7, tags: ['x'] },
			summarization: true,
		});
		await until(() => hook.calls.length === 1);
		const put = await begin(sandbox, {
			callback: true,
			callback_config: { url: `${hook.url}/put`, method: 'PUT' },
		});
		await until(() => hook.calls.length === 2);
		const legacy = await begin(sandbox, { callback_url: `${hook.url}/legacy` });
		await until(() => hook.calls.length === 3);

		const event = 'transcription.success';
		expect(hook.calls.map(({ method, path, body }) => ({ method, path, body }))).toEqual([
			{
				method: 'POST',
				path: '/post?token=a',
				body: {
					id: posted,
					event,
					payload: await resultOf(sandbox, posted),
					custom_metadata: { order: 7, tags: ['x'] },
				},
			},
			{
				method: 'PUT',
				path: '/put',
				body: { id: put, event, payload: await resultOf(sandbox, put) },
			},
			{
				method: 'POST',
				path: '/legacy',
				body: { id: legacy, event, payload: await resultOf(sandbox, legacy) },
			},
		]);
		for (const { headers } of hook.calls) {
			expect(headers['content-type']).toBe('application/json');
			expect(Object.keys(headers).filter((name) => /signature|svix|webhook/.test(name))).toEqual(
				[],
			);
		}
	});

	test('failure: code and message, no payload', async () => {
		const sandbox = await start();
		const hook = await receiver();
		sandbox.failNext({ kind: 'job-error', errorCode: 422 });
		const id = await begin(sandbox, { ...withCallback(hook.url), custom_metadata: { a: 1 } });
		await until(() => hook.calls.length === 1);
		expect(hook.calls[0]?.body).toEqual({
			id,
			event: 'transcription.error',
			error: { code: 422, message: 'Unprocessable Entity' },
			custom_metadata: { a: 1 },
		});
	});

	test('a job that did not ask for one calls nobody', async () => {
		const sandbox = await start();
		const hook = await receiver();
		await begin(sandbox, { callback: false, callback_config: { url: hook.url } });
		await until(() => sandbox.jobs()[0]?.status === 'done');
		expect(sandbox.deliveries).toEqual([]);
		expect(hook.calls).toEqual([]);
	});

	test('nobody outside this machine and its network is called, unless asked for', async () => {
		const sandbox = await start();
		await begin(sandbox, withCallback('https://hooks.example.com/a'));
		await until(() => sandbox.deliveries.length === 1);
		expect(sandbox.deliveries).toMatchObject([
			{ url: 'https://hooks.example.com/a', state: 'withheld', tries: 0, status: 0 },
		]);
		// Reserved for documentation: nobody answers, and no name has to be looked up.
		const anywhere = await start({
			deliverAnywhere: true,
			retryDelaysMs: [],
			deliveryTimeoutMs: 50,
		});
		await begin(anywhere, withCallback('http://192.0.2.1/a'));
		await until(() => anywhere.deliveries[0]?.tries === 1);
	});
});

describe('tries', () => {
	test('again over the same connection, with growing pauses, until 2xx; recorded', async () => {
		const sandbox = await start(quick);
		const hook = await receiver();
		hook.answerNext(409, 302, 500, 204);
		const id = await begin(sandbox, withCallback(`${hook.url}/a`));
		await until(() => sandbox.deliveries[0]?.state === 'delivered');
		expect(hook.calls.map(({ text }) => text)).toEqual(Array(4).fill(hook.calls[0]?.text));
		expect(hook.connections()).toBe(1);
		const pauses = hook.calls.slice(1).map(({ at }, index) => at - (hook.calls[index]?.at ?? 0));
		// Timers may fire a millisecond early.
		for (const [index, least] of quick.retryDelaysMs.entries()) {
			expect(pauses[index]).toBeGreaterThanOrEqual(least - 2);
		}
		expect(sandbox.deliveries).toEqual([
			{
				channel: 'callback',
				event: 'transcription.success',
				jobId: id,
				url: `${hook.url}/a`,
				method: 'POST',
				headers: { 'content-type': 'application/json', 'user-agent': 'gladia-sandbox' },
				body: hook.calls[0]?.body,
				status: 204,
				tries: 4,
				state: 'delivered',
				at: expect.any(Number),
				lastTryAt: expect.any(Number),
			},
		]);
	});

	test('given up after the last', async () => {
		const sandbox = await start(quick);
		const hook = await receiver();
		hook.answerNext(500, 500, 500, 503);
		await begin(sandbox, withCallback(hook.url));
		await until(() => sandbox.deliveries[0]?.state === 'given-up');
		expect(sandbox.deliveries).toMatchObject([{ tries: 4, status: 503 }]);
		await new Promise((resolve) => setTimeout(resolve, 100));
		expect(hook.calls).toHaveLength(4);
	});

	test('again when nobody listens and when no answer comes in time', async () => {
		const sandbox = await start({ retryDelaysMs: [10], deliveryTimeoutMs: 50 });
		let held = 0;
		const hook = await receiver(() =>
			held++ === 0 ? new Promise((resolve) => setTimeout(resolve, 1000)) : undefined,
		);
		await begin(sandbox, withCallback(hook.url));
		await until(() => sandbox.deliveries[0]?.state === 'delivered');
		expect(sandbox.deliveries).toMatchObject([{ tries: 2, status: 200 }]);
		await begin(sandbox, withCallback('http://127.0.0.1:9/'));
		await until(() => sandbox.deliveries[1]?.state === 'given-up');
		expect(sandbox.deliveries[1]).toMatchObject({
			tries: 2,
			status: 0,
			error: expect.stringContaining('ECONNREFUSED'),
		});
	});

	test('200 jobs that end at once: each told once, 64 side by side', async () => {
		const sandbox = await start({ jobSeconds: 0.2, concurrentJobs: 200 });
		const hook = await receiver(() => new Promise((resolve) => setTimeout(resolve, 20)));
		const ids = await Promise.all(
			Array.from({ length: 200 }, () => begin(sandbox, withCallback(hook.url))),
		);
		await until(() => sandbox.deliveries.filter(({ status }) => status === 200).length === 200);
		const told = hook.calls.map(({ body }) => (body as { id: string }).id);
		expect(told.sort()).toEqual(ids.sort());
		expect(hook.load.most).toBeLessThanOrEqual(64);
	});

	test('reset and close cancel all of it', async () => {
		const sandbox = await start({ retryDelaysMs: [30] });
		const never = await receiver(() => new Promise(() => undefined));
		const failing = await receiver();
		failing.answerNext(500);
		await begin(sandbox, withCallback(never.url));
		await begin(sandbox, withCallback(failing.url));
		await until(() => never.calls.length === 1 && failing.calls.length === 1);
		const { deliveries } = sandbox;
		sandbox.reset();
		await new Promise((resolve) => setTimeout(resolve, 100));
		expect([never.calls.length, failing.calls.length]).toEqual([1, 1]);
		expect(deliveries).toEqual([]);

		await begin(sandbox, withCallback(never.url));
		await until(() => never.calls.length === 2);
		await sandbox.close();
		await until(() => sandbox.deliveries[0]?.error !== undefined);
		expect(sandbox.deliveries).toMatchObject([{ tries: 1, status: 0 }]);
	});
});

describe('without data retention', () => {
	test('the callback carries the result; the API knows the job no more', async () => {
		const sandbox = await start({ zeroDataRetention: true, jobSeconds: 0.2 });
		const hook = await receiver();
		const id = await begin(sandbox, withCallback(hook.url));
		expect((await get(sandbox, id)).status).toBe(200);
		await until(() => hook.calls.length === 1);
		expect(hook.calls[0]?.body).toMatchObject({
			id,
			event: 'transcription.success',
			payload: { transcription: { full_transcript: expect.stringMatching(/\w+/) } },
		});
		for (const path of [`/v2/pre-recorded/${id}`, `/v2/pre-recorded/${id}/file`]) {
			expect((await call(sandbox, 'GET', path)).status).toBe(404);
		}
		expect((await call(sandbox, 'GET', '/v2/pre-recorded')).body).toMatchObject({ items: [] });
	});

	test('switched on and off while running', async () => {
		const sandbox = await start();
		const hook = await receiver();
		const settings = (body: object) => call(sandbox, 'PATCH', '/_sandbox/settings', body, {});
		expect((await settings({ zeroDataRetention: true })).body).toMatchObject({
			zeroDataRetention: true,
		});
		const forgotten = await begin(sandbox, withCallback(hook.url));
		await until(() => hook.calls.length === 1);
		await settings({ zeroDataRetention: false });
		const kept = await begin(sandbox, withCallback(hook.url));
		await until(() => hook.calls.length === 2);
		expect((await get(sandbox, forgotten)).status).toBe(404);
		expect((await get(sandbox, kept)).status).toBe(200);
	});
});
