import type { INodeExecutionData } from 'n8n-workflow';
import { GladiaTranscribe } from '../../../nodes/GladiaTranscribe/GladiaTranscribe.node';
import { GladiaUpload } from '../../../nodes/GladiaUpload/GladiaUpload.node';
import { runNode } from '../../support/engine';
import type { TestServer } from '../../support/httpServer';
import { answerJson, startServer } from '../../support/httpServer';

let server: TestServer;
beforeEach(async () => {
	server = await startServer((request, response) => {
		const isUpload = request.path === '/v2/upload';
		answerJson(response, isUpload ? 200 : 201, isUpload ? { audio_url: 'u' } : { id: 'job-1' });
	});
});
afterEach(async () => await server.close());

const nodes = [
	['Gladia Transcribe', new GladiaTranscribe(), { operation: 'start', audioSource: 'url' }],
	['Gladia Upload', new GladiaUpload(), { operation: 'uploadUrl' }],
] as const;

describe.each(nodes)('%s', (_name, node, parameters) => {
	/** Gladia's own server is on the internet; this one only answers for it. */
	const run = async (addresses: string[], baseUrl: string) =>
		await runNode({
			node,
			items: addresses.map((url): INodeExecutionData => ({ json: { url } })),
			parameters: { ...parameters, audioUrl: '={{ $json.url }}' },
			onError: 'continueRegularOutput',
			credentials: { apiKey: 'sandbox-key', baseUrl },
		});

	it('explains pages of shared files, and private addresses, before anything is sent', async () => {
		const { items } = await run(
			[
				'https://drive.google.com/file/d/1YvY3gX/view?usp=sharing',
				'https://wetransfer.com/downloads/abc/def',
				'http://localhost:5678/files/a.mp3',
				'http://192.168.1.7/a.mp3',
			],
			'https://gladia.invalid',
		);
		const download =
			"It leads to this machine or its own network, not to the internet. Have a node before this one download the audio, and set 'Audio Source' to 'File From Previous Node'";
		expect(items.map(({ json, pairedItem }) => ({ json, pairedItem }))).toEqual(
			[
				[
					"The address in 'Audio URL' is a page of Google Drive, not the audio itself",
					"Put a Google Drive node before this one that downloads the file, and set 'Audio Source' to 'File From Previous Node'. For a public file below 100 MB, https://drive.google.com/uc?export=download&id= with the file's ID may do as well",
				],
				[
					"The address in 'Audio URL' is a page of WeTransfer, not the audio itself",
					'WeTransfer has no address of the file itself: download it and upload it elsewhere',
				],
				["Gladia cannot reach the address in 'Audio URL': localhost", download],
				["Gladia cannot reach the address in 'Audio URL': 192.168.1.7", download],
			].map(([error, description], item) => ({
				json: { error: `${error} [Item ${item}]`, details: { description } },
				pairedItem: { item },
			})),
		);
		expect(server.seen).toEqual([]);
	});

	it('sends the file behind a Dropbox link, pages that Gladia can read, and a private server its own', async () => {
		const shared = 'https://www.dropbox.com/scl/fi/abc/call.mp3?rlkey=x&dl=';
		const others = ['https://www.youtube.com/watch?v=abc', `${server.url}/a.mp3`];
		const { items } = await run([`${shared}0`, ...others], server.url);
		expect(items.map(({ json }) => json.error)).toEqual([undefined, undefined, undefined]);
		const sent = server.seen.map(({ body }) => JSON.parse(body) as { audio_url: string });
		expect(sent).toHaveLength(3);
		expect(sent.map(({ audio_url }) => audio_url)).toEqual(
			expect.arrayContaining([`${shared}1`, ...others]),
		);
	});
});
