import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { call, upload } from './support/client';
import { start, startJob, until } from './support/sandboxes';
import { wave } from './support/wave';

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
		});
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

	test('refuses what is plainly no audio, uploaded or at an address', async () => {
		const sandbox = await start();
		const others = ['<!DOCTYPE html>', '{"error": "no"}', '%PDF-1.7', '\xff\xd8\xff\xe0', 'GIF89a'];
		for (const content of others) {
			const refused = await upload(sandbox, Buffer.from(content, 'latin1'), 'a.mp3');
			expect(refused).toMatchObject({ status: 400, body: { message: 'Unsupported codec' } });
		}
		expect((await upload(sandbox, Buffer.from('{ any other bytes \0'), 'a.mp3')).status).toBe(200);
		const files = createServer((_request, response) => response.end('<html>Sign in'));
		await new Promise<void>((resolve) => files.listen(0, '127.0.0.1', resolve));
		await startJob(sandbox, `http://127.0.0.1:${(files.address() as AddressInfo).port}/a.mp3`);
		await until(() => sandbox.jobs().every(({ completed_at }) => completed_at !== null));
		expect(sandbox.jobs()).toMatchObject([{ status: 'error', error_code: 400, file: null }]);
		files.close();
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
