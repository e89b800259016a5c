import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { INode, INodeParameters } from 'n8n-workflow';
import { RECORDING } from '../../demo/demoWorkflow';
import { outputOf } from '../../demo/execution';
import type { N8nRest } from '../../demo/n8nRest';
import type { Sandbox } from '../../sandbox/sandbox';
import { DEFAULT_KEY, startSandbox } from '../../sandbox/sandbox';
import { sandboxCredential } from './gladiaWorkflow';
import { connectToHost } from './n8nHost';

jest.setTimeout(60_000);

let rest: N8nRest;
let sandbox: Sandbox;

beforeAll(async () => {
	rest = await connectToHost();
	sandbox = await startSandbox({ jobSeconds: 0.5 });
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.reset());

/** Read two copies of the recording → upload → transcribe what was uploaded. */
async function uploadAndTranscribe(upload: INodeParameters) {
	const credential = await sandboxCredential(rest, sandbox, DEFAULT_KEY);
	const node = (name: string, type: string, parameters: INodeParameters): INode => ({
		id: name,
		name,
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters,
		...(type.includes('gladia') && { credentials: { gladiaApi: credential } }),
	});
	const nodes = [
		node('Start', 'n8n-nodes-base.manualTrigger', {}),
		node('Read', 'n8n-nodes-base.readWriteFile', { operation: 'read', fileSelector: RECORDING }),
		node('Upload', 'n8n-nodes-gladia-speech.gladiaUpload', upload),
		node('Transcribe', 'n8n-nodes-gladia-speech.gladiaTranscribe', { audioSource: 'upload' }),
	];
	const connections = Object.fromEntries(
		nodes
			.slice(1)
			.map(({ name }, n) => [
				nodes[n]?.name,
				{ main: [[{ node: name, type: 'main' as const, index: 0 }]] },
			]),
	);
	const pinData = { Start: [{ json: {} }, { json: {} }] };
	const id = await rest.createWorkflow({ name: 'e2e gladiaUpload', nodes, connections, pinData });
	return await rest.waitForExecution(await rest.run(id, 'Start'), 30_000);
}

it('uploads files whole, and Transcribe goes on with what it gives', async () => {
	const bytes = await readFile(RECORDING);
	const execution = await uploadAndTranscribe({ operation: 'uploadFile' });
	expect(execution.status).toBe('success');
	const uploads = sandbox.requests.flatMap(({ upload }) => upload ?? []);
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	expect(uploads.map((upload) => [upload.filename, upload.sha256])).toEqual([
		['sample.wav', sha256],
		['sample.wav', sha256],
	]);
	const uploaded = outputOf(execution, 'Upload');
	expect(uploaded.map(({ json, pairedItem }) => [json, pairedItem])).toEqual(
		[0, 1].map((item) => [
			{
				audio_url: expect.stringContaining(`${sandbox.url}/file/`),
				audio_metadata: {
					id: expect.any(String),
					filename: 'sample.wav',
					extension: 'wav',
					size: bytes.length,
					audio_duration: 19.254,
					number_of_channels: 1,
				},
			},
			{ item },
		]),
	);
	expect(outputOf(execution, 'Transcribe').map(({ json }) => json.status)).toEqual([
		'done',
		'done',
	]);
});

it('has Gladia fetch an address', async () => {
	const execution = await uploadAndTranscribe({
		operation: 'uploadUrl',
		audioUrl: '=https://example.com/{{ $itemIndex }}.mp3',
	});
	expect(execution.status).toBe('success');
	const bodies = sandbox.requests.filter(({ path }) => path === '/v2/upload');
	// Items are worked on side by side, so the second may arrive first.
	expect(bodies).toHaveLength(2);
	expect(bodies.map(({ body }) => body)).toEqual(
		expect.arrayContaining([
			{ audio_url: 'https://example.com/0.mp3' },
			{ audio_url: 'https://example.com/1.mp3' },
		]),
	);
	expect(outputOf(execution, 'Upload').map(({ pairedItem }) => pairedItem)).toEqual([
		{ item: 0 },
		{ item: 1 },
	]);
});
