import { readFileSync } from 'node:fs';
import { SAMPLE_PATH } from '../../sandbox/audio/speechSample';
import type { Fault, Sandbox } from '../../sandbox/sandbox';
import { startSandbox } from '../../sandbox/sandbox';
import { call, upload } from './support/client';
import { wave } from './support/wave';

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ jobSeconds: 0.05 });
});
afterEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const list = () => call(sandbox, 'GET', '/v2/pre-recorded');
const start = () =>
	call(sandbox, 'POST', '/v2/pre-recorded', { audio_url: 'https://example.com/a.mp3' });

/** How a request ended: its status, or `cut` when the connection broke. */
async function outcome(request: Promise<{ status: number }>): Promise<number | 'cut'> {
	return await request.then(
		({ status }) => status,
		(error: Error) => {
			expect(error.message).toMatch(/fetch failed|terminated/);
			return 'cut' as const;
		},
	);
}

describe('faults of requests', () => {
	test('status: default document, own body, headers and Retry-After', async () => {
		sandbox.failNext({ kind: 'status', status: 429, retryAfterSeconds: 7 });
		const limited = await list();
		expect(limited).toMatchObject({
			status: 429,
			body: {
				statusCode: 429,
				path: '/v2/pre-recorded',
				request_id: expect.any(String),
				timestamp: expect.any(String),
				message: expect.any(String),
			},
		});
		expect(limited.headers.get('retry-after')).toBe('7');

		sandbox.failNext({
			kind: 'status',
			status: 503,
			body: 'gone fishing',
			headers: { 'X-A': 'b' },
		});
		const own = await list();
		expect(own).toMatchObject({ status: 503, body: 'gone fishing' });
		expect(own.headers.get('x-a')).toBe('b');

		sandbox.failNext({ kind: 'status', body: { odd: true } });
		expect(await list()).toMatchObject({ status: 500, body: { odd: true } });
		expect((await list()).status).toBe(200);
	});

	test('reset: nothing is handled; lose-response: the job exists all the same', async () => {
		sandbox.failNext({ kind: 'reset', method: 'post' });
		expect(await outcome(start())).toBe('cut');
		expect(sandbox.jobs()).toHaveLength(0);

		sandbox.failNext({ kind: 'lose-response', method: 'POST' });
		expect(await outcome(start())).toBe('cut');
		expect(sandbox.jobs()).toHaveLength(1);
		expect(sandbox.requests.map(({ status }) => status)).toEqual([0, 0]);
	});

	test('hang: no answer until the client gives up', async () => {
		sandbox.failNext({ kind: 'hang' });
		const request = fetch(`${sandbox.url}/v2/pre-recorded`, { signal: AbortSignal.timeout(150) });
		await expect(request).rejects.toMatchObject({ name: 'TimeoutError' });
		expect((await list()).status).toBe(200);
	});

	test('truncate: JSON and audio break off half-way', async () => {
		sandbox.failNext({ kind: 'truncate' });
		expect(await outcome(list())).toBe('cut');

		const { id } = sandbox.seedJob();
		sandbox.playReading('download-direct');
		sandbox.failNext({ kind: 'truncate', path: '/v2/pre-recorded/.*/file' });
		const response = await fetch(`${sandbox.url}/v2/pre-recorded/${id}/file`, {
			headers: { 'x-gladia-key': 'sandbox-key' },
		});
		const { length } = readFileSync(SAMPLE_PATH);
		expect(response.headers.get('content-length')).toBe(String(length));
		let received = 0;
		const reading = (async () => {
			for await (const chunk of response.body ?? []) received += chunk.length;
		})();
		await expect(reading).rejects.toThrow('terminated');
		expect(received).toBeLessThanOrEqual(Math.floor(length / 2));
	});

	test('malformed: says JSON, is none', async () => {
		sandbox.failNext({ kind: 'malformed' });
		const response = await fetch(`${sandbox.url}/v2/pre-recorded`, {
			headers: { 'x-gladia-key': 'sandbox-key' },
		});
		expect(response.status).toBe(200);
		expect(response.headers.get('content-type')).toContain('application/json');
		const text = await response.text();
		expect(text).toMatch(/^\{"first"/);
		expect(() => JSON.parse(text)).toThrow(SyntaxError);
	});

	test('delay: late but right', async () => {
		sandbox.failNext({ kind: 'delay', delayMs: 120 });
		const before = performance.now();
		expect((await list()).status).toBe(200);
		expect(performance.now() - before).toBeGreaterThanOrEqual(115);
	});
});

describe('which requests fail', () => {
	test('method, path, skip and times', async () => {
		sandbox.failNext({ kind: 'status', method: 'GET', path: '/v2/pre', skip: 1, times: 2 });
		expect((await call(sandbox, 'GET', '/v2/live')).status).toBe(200);
		expect((await start()).status).toBe(201);
		const statuses: number[] = [];
		for (let round = 0; round < 4; round++) statuses.push((await list()).status);
		expect(statuses).toEqual([200, 500, 500, 200]);
	});

	test('a pattern that ends with $ matches exactly; faults wait in line', async () => {
		const { id } = sandbox.seedJob();
		sandbox.failNext({ kind: 'status', status: 502, path: /\/v2\/pre-recorded$/ });
		sandbox.failNext({ kind: 'status', status: 503 });
		expect((await call(sandbox, 'GET', `/v2/pre-recorded/${id}`)).status).toBe(503);
		expect((await list()).status).toBe(502);
	});

	test('an upload can fail after it was read', async () => {
		sandbox.failNext({ kind: 'lose-response', path: '/v2/upload' });
		expect(await outcome(upload(sandbox, wave(1), 'a.wav'))).toBe('cut');
		expect(sandbox.requests).toMatchObject([{ upload: { filename: 'a.wav' }, status: 0 }]);
	});

	test('job-error: only the jobs that are due fail', async () => {
		sandbox.failNext({ kind: 'job-error', errorCode: 400, skip: 1 });
		sandbox.failNext({ kind: 'job-error', times: 1, skip: 2 });
		for (let round = 0; round < 4; round++) await start();
		await new Promise((resolve) => setTimeout(resolve, 200));
		const ended = sandbox.jobs().reverse();
		expect(ended.map(({ status, error_code }) => [status, error_code])).toEqual([
			['done', null],
			['error', 400],
			['error', 500],
			['done', null],
		]);
		expect(ended[1]).toMatchObject({ result: null, completed_at: expect.any(String) });
	});
});

describe('over HTTP', () => {
	const post = (fault: unknown) => call(sandbox, 'POST', '/_sandbox/faults', fault, {});

	test('asked for and forgotten', async () => {
		const fault: Fault = { kind: 'status', status: 418, times: 5 };
		expect((await post(fault)).status).toBe(204);
		expect((await list()).status).toBe(418);
		expect((await call(sandbox, 'DELETE', '/_sandbox/faults', undefined, {})).status).toBe(204);
		expect((await list()).status).toBe(200);
	});

	test.each([
		[{ kind: 'explode' }],
		[{ kind: 'status', code: 500 }],
		[{ kind: 'status', times: '2' }],
		[{ kind: 'status', path: '(' }],
		[{ kind: 'addon-error' }],
	])('refused: %j', async (fault) => {
		expect((await post(fault)).status).toBe(400);
		expect((await list()).status).toBe(200);
	});
});
