import { call } from './support/client';
import { start, startJob, until } from './support/sandboxes';

describe('keys, paths and limits', () => {
	test('401 without a key and with a wrong one, in Gladia’s form', async () => {
		const sandbox = await start({ keys: ['one', 'two'] });
		const get = (headers: Record<string, string>) =>
			call(sandbox, 'GET', '/v2/live', undefined, headers);
		expect(await get({})).toMatchObject({
			status: 401,
			body: {
				timestamp: expect.any(String),
				path: '/v2/live',
				request_id: expect.stringMatching(/^G-/),
				statusCode: 401,
				message: 'gladia key not found',
			},
		});
		expect((await get({ 'x-gladia-key': 'three' })).body).toMatchObject({
			statusCode: 401,
			message: 'gladia key is invalid',
		});
		expect((await get({ 'x-gladia-key': 'two' })).status).toBe(200);
	});

	test('404 for unknown paths, jobs and files, and for jobs of the other kind', async () => {
		const sandbox = await start();
		const { id } = sandbox.seedLiveJob();
		for (const path of [
			'/v1/anything',
			'/v2/pre-recorded/5a3b1e00-0000-4000-8000-000000000000',
			`/v2/pre-recorded/${id}`,
			'/file/5a3b1e00-0000-4000-8000-000000000000',
		]) {
			expect(await call(sandbox, 'GET', path)).toMatchObject({
				status: 404,
				body: { statusCode: 404, path },
			});
		}
		expect((await call(sandbox, 'PUT', '/v2/pre-recorded', {})).body).toMatchObject({
			message: 'Cannot PUT /v2/pre-recorded',
		});
	});

	test('429 beyond the slots and the waiting room, then all jobs end in order', async () => {
		const sandbox = await start({ jobSeconds: 1, concurrentJobs: 2, queuedJobs: 1 });
		const answers = [];
		for (let round = 0; round < 4; round++) answers.push(await startJob(sandbox));
		expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 429]);
		expect(answers[3]?.headers.get('retry-after')).toBe('1');
		await until(() => sandbox.jobs().filter(({ status }) => status === 'processing').length === 2);
		expect(sandbox.jobs()[0]?.status).toBe('queued');
		await until(() => sandbox.jobs().every(({ status }) => status === 'done'));
		const [third, second] = sandbox.jobs();
		expect(Date.parse(third?.completed_at ?? '')).toBeGreaterThan(
			Date.parse(second?.completed_at ?? '') + 100,
		);
		expect((await startJob(sandbox)).status).toBe(201);
	});

	test('429 for too many requests per second', async () => {
		const sandbox = await start({ requestsPerSecond: 2 });
		const answers = await Promise.all([1, 2, 3].map(() => call(sandbox, 'GET', '/v2/live')));
		expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 429]);
	});

	test('413 for JSON over 1 MiB', async () => {
		const sandbox = await start();
		const body = { audio_url: 'x'.repeat(1_100_000) };
		expect(await call(sandbox, 'POST', '/v2/pre-recorded', body)).toMatchObject({
			status: 413,
			body: { statusCode: 413 },
		});
	});
});

describe('a job', () => {
	test('is queued, processing, done, and only then deletable', async () => {
		const sandbox = await start({ jobSeconds: 2 });
		const { body } = await startJob(sandbox);
		const path = `/v2/pre-recorded/${(body as { id: string }).id}`;
		const seen = new Set<string>();
		const refusal = await call(sandbox, 'DELETE', path);
		expect(refusal).toMatchObject({ status: 403, body: { statusCode: 403, path } });
		await until(() => {
			const [job] = sandbox.jobs();
			if (job) seen.add(job.status);
			return job?.status === 'done';
		});
		expect([...seen]).toEqual(['queued', 'processing', 'done']);
		expect(await call(sandbox, 'DELETE', path)).toMatchObject({ status: 202, body: '' });
		expect((await call(sandbox, 'DELETE', path)).status).toBe(404);
	});

	test('stops with the sandbox: close and reset leave nothing running', async () => {
		const sandbox = await start({ jobSeconds: 0.05 });
		await startJob(sandbox);
		sandbox.reset();
		expect(sandbox.jobs()).toEqual([]);
		expect(sandbox.requests).toEqual([]);
		await startJob(sandbox);
		await until(() => sandbox.jobs()[0]?.status === 'done');
		await sandbox.close();
		await expect(call(sandbox, 'GET', '/v2/live')).rejects.toThrow('fetch failed');
	});
});

describe('controls over HTTP', () => {
	test('seed, look at jobs and requests, change settings, reset', async () => {
		const sandbox = await start();
		const control = (method: string, path: string, body?: unknown) =>
			call(sandbox, method, `/_sandbox/${path}`, body, {});
		const seeded = await control('POST', 'jobs', { kind: 'live', custom_metadata: { a: 1 } });
		expect(seeded).toMatchObject({ status: 201, body: { kind: 'live', status: 'done' } });
		expect((await control('GET', 'jobs')).body).toEqual({ jobs: [seeded.body] });
		expect((await control('POST', 'jobs', { state: 'done' })).status).toBe(400);

		await call(sandbox, 'GET', '/v2/live?status=done&status=error&limit=1');
		expect((await control('GET', 'requests')).body).toMatchObject({
			requests: [
				{
					method: 'GET',
					path: '/v2/live',
					query: { status: ['done', 'error'], limit: '1' },
					status: 200,
				},
			],
		});

		const settings = { jobSeconds: 60, concurrentJobs: 1, queuedJobs: 0 };
		expect((await control('PATCH', 'settings', settings)).body).toEqual({
			...settings,
			requestsPerSecond: null,
			zeroDataRetention: false,
			retryDelaysMs: [100, 400, 1600, 6400],
			deliveryTimeoutMs: 15_000,
			concurrentLiveSessions: 30,
			liveIdleSeconds: 60,
			liveMaximumSeconds: 10_800,
			livePostProcessingSeconds: 0.2,
			liveSilenceSeconds: 30,
			liveDocumentSeconds: 20,
			liveByMicrophone: false,
		});
		expect((await startJob(sandbox)).status).toBe(201);
		const full = await startJob(sandbox);
		expect([full.status, full.headers.get('retry-after')]).toEqual([429, '60']);
		expect((await control('PATCH', 'settings', { speed: 1 })).status).toBe(400);

		expect((await control('POST', 'reset')).status).toBe(204);
		expect((await control('GET', 'jobs')).body).toEqual({ jobs: [] });
	});
});
