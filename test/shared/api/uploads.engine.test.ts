import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import type { BinaryDataService } from 'n8n-core';
import type { INodeExecutionData, INodeType } from 'n8n-workflow';
import { GladiaTranscribe } from '../../../nodes/GladiaTranscribe/GladiaTranscribe.node';
import { GladiaUpload } from '../../../nodes/GladiaUpload/GladiaUpload.node';
import type { Sandbox } from '../../../sandbox/sandbox';
import { startSandbox } from '../../../sandbox/sandbox';
import type { NodeRun } from '../../support/engine';
import { runNode, storedFile, useBinaryStore } from '../../support/engine';

let sandbox: Sandbox;
let store: BinaryDataService;
let speech: Buffer;

beforeAll(async () => {
	sandbox = await startSandbox({ jobSeconds: 0.2 });
	store = await useBinaryStore();
	speech = await readFile('sandbox/speech/sample.wav');
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.reset());

const upload: INodeType = new GladiaUpload();
const transcribe: INodeType = new GladiaTranscribe();

const run = async (
	node: INodeType,
	items: INodeExecutionData[],
	options: Partial<NodeRun> & { baseUrl?: string } = {},
) =>
	await runNode({
		node,
		items,
		parameters: {},
		credentials: { apiKey: 'sandbox-key', baseUrl: options.baseUrl ?? sandbox.url },
		...options,
	});

const twoFiles = async () => [
	await storedFile(store, speech, 'a.wav'),
	await storedFile(store, speech, 'b.wav'),
];

const uploaded = () =>
	sandbox.requests.flatMap(({ upload: file, status }) => (file && status === 200 ? [file] : []));

describe.each([
	['Gladia Upload', upload],
	['Gladia Transcribe', transcribe],
])('%s', (_, node) => {
	it.each([
		{ kind: 'reset', times: 5 },
		{ kind: 'status', status: 503, times: 5 },
		{ kind: 'status', status: 429, times: 5 },
		{ kind: 'lose-response', times: 5 },
	] as const)('repeats an upload as often as a read: $kind $status', async (fault) => {
		sandbox.failNext({ ...fault, path: '/v2/upload' });
		const result = await run(node, await twoFiles());
		expect(result.error).toBeUndefined();
		expect(result.items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		const names = uploaded().map(({ filename, size }) => [filename, size]);
		expect(names).toEqual(
			expect.arrayContaining([
				['a.wav', speech.length],
				['b.wav', speech.length],
			]),
		);
	});
});

it('a server that refuses connections is waited for until it is back', async () => {
	const port = await freePort();
	const opening = new Promise<Sandbox>((resolve) => {
		setTimeout(() => void startSandbox({ port, jobSeconds: 0.2 }).then(resolve), 6_000);
	});
	const result = await run(transcribe, await twoFiles(), { baseUrl: `http://127.0.0.1:${port}` });
	const late = await opening;
	try {
		expect(result.error).toBeUndefined();
		expect(result.items.map(({ json }) => json.status)).toEqual(['done', 'done']);
	} finally {
		await late.close();
	}
});

it('a server that is away is waited for until Max Wait, and no longer', async () => {
	const began = Date.now();
	const result = await run(transcribe, await twoFiles(), {
		baseUrl: `http://127.0.0.1:${await freePort()}`,
		parameters: { limits: { maxWaitMinutes: 0.1 } },
	});
	expect(result.error?.message).toMatch(/^Gladia could not be reached to upload the audio/);
	expect(Date.now() - began).toBeGreaterThan(3_000);
	expect(Date.now() - began).toBeLessThan(9_000);
});

it('cancelling ends the wait for a server that is away', async () => {
	const began = Date.now();
	const result = await run(upload, await twoFiles(), {
		baseUrl: `http://127.0.0.1:${await freePort()}`,
		cancelWhen: new Promise((resolve) => setTimeout(resolve, 1_500)),
	});
	expect(result.status).toBe('canceled');
	expect(Date.now() - began).toBeLessThan(3_500);
});

it.each([
	['Gladia Upload', upload],
	['Gladia Transcribe', transcribe],
])('%s leads accounts that keep no data to the address of the audio', async (_, node) => {
	sandbox.failNext({
		kind: 'status',
		status: 403,
		path: '/v2/upload',
		// The answer is often lost with the line while the file is still being sent.
		times: 4,
		body: { statusCode: 403, message: 'File upload is disabled', request_id: 'G-1' },
	});
	const result = await run(node, await twoFiles(), { onError: 'continueRegularOutput' });
	expect(result.items.map(({ json }) => json)).toEqual(
		[0, 1].map((item) => ({
			error: `Gladia does not allow this account to upload the audio [Item ${item}]`,
			details: {
				description:
					"File upload is disabled on accounts with zero data retention, and plans differ. Give the address of the audio to Gladia Transcribe instead ('Audio Source': 'URL'): that needs no upload. Gladia answered: File upload is disabled. Request ID: G-1",
				status_code: 403,
				request_id: 'G-1',
			},
		})),
	);
});

describe('the name of a file', () => {
	it.each([
		['', 'audio/mpeg', 'audio.mp3'],
		['voice', 'audio/ogg', 'voice.ogg'],
		['voice.', 'audio/x-m4a', 'voice.m4a'],
		['call 2026.11.20', 'audio/x-wav', 'call 2026.11.20.wav'],
		['upload.bin', 'audio/webm;codecs=opus', 'upload.bin.webm'],
		['talk.MP3', 'application/octet-stream', 'talk.MP3'],
		['talk.wav', 'audio/mpeg', 'talk.wav'],
		['unknown', 'application/octet-stream', 'unknown'],
	])('"%s" of type %s is sent as "%s"', async (fileName, mimeType, sent) => {
		const data = speech.subarray(0, 32_044).toString('base64');
		const items = [0, 1].map(() => ({ json: {}, binary: { data: { fileName, mimeType, data } } }));
		const result = await run(upload, items);
		expect(result.error).toBeUndefined();
		expect(uploaded().map(({ filename }) => filename)).toEqual([sent, sent]);
	});
});

/** A port on which nothing listens. */
async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	await new Promise((resolve) => server.close(resolve));
	return port;
}
