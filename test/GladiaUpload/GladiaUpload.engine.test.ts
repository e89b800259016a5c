import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Container } from '@n8n/di';
import type { BinaryDataService } from 'n8n-core';
import { BinaryDataConfig } from 'n8n-core';
import type { INodeExecutionData, INodeParameters, OnError } from 'n8n-workflow';
import { GladiaUpload } from '../../nodes/GladiaUpload/GladiaUpload.node';
import type { Sandbox } from '../../sandbox/sandbox';
import { startSandbox } from '../../sandbox/sandbox';
import { runNode, storedFile, useBinaryStore } from '../support/engine';

const SPEECH = 'sandbox/speech/sample.wav';
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

let sandbox: Sandbox;
let store: BinaryDataService;

beforeAll(async () => {
	sandbox = await startSandbox();
	store = await useBinaryStore();
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.reset());

const run = async (
	items: INodeExecutionData[],
	parameters: INodeParameters,
	onError?: OnError,
	apiKey = 'sandbox-key',
) =>
	await runNode({
		node: new GladiaUpload(),
		items,
		parameters,
		onError,
		credentials: { apiKey, baseUrl: `${sandbox.url}/` },
	});

const stored = async (bytes: Buffer, fileName: string) => await storedFile(store, bytes, fileName);

const inMemory = (bytes: Buffer, fileName: string): INodeExecutionData => ({
	json: {},
	binary: { voice: { mimeType: 'audio/wav', fileName, data: bytes.toString('base64') } },
});

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

describe('Upload File', () => {
	it('streams each file of the binary store whole, with an exact length', async () => {
		const speech = await readFile(SPEECH);
		const silence = speech.subarray(0, 64_044);
		const items = [await stored(speech, 'speech.wav'), await stored(silence, 'short cut.wav')];
		const result = await run(items, { operation: 'uploadFile', binaryPropertyName: 'data' });

		expect(result.error).toBeUndefined();
		const uploads = sandbox.requests.map(({ method, path, headers, upload }) => ({
			call: `${method} ${path}`,
			key: headers['x-gladia-key'],
			version: headers['x-gladia-version'],
			chunked: headers['transfer-encoding'],
			name: upload?.filename,
			size: upload?.size,
			sha256: upload?.sha256,
		}));
		const common = {
			call: 'POST /v2/upload',
			key: 'sandbox-key',
			version: 'n8n-nodes-gladia-speech/development',
			chunked: undefined,
		};
		expect(uploads).toHaveLength(2);
		expect(uploads).toEqual(
			expect.arrayContaining([
				{ ...common, name: 'speech.wav', size: speech.length, sha256: sha256(speech) },
				{ ...common, name: 'short cut.wav', size: silence.length, sha256: sha256(silence) },
			]),
		);
		expect(result.items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		const [first, second] = result.items.map(({ json }) => json);
		expect(first).toEqual({
			audio_url: expect.stringContaining(`${sandbox.url}/file/`),
			audio_metadata: {
				id: expect.stringMatching(uuid),
				filename: 'speech.wav',
				extension: 'wav',
				size: speech.length,
				audio_duration: expect.closeTo((speech.length - 44) / 32_000, 1),
				number_of_channels: 1,
			},
		});
		expect(second).toMatchObject({
			audio_metadata: { filename: 'short cut.wav', size: silence.length },
		});
	});

	it('sends files that n8n holds in memory', async () => {
		const speech = await readFile(SPEECH);
		const items = [inMemory(speech, 'a.wav'), inMemory(speech.subarray(0, 32_044), 'b.wav')];
		const result = await run(items, { operation: 'uploadFile', binaryPropertyName: 'voice' });
		expect(result.error).toBeUndefined();
		const sizes = sandbox.requests.map(({ upload }) => upload?.size);
		expect(sizes.sort()).toEqual([speech.length, 32_044].sort());
	});

	it('opens the file again when the server was busy or the line broke', async () => {
		const speech = await readFile(SPEECH);
		sandbox.failNext({ kind: 'status', status: 503, path: '/v2/upload' });
		sandbox.failNext({ kind: 'reset', path: '/v2/upload' });
		const items = [await stored(speech, 'a.wav'), await stored(speech, 'b.wav')];
		const result = await run(items, { operation: 'uploadFile', binaryPropertyName: 'data' });
		expect(result.error).toBeUndefined();
		const whole = sandbox.requests.filter(({ upload }) => upload?.sha256 === sha256(speech));
		expect(whole.filter(({ status }) => status === 200)).toHaveLength(2);
		expect(result.items).toHaveLength(2);
	});

	it('tells which item lacks the file or has an empty one', async () => {
		const speech = await readFile(SPEECH);
		const items = [
			{ json: {} },
			await stored(Buffer.alloc(0), 'empty.wav'),
			await stored(speech, 'good.wav'),
		];
		const result = await run(
			items,
			{ operation: 'uploadFile', binaryPropertyName: 'data' },
			'continueRegularOutput',
		);
		expect(result.items.map(({ json, pairedItem }) => ({ json, pairedItem }))).toEqual([
			{
				json: {
					error: `The item has no file in 'Input Data Field Name' ("data") [Item 0]`,
					details: {
						description:
							'The item has no files at all: put a node before this one that reads or downloads the audio',
					},
				},
				pairedItem: { item: 0 },
			},
			{
				json: {
					error: `The file in 'Input Data Field Name' ("data") is empty [Item 1]`,
					details: { description: 'Check the node that made or downloaded the file' },
				},
				pairedItem: { item: 1 },
			},
			{
				json: expect.objectContaining({ audio_url: expect.stringContaining(sandbox.url) }),
				pairedItem: { item: 2 },
			},
		]);
		expect(sandbox.requests).toHaveLength(1);
	});

	it('refuses a file above 1000 MB before anything is sent', async () => {
		const item = await stored(await readFile(SPEECH), 'huge.wav');
		// The store's own record says how large a file is; a real one would only slow the test down.
		const name = `${item.binary?.data?.id?.split('/').at(-1)}.metadata`;
		const folder = Container.get(BinaryDataConfig).localStoragePath;
		const record = (await readdir(folder, { recursive: true })).find((path) => path.endsWith(name));
		const path = join(folder, record ?? '');
		const metadata = JSON.parse(await readFile(path, 'utf8')) as object;
		await writeFile(path, JSON.stringify({ ...metadata, fileSize: 1_000_000_001 }));
		const result = await run([item, item], { operation: 'uploadFile', binaryPropertyName: 'data' });
		expect(result.error?.message).toBe(
			`The file in 'Input Data Field Name' ("data") has 1001 MB, more than the 1000 MB that Gladia takes [Item 0]`,
		);
		expect(sandbox.requests).toHaveLength(0);
	});

	it('explains a wrong key without showing it', async () => {
		const items = [
			await stored(await readFile(SPEECH), 'a.wav'),
			await stored(await readFile(SPEECH), 'b.wav'),
		];
		const result = await run(
			items,
			{ operation: 'uploadFile', binaryPropertyName: 'data' },
			undefined,
			'wrong-key-1234',
		);
		expect(result.error?.message).toBe('Gladia does not know the API key [Item 0]');
		expect(result.error).toMatchObject({
			description: expect.stringMatching(
				/^Check 'API Key' and 'Base URL' in the Gladia API credential\. Gladia answered: .+\. Request ID: \S+$/,
			),
		});
		expect(JSON.stringify(result.error)).not.toContain('wrong-key-1234');
	});
});

describe('All Audio Files', () => {
	const speech = readFileSync(SPEECH).subarray(0, 64_044);
	const file = (fileName: string, bytes = speech) => ({
		fileName,
		mimeType: 'audio/wav',
		data: bytes.toString('base64'),
	});
	const parameters = { operation: 'uploadFile', allFiles: true };
	const mails = (): INodeExecutionData[] => [
		{
			json: {},
			binary: {
				one: file('a.wav'),
				note: { fileName: 'n.txt', mimeType: 'text/plain', data: '' },
				two: file('b.wav', Buffer.from('<html>Sign in')),
				three: file('c.wav'),
			},
		},
		{ json: {}, binary: { one: file('d.wav') } },
	];
	const what = 'The file is a web page, not audio or video ("two") [Item 0]';

	it('uploads each, and names its field', async () => {
		const result = await run(mails(), parameters, 'continueRegularOutput');
		const uploaded = ({ json, pairedItem }: INodeExecutionData) => [
			(json.audio_metadata as { filename?: string } | undefined)?.filename ?? json.error,
			json.input_field,
			pairedItem,
		];
		expect(result.items.map(uploaded)).toEqual([
			['a.wav', 'one', { item: 0 }],
			[what, undefined, { item: 0 }],
			['c.wav', 'three', { item: 0 }],
			['d.wav', 'one', { item: 1 }],
		]);
		expect(sandbox.requests).toHaveLength(3);
	});

	it('stops the workflow at one that is no audio', async () => {
		const { error } = await run(mails(), parameters);
		expect(error?.message).toBe(what);
	});
});

describe('Upload From URL', () => {
	it('hands each address to Gladia as it is', async () => {
		const items = ['https://example.com/a.mp3', ' https://example.com/b.mp3 '].map((url) => ({
			json: { url },
		}));
		const result = await run(items, { operation: 'uploadUrl', audioUrl: '={{ $json.url }}' });
		expect(result.error).toBeUndefined();
		// Items are worked on side by side, so the second may arrive first.
		expect(sandbox.requests).toHaveLength(2);
		expect(sandbox.requests.map(({ path, body }) => ({ path, body }))).toEqual(
			expect.arrayContaining([
				{ path: '/v2/upload', body: { audio_url: 'https://example.com/a.mp3' } },
				{ path: '/v2/upload', body: { audio_url: 'https://example.com/b.mp3' } },
			]),
		);
		expect(result.items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	});

	it('does not send what is no web address, and goes on with the others', async () => {
		const items = ['meeting.mp3', 'https://example.com/b.mp3'].map((url) => ({ json: { url } }));
		const result = await run(
			items,
			{ operation: 'uploadUrl', audioUrl: '={{ $json.url }}' },
			'continueErrorOutput',
		);
		expect(result.errorItems.map(({ json, pairedItem }) => ({ json, pairedItem }))).toEqual([
			{
				json: {
					url: 'meeting.mp3',
					error: {
						message: "'Audio URL' is not a web address: meeting.mp3 [Item 0]",
						description: 'Enter a complete address that starts with https:// or http://',
					},
				},
				pairedItem: { item: 0 },
			},
		]);
		expect(result.items).toHaveLength(1);
		expect(result.items[0]?.pairedItem).toEqual({ item: 1 });
	});
});
