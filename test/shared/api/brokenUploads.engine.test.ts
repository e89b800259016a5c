import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BinaryDataService } from 'n8n-core';
import type { INodeExecutionData, INodeParameters, INodeType, OnError } from 'n8n-workflow';
import { GladiaTranscribe } from '../../../nodes/GladiaTranscribe/GladiaTranscribe.node';
import { GladiaUpload } from '../../../nodes/GladiaUpload/GladiaUpload.node';
import { runNode, storedFile, useBinaryStore } from '../../support/engine';

const MINUTE = 60_000;

let store: BinaryDataService;
beforeAll(async () => {
	store = await useBinaryStore();
});
afterEach(() => jest.restoreAllMocks());

const upload: INodeType = new GladiaUpload();
const transcribe: INodeType = new GladiaTranscribe();

const run = async (
	node: INodeType,
	items: INodeExecutionData[],
	{ baseUrl, parameters = {}, onError }: RunOptions,
) =>
	await runNode({
		node,
		items,
		parameters,
		credentials: { apiKey: 'sandbox-key', baseUrl },
		onError,
	});

interface RunOptions {
	baseUrl: string;
	parameters?: INodeParameters;
	onError?: OnError;
}

/** More than fits into the buffers between two sockets, so that it is read as slowly as it is sent. */
const large = Buffer.alloc(24_000_000, 'RIFF');
const SLOW_FROM = 1_000_000;
const BREAKS_AT = 20_000_000;

// One file at a time: the clock that one of them puts on would count as failing for the other.
describe.each<[string, () => Promise<INodeExecutionData>]>([
	['in the binary store', async () => await storedFile(store, large, 'stored.wav')],
	[
		'in memory',
		async () => ({
			json: {},
			binary: {
				data: { mimeType: 'audio/wav', fileName: 'memory.wav', data: large.toString('base64') },
			},
		}),
	],
])('a connection that breaks under a file %s', (_, makeItem) => {
	it('is no reason to give up, even if that takes longer than the patience of the node', async () => {
		const server = await breakingServer({ breaks: 2, slowFor: 6 * MINUTE });
		const result = await run(upload, [await makeItem()], { baseUrl: server.url });
		await server.close();
		expect(result.error).toBeUndefined();
		expect(result.items).toEqual([
			{ json: { audio_url: 'https://a.example' }, pairedItem: { item: 0 } },
		]);
		expect(server.whole).toEqual([large.length]);
		expect(server.broken()).toBe(2);
	});

	it.each([
		['Gladia Upload', upload, {}, 3],
		['Gladia Transcribe', transcribe, { limits: { maxWaitMinutes: 4 } }, 2],
	])('again and again ends with a clear text: %s', async (_, node, parameters, times) => {
		const server = await breakingServer({ breaks: Infinity, silentFor: 2 * MINUTE });
		const result = await run(node, [await makeItem()], {
			baseUrl: server.url,
			parameters,
			onError: 'continueRegularOutput',
		});
		await server.close();
		expect(result.items.map(({ json }) => json)).toEqual([
			{
				error: 'Gladia could not be reached to upload the audio [Item 0]',
				details: {
					description: expect.stringMatching(
						new RegExp(
							`^The connection broke off.* That happened ${times} times\\. Check the network and any proxy`,
						),
					),
				},
			},
		]);
		expect(server.broken()).toBe(times);
	});
});

interface Breaking {
	/** How many tries of the files are broken off. */
	breaks: number;
	/** How long sending takes until the connection breaks in the middle of a file. */
	slowFor?: number;
	/** How long nothing moves after the whole file until the connection breaks. */
	silentFor?: number;
}

/** A server whose connections break while a file is sent; the clock is put on, nobody waits. */
async function breakingServer({ breaks, slowFor = 0, silentFor = 0 }: Breaking) {
	let ahead = 0;
	const now = Date.now.bind(Date);
	jest.spyOn(Date, 'now').mockImplementation(() => now() + ahead);
	const whole: number[] = [];
	let broken = 0;
	const server = createServer((request, response) => {
		const isFile = String(request.headers['content-type']).startsWith('multipart/');
		const isBroken = isFile && broken < breaks;
		let bytes = 0;
		const isAt = (mark: number, count: number) => bytes < mark && bytes + count >= mark;
		const hangUp = () => {
			broken++;
			request.socket.destroy();
		};
		request.on('error', () => {});
		request.on('data', ({ length }: Buffer) => {
			if (isBroken && isAt(SLOW_FROM, length)) ahead += slowFor;
			if (isBroken && slowFor > 0 && isAt(BREAKS_AT, length)) hangUp();
			bytes += length;
		});
		request.on('end', () => {
			if (isBroken) {
				ahead += silentFor;
				hangUp();
				return;
			}
			// Apart from the file there are its name and type.
			if (isFile) whole.push(bytes - (bytes % 1_000_000));
			const [status, body] = isFile ? [200, { audio_url: 'https://a.example' }] : [400, {}];
			response.writeHead(status, { 'content-type': 'application/json' });
			response.end(JSON.stringify(body));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const close = async () => {
		const closed = new Promise((resolve) => server.close(resolve));
		server.closeAllConnections();
		await closed;
	};
	return { url: `http://127.0.0.1:${port}`, whole, broken: () => broken, close };
}
