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

describe('a line that breaks under a file', () => {
	const large = Buffer.alloc(12_000_000, 'RIFF');
	const twoLargeFiles = async (): Promise<INodeExecutionData[]> => [
		await storedFile(store, large, 'stored.wav'),
		{
			json: {},
			binary: {
				data: { mimeType: 'audio/wav', fileName: 'memory.wav', data: large.toString('base64') },
			},
		},
	];

	it('after more than the patience of the node is no reason to give up', async () => {
		const server = await breakingServer({ breaks: 2, slowFor: 6 * MINUTE });
		const result = await run(upload, await twoLargeFiles(), { baseUrl: server.url });
		await server.close();
		expect(result.error).toBeUndefined();
		expect(result.items).toEqual(
			[0, 1].map((item) => ({ json: { audio_url: 'https://a.example' }, pairedItem: { item } })),
		);
		expect(server.whole).toEqual([large.length, large.length]);
	});

	it.each([
		['Gladia Upload', upload, {}],
		['Gladia Transcribe', transcribe, { limits: { maxWaitMinutes: 4 } }],
	])('again and again ends with a clear text: %s', async (_, node, parameters) => {
		const server = await breakingServer({ breaks: Infinity, silentFor: 2 * MINUTE });
		const result = await run(node, await twoLargeFiles(), {
			baseUrl: server.url,
			parameters,
			onError: 'continueRegularOutput',
		});
		await server.close();
		expect(result.items.map(({ json }) => json)).toEqual(
			[0, 1].map((item) => ({
				error: `Gladia could not be reached to upload the audio [Item ${item}]`,
				details: {
					description: expect.stringMatching(
						/^The connection broke off.* That happened [23] times\. Check the network and any proxy/,
					),
				},
			})),
		);
	});
});

interface Breaking {
	/** How many tries of the files are broken off. */
	breaks: number;
	/** How long sending takes until the line breaks in the middle of a file. */
	slowFor?: number;
	/** How long nothing moves after the whole file until the line breaks. */
	silentFor?: number;
}

/** A server under which lines break while a file is sent; the clock is put on, nobody waits. */
async function breakingServer({ breaks, slowFor = 0, silentFor = 0 }: Breaking) {
	let ahead = 0;
	const now = Date.now.bind(Date);
	jest.spyOn(Date, 'now').mockImplementation(() => now() + ahead);
	const whole: number[] = [];
	let left = breaks;
	const server = createServer((request, response) => {
		const isFile = String(request.headers['content-type']).startsWith('multipart/');
		const isBroken = isFile && left-- > 0;
		let bytes = 0;
		const isAt = (mark: number, count: number) => bytes < mark && bytes + count >= mark;
		request.on('error', () => {});
		request.on('data', ({ length }: Buffer) => {
			if (isBroken && isAt(1_000_000, length)) ahead += slowFor;
			if (isBroken && slowFor > 0 && isAt(10_000_000, length)) request.socket.destroy();
			bytes += length;
		});
		request.on('end', () => {
			if (isBroken) {
				ahead += silentFor;
				request.socket.destroy();
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
	return { url: `http://127.0.0.1:${port}`, whole, close };
}
