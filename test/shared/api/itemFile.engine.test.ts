import { readFile } from 'node:fs/promises';
import type { BinaryDataService } from 'n8n-core';
import type { IBinaryData, INodeExecutionData } from 'n8n-workflow';
import { GladiaLive } from '../../../nodes/GladiaLive/GladiaLive.node';
import { GladiaTranscribe } from '../../../nodes/GladiaTranscribe/GladiaTranscribe.node';
import { GladiaUpload } from '../../../nodes/GladiaUpload/GladiaUpload.node';
import type { Sandbox } from '../../../sandbox/sandbox';
import { startSandbox } from '../../../sandbox/sandbox';
import { usePlatformSocket } from '../../GladiaLive/support/nodeRun';
import { runNode, storedFile, useBinaryStore } from '../../support/engine';

usePlatformSocket();

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

async function binary(bytes: Buffer, fileName: string, mimeType: string): Promise<IBinaryData> {
	const { binary: files } = await storedFile(store, bytes, fileName);
	return { ...(files?.data as IBinaryData), mimeType, fileName, fileExtension: undefined };
}

const pdf = async () => await binary(Buffer.from('%PDF-1.7\n'), 'agenda.pdf', 'application/pdf');
const wav = async (name = 'call.wav') => await binary(speech, name, 'audio/wav');

const nodes = {
	'Gladia Upload': { node: new GladiaUpload(), parameters: {} },
	'Gladia Transcribe': { node: new GladiaTranscribe(), parameters: {} },
	'Gladia Live': { node: new GladiaLive(), parameters: { pace: 'fastest' } },
};
const names = Object.keys(nodes) as Array<keyof typeof nodes>;

const run = async (name: keyof typeof nodes, items: INodeExecutionData[]) =>
	await runNode({
		...nodes[name],
		items,
		onError: 'continueRegularOutput',
		credentials: { apiKey: 'sandbox-key', baseUrl: sandbox.url },
	});

describe.each(names)('%s, where the named field is missing', (name) => {
	it('takes the only audio or video file of the item', async () => {
		const byType = { Voice_Message: await binary(speech, 'blob', 'audio/wav'), cv: await pdf() };
		const byExtension = { attachment_0: await binary(speech, 'a.WAV', 'application/octet-stream') };
		const { items } = await run(name, [
			{ json: {}, binary: byType },
			{ json: {}, binary: byExtension },
		]);
		expect(items.map(({ json, pairedItem }) => [json.error, pairedItem])).toEqual([
			[undefined, { item: 0 }],
			[undefined, { item: 1 }],
		]);
	});

	it('names the fields if there are several, and what is there if there is none', async () => {
		const { items } = await run(name, [
			{ json: {}, binary: { agent: await wav(), cv: await pdf(), customer: await wav() } },
			{ json: {}, binary: { cv: await pdf(), raw: await binary(speech, 'x', 'text/plain') } },
			{ json: {} },
		]);
		const what = (item: number) =>
			`The item has no file in 'Input Data Field Name' ("data") [Item ${item}]`;
		expect(items.map(({ json }) => json)).toEqual([
			{
				error: what(0),
				details: {
					description:
						'It has several audio or video files: enter the name of one of these fields: agent, customer' +
						(name === 'Gladia Live' ? '' : ". Or choose 'All Audio Files'"),
				},
			},
			{
				error: what(1),
				details: {
					description:
						'Files of this item are in: cv (agenda.pdf, application/pdf); raw (x, text/plain)',
				},
			},
			{
				error: what(2),
				details: {
					description:
						'The item has no files at all: put a node before this one that reads or downloads the audio',
				},
			},
		]);
		expect(sandbox.requests).toEqual([]);
	});
});

describe.each(names.slice(0, 2))('%s', (name) => {
	it('refuses what is plainly no media before it is uploaded, whatever it calls itself', async () => {
		const login = Buffer.from(`<!DOCTYPE html><title>Sign in</title>${' '.repeat(300_000)}`);
		const { items } = await run(name, [
			{ json: {}, binary: { data: await binary(login, 'call.mp3', 'audio/mpeg') } },
			{ json: {}, binary: { data: await pdf(), voice: await wav() } },
			{ json: {}, binary: { data: await binary(Buffer.from('Notes'), 'a.txt', 'text/plain') } },
		]);
		expect(items.map(({ json, pairedItem }) => ({ json, pairedItem }))).toEqual([
			{
				json: {
					error: `The file in 'Input Data Field Name' ("data") is a web page, not audio or video [Item 0]`,
					details: {
						description:
							'A share link, or an address that needs a login, often gives a web page instead of the file: check the node that downloaded it',
					},
				},
				pairedItem: { item: 0 },
			},
			{
				json: {
					error: `The file in 'Input Data Field Name' ("data") is a PDF document, not audio or video [Item 1]`,
					details: {
						description:
							'Choose the field that has the recording, or check the node that made the file. Audio or video files of this item are in: voice',
					},
				},
				pairedItem: { item: 1 },
			},
			{
				json: {
					error: `The file in 'Input Data Field Name' ("data") is text, not audio or video [Item 2]`,
					details: {
						description:
							'Choose the field that has the recording, or check the node that made the file',
					},
				},
				pairedItem: { item: 2 },
			},
		]);
		expect(sandbox.requests).toEqual([]);
	});

	it('takes audio with a wrong type, streamed whole', async () => {
		const { items } = await run(name, [
			{ json: {}, binary: { data: await binary(speech, 'call', 'text/plain') } },
			{ json: {}, binary: { data: await binary(speech, 'call.bin', 'application/octet-stream') } },
		]);
		expect(items.map(({ json }) => json.error)).toEqual([undefined, undefined]);
		const sizes = sandbox.requests.flatMap(({ upload }) => upload?.size ?? []);
		expect(sizes).toEqual([speech.length, speech.length]);
	});
});

it('Gladia Live does not look for other files where each field is a channel', async () => {
	const item = { json: {}, binary: { voice: await wav() } };
	const { items } = await runNode({
		node: new GladiaLive(),
		items: [item, item],
		parameters: { audioSource: 'tracks', binaryPropertyNames: ['agent'], pace: 'fastest' },
		onError: 'continueRegularOutput',
		credentials: { apiKey: 'sandbox-key', baseUrl: sandbox.url },
	});
	expect(items.map(({ json }) => json)).toEqual(
		[0, 1].map((n) => ({
			error: `The item has no file in 'Input Data Field Name' ("agent") [Item ${n}]`,
			details: { description: 'Files of this item are in: voice (call.wav, audio/wav)' },
		})),
	);
});
