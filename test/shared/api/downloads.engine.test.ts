import { createHash, randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { BinaryDataService } from 'n8n-core';
import type { IBinaryData } from 'n8n-workflow';
import { GladiaGetResult } from '../../../nodes/GladiaGetResult/GladiaGetResult.node';
import { runNode, useBinaryStore } from '../../support/engine';
import type { Answer, SeenRequest, TestServer } from '../../support/httpServer';
import { answerJson, redirectTo, startServer } from '../../support/httpServer';

const KEY = 'sandbox-key';
const ID = '45463597-20b7-4af7-b3b3-f5fb778203ab';
const AUDIO = randomBytes(3_000_000);
const ETAG = '"version-1"';

let store: BinaryDataService;
let server: TestServer;
beforeAll(async () => {
	store = await useBinaryStore();
});
afterEach(async () => await server.close());

/** An API whose job is done, and whose audio (at /file or wherever it leads) is answered by the test. */
async function apiWith(audio: Answer): Promise<void> {
	server = await startServer((request, response, number) => {
		if (/^\/v2\/pre-recorded\/[^/]+$/.test(request.path)) {
			const file = { filename: 'talk.wav' };
			answerJson(response, 200, { id: ID, status: 'done', kind: 'pre-recorded', file });
		} else audio(request, response, number);
	});
}

const download = async () =>
	await runNode({
		node: new GladiaGetResult(),
		items: [{ json: {} }],
		parameters: {
			operation: 'download',
			transcriptionId: { __rl: true, mode: 'id', value: ID },
		},
		credentials: { apiKey: KEY, baseUrl: server.url },
	});

const audioRequests = () => server.seen.filter(({ path }) => !path.endsWith(ID));

const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const stored = async (binary: IBinaryData | undefined) =>
	digest(await store.getAsBuffer(binary ?? { data: '', mimeType: '' }));

/** Announces the whole rest and cuts the line after so many bytes. */
function sendCut(response: ServerResponse, from: number, bytes: number, headers: object): void {
	response.writeHead(from === 0 ? 200 : 206, {
		'content-length': AUDIO.length - from,
		...(from > 0 && { 'content-range': `bytes ${from}-${AUDIO.length - 1}/${AUDIO.length}` }),
		...headers,
	});
	response.write(AUDIO.subarray(from, from + bytes), () => response.destroy());
}

const fromOf = ({ headers }: SeenRequest) =>
	Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0);

describe('a line that breaks in the middle of a file', () => {
	it('is taken up where it broke when the server hands out parts', async () => {
		const offer = { 'accept-ranges': 'bytes', etag: ETAG };
		await apiWith((request, response, number) => {
			const from = fromOf(request);
			if (number < 3) sendCut(response, from, 700_000, offer);
			else sendCut(response, from, AUDIO.length, offer);
		});
		const result = await download();
		expect(result.error).toBeUndefined();
		expect(await stored(result.items[0]?.binary?.data)).toBe(digest(AUDIO));
		const asked = audioRequests();
		const begins = asked.map(fromOf);
		expect(begins[0]).toBe(0);
		expect(begins[1]).toBeGreaterThan(0);
		expect(begins[2]).toBeGreaterThan(begins[1] ?? 0);
		expect(asked.slice(1).map(({ headers }) => headers['if-range'])).toEqual([ETAG, ETAG]);
	});

	it.each<[string, (from: number, response: ServerResponse) => void]>([
		['sends the whole again', (_, response) => sendCut(response, 0, AUDIO.length, { etag: ETAG })],
		[
			'sends another part than asked for',
			(from, response) => sendCut(response, from + 1, AUDIO.length, { etag: ETAG }),
		],
		[
			'sends a part of another version',
			(from, response) => sendCut(response, from, AUDIO.length, { etag: '"version-2"' }),
		],
		['refuses parts', (_, response) => response.writeHead(416).end()],
	])('is begun again when the server %s', async (_, rest) => {
		await apiWith((request, response, number) => {
			const from = fromOf(request);
			if (from > 0) rest(from, response);
			else if (number === 1) {
				sendCut(response, 0, 500_000, { 'accept-ranges': 'bytes', etag: ETAG });
			} else response.end(AUDIO);
		});
		const result = await download();
		expect(result.error).toBeUndefined();
		expect(await stored(result.items[0]?.binary?.data)).toBe(digest(AUDIO));
		expect(audioRequests().map(fromOf)).toEqual([0, expect.any(Number), 0]);
	});

	it('ends with an error when it breaks every time', async () => {
		await apiWith((_, response) => sendCut(response, 0, 100_000, {}));
		const result = await download();
		expect(result.error?.message).toBe(
			'Gladia could not be reached to download the audio [Item 0]',
		);
		expect(audioRequests()).toHaveLength(3);
	});
});

describe('a success that is no audio', () => {
	it.each<[string, (response: ServerResponse) => void, string]>([
		[
			'a page',
			(response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Log in</p>'),
			'A web page or a document came instead of the audio [Item 0]',
		],
		[
			'a page that says it is audio',
			(response) =>
				response
					.writeHead(200, { 'content-type': 'application/octet-stream' })
					.end('\n<!DOCTYPE html><p>Log in</p>'),
			'A web page or a document came instead of the audio [Item 0]',
		],
		[
			'JSON',
			(response) => answerJson(response, 200, { message: 'later' }),
			'A web page or a document came instead of the audio [Item 0]',
		],
		[
			'nothing',
			(response) => response.writeHead(200).end(),
			'Gladia sent an empty file instead of the audio [Item 0]',
		],
		[
			'no content',
			(response) => response.writeHead(204).end(),
			'Gladia sent an empty file instead of the audio [Item 0]',
		],
	])('is an error, not a file: %s', async (_, answer, message) => {
		await apiWith((__, response) => answer(response));
		const result = await download();
		expect(result.error?.message).toBe(message);
		expect(result.items).toEqual([]);
	});
});

describe('storage behind the API', () => {
	const toStorage: Answer = (_, response) =>
		redirectTo(response, 302, `${server.otherOrigin}/signed?secret=s3cr3t`);

	it('gets no key, and neither does the API when storage leads back to it', async () => {
		await apiWith((request, response, number) => {
			if (number === 1) toStorage(request, response, number);
			else if (number === 2) redirectTo(response, 307, `${server.url}/v2/again`);
			else response.end(AUDIO);
		});
		const result = await download();
		expect(await stored(result.items[0]?.binary?.data)).toBe(digest(AUDIO));
		expect(audioRequests().map(({ path, headers }) => [path, headers['x-gladia-key']])).toEqual([
			[`/v2/pre-recorded/${ID}/file`, KEY],
			['/signed?secret=s3cr3t', undefined],
			['/v2/again', undefined],
		]);
	});

	it('is asked again, by a new address, after a passing fault', async () => {
		await apiWith((request, response, number) => {
			if (request.path.endsWith('/file')) toStorage(request, response, number);
			else if (number === 2) response.writeHead(503).end();
			else response.end(AUDIO);
		});
		const result = await download();
		expect(await stored(result.items[0]?.binary?.data)).toBe(digest(AUDIO));
		expect(audioRequests()).toHaveLength(4);
	});

	it('that asks for hours of patience is not waited for', async () => {
		await apiWith((request, response, number) => {
			if (request.path.endsWith('/file')) toStorage(request, response, number);
			else response.writeHead(503, { 'retry-after': '7200' }).end();
		});
		const result = await download();
		expect(result.error?.message).toMatch(/^The storage service .* did not hand out the audio/);
		expect(audioRequests()).toHaveLength(2);
	});

	const refusal = 'The storage service that Gladia names did not hand out the audio [Item 0]';
	it.each([403, 404, 410])('is what a %i of it is told of', async (status) => {
		await apiWith((request, response, number) => {
			if (request.path.endsWith('/file')) toStorage(request, response, number);
			else {
				response.writeHead(status, { 'content-type': 'application/xml' });
				response.end('<Error><Code>AccessDenied</Code><Host>s3cr3t</Host></Error>');
			}
		});
		const result = await download();
		expect(result.error?.message).toBe(refusal);
		expect(result.error).toMatchObject({
			description: expect.stringMatching(/signed address.*Gladia answered: AccessDenied$/),
		});
		expect(JSON.stringify(result.error)).not.toContain('s3cr3t');
	});

	it('that redirects in a circle is not blamed on the base URL', async () => {
		await apiWith(toStorage);
		const result = await download();
		expect(result.error?.message).toBe(
			'The server redirected the request to download the audio again and again [Item 0]',
		);
		expect(result.error).toMatchObject({ description: expect.not.stringContaining('Base URL') });
	});
});

it('a 404 for the audio of a job that is there says so', async () => {
	await apiWith((_, response) => answerJson(response, 404, { message: 'Not found' }));
	const result = await download();
	expect(result.error?.message).toBe('Gladia has no audio of the transcription [Item 0]');
});
