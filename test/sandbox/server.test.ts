import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox/sandbox';
import { call, upload } from './support/client';
import { wave } from './support/wave';

const open: Sandbox[] = [];
async function start(options?: SandboxOptions): Promise<Sandbox> {
	const sandbox = await startSandbox({ jobSeconds: 0.05, ...options });
	open.push(sandbox);
	return sandbox;
}
afterEach(async () => {
	await Promise.all(open.splice(0).map((sandbox) => sandbox.close()));
});

const startJob = (sandbox: Sandbox, audio_url = 'https://example.com/a.mp3') =>
	call(sandbox, 'POST', '/v2/pre-recorded', { audio_url });

async function until(condition: () => boolean): Promise<void> {
	const deadline = Date.now() + 3_000;
	while (!condition()) {
		if (Date.now() > deadline) throw new Error('Waited 3 s in vain');
		await new Promise((resolve) => setTimeout(resolve, 5));
	}
}

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
		const sandbox = await start({ jobSeconds: 0.2, concurrentJobs: 2, queuedJobs: 1 });
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

describe('upload', () => {
	const limit = 200_000;

	test('413 by the announced length, and while streaming without one', async () => {
		const sandbox = await start({ uploadLimitBytes: limit });
		expect((await upload(sandbox, Buffer.alloc(limit), 'a.wav')).status).toBe(200);
		expect(await upload(sandbox, Buffer.alloc(limit + 1), 'a.wav')).toMatchObject({
			status: 413,
			body: { statusCode: 413, path: '/v2/upload' },
		});
		expect((await upload(sandbox, Buffer.alloc(limit + 100_000), 'a.wav')).status).toBe(413);
		const boundary = 'b0undary';
		const head = `--${boundary}\r\nContent-Disposition: form-data; name="audio"; filename="a.wav"\r\n\r\n`;
		const chunks = [Buffer.from(head), ...Array(40).fill(Buffer.alloc(10_000))];
		const response = await fetch(`${sandbox.url}/v2/upload`, {
			method: 'POST',
			headers: {
				'x-gladia-key': 'sandbox-key',
				'content-type': `multipart/form-data; boundary=${boundary}`,
			},
			body: ReadableStream.from(chunks),
			duplex: 'half',
		} as RequestInit);
		expect(response.status).toBe(413);
		expect(sandbox.requests.at(-1)?.headers['content-length']).toBeUndefined();
	});

	test('is recorded with name, size, hash and announced length, and can be read back', async () => {
		const sandbox = await start();
		const content = wave(0.5, 2);
		const { body } = await upload(sandbox, content, 'Größe 1.wav');
		expect(body).toMatchObject({
			audio_metadata: {
				filename: 'Größe 1.wav',
				size: content.length,
				audio_duration: 0.5,
				number_of_channels: 2,
			},
		});
		const [request] = sandbox.requests;
		expect(request).toMatchObject({
			method: 'POST',
			path: '/v2/upload',
			query: {},
			status: 200,
			upload: {
				filename: 'Größe 1.wav',
				size: content.length,
				sha256: createHash('sha256').update(content).digest('hex'),
				contentLength: Number(request?.headers['content-length']),
			},
		});
		const { pathname } = new URL((body as { audio_url: string }).audio_url);
		const response = await fetch(`${sandbox.url}${pathname}`, {
			headers: { 'x-gladia-key': 'sandbox-key' },
		});
		expect(Buffer.from(await response.arrayBuffer()).equals(content)).toBe(true);
	});

	test('refuses an empty file, another field, no file, and a body without boundary', async () => {
		const sandbox = await start();
		expect(await upload(sandbox, Buffer.alloc(0), 'a.wav')).toMatchObject({
			status: 422,
			body: { statusCode: 422, message: 'The file is empty' },
		});
		expect(await upload(sandbox, wave(1), 'a.wav', 'file')).toMatchObject({
			status: 400,
			body: { message: 'Unexpected field: file' },
		});
		const post = (body: FormData | string, headers = {}) =>
			fetch(`${sandbox.url}/v2/upload`, {
				method: 'POST',
				headers: { 'x-gladia-key': 'sandbox-key', ...headers },
				body,
			}).then(async (response) => [response.status, await response.json()]);
		expect(await post('x', { 'content-type': 'multipart/form-data' })).toMatchObject([
			400,
			{ message: 'Content-Type is missing Multipart Boundary.' },
		]);
		const emptyForm = '--b\r\n\r\n--b--\r\n';
		expect(
			await post(emptyForm, { 'content-type': 'multipart/form-data; boundary=b' }),
		).toMatchObject([400, { statusCode: 400 }]);
	});

	test('a client that hangs up half-way leaves no file and a working server', async () => {
		const sandbox = await start();
		const ours = `gladia-sandbox-${process.pid}-`;
		const directories = () => readdirSync(tmpdir()).filter((name) => name.startsWith(ours));
		const stored = () => directories().flatMap((name) => readdirSync(join(tmpdir(), name))).length;
		const socket = connect(Number(new URL(sandbox.url).port), '127.0.0.1');
		socket.write(
			'POST /v2/upload HTTP/1.1\r\nHost: x\r\nx-gladia-key: sandbox-key\r\nContent-Length: 9999\r\n' +
				'Content-Type: multipart/form-data; boundary=b\r\n\r\n' +
				'--b\r\nContent-Disposition: form-data; name="audio"; filename="a.wav"\r\n\r\nhello',
		);
		await until(() => stored() === 1);
		socket.destroy();
		await until(() => stored() === 0);
		expect((await upload(sandbox, wave(1), 'a.wav')).status).toBe(200);
		expect(stored()).toBe(1);
		await sandbox.close();
		expect(directories()).toEqual([]);
	});

	test('from a URL: an earlier upload, this machine, elsewhere, or nothing', async () => {
		const sandbox = await start();
		const content = wave(2);
		const files = createServer((request, response) => {
			response.statusCode = request.url === '/a.wav' ? 200 : 404;
			response.end(content);
		});
		await new Promise<void>((resolve) => files.listen(0, '127.0.0.1', resolve));
		const base = `http://127.0.0.1:${(files.address() as AddressInfo).port}`;
		const fromUrl = (audio_url: string) => call(sandbox, 'POST', '/v2/upload', { audio_url });

		const local = await fromUrl(`${base}/a.wav`);
		expect(local).toMatchObject({
			status: 200,
			body: {
				audio_metadata: { filename: 'a.wav', source: `${base}/a.wav`, audio_duration: 2 },
			},
		});
		const { audio_url } = local.body as { audio_url: string };
		expect((await fromUrl(audio_url)).body).toEqual(local.body);
		const elsewhere = await fromUrl('https://example.com/talk.ogg');
		expect(elsewhere).toMatchObject({
			status: 200,
			body: { audio_metadata: { filename: 'talk.ogg', extension: 'ogg' } },
		});
		expect((await fromUrl(`${base}/missing`)).status).toBe(400);
		expect((await fromUrl(`${sandbox.url}/file/unknown`)).status).toBe(404);

		await startJob(sandbox, `${base}/missing`);
		await startJob(sandbox, `${sandbox.url}/file/5a3b1e00-0000-4000-8000-000000000000`);
		await until(() => sandbox.jobs().every(({ completed_at }) => completed_at !== null));
		expect(
			sandbox.jobs().map(({ status, error_code, file }) => [status, error_code, file]),
		).toEqual([
			['error', 404, null],
			['error', 400, null],
		]);
		const [job] = sandbox.jobs();
		expect((await call(sandbox, 'GET', `/v2/pre-recorded/${job?.id}/file`)).status).toBe(404);
		files.close();
	});
});

describe('a job', () => {
	test('is queued, processing, done, and only then deletable', async () => {
		const sandbox = await start({ jobSeconds: 0.3 });
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
		});
		expect((await startJob(sandbox)).status).toBe(201);
		const full = await startJob(sandbox);
		expect([full.status, full.headers.get('retry-after')]).toEqual([429, '60']);
		expect((await control('PATCH', 'settings', { speed: 1 })).status).toBe(400);

		expect((await control('POST', 'reset')).status).toBe(204);
		expect((await control('GET', 'jobs')).body).toEqual({ jobs: [] });
	});
});
