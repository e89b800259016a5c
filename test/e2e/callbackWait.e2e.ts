import { setTimeout as sleep } from 'node:timers/promises';
import type { IDataObject, INodeParameters, OnError } from 'n8n-workflow';
import { outputOf } from '../../demo/execution';
import type { N8nRest } from '../../demo/n8nRest';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox/sandbox';
import { GLADIA, gladiaWorkflow, sandboxCredential, TRIGGER } from './gladiaWorkflow';
import { connectToHost } from './n8nHost';

jest.setTimeout(120_000);

const API_KEY = 'key-of-the-callback-tests';
let rest: N8nRest;
let sandbox: Sandbox;

beforeAll(async () => {
	rest = await connectToHost();
});
afterEach(async () => await sandbox.close());

interface Run extends SandboxOptions {
	parameters?: INodeParameters;
	onError?: OnError;
}

const urls = (count: number) =>
	Array.from({ length: count }, (_, n) => `https://example.com/${n}.mp3`);

async function transcribe(audioUrls: string[], run: Run): Promise<string> {
	const { parameters, onError, ...options } = run;
	sandbox = await startSandbox({ ...options, keys: [API_KEY] });
	const workflow = gladiaWorkflow(
		audioUrls.map((url): IDataObject => ({ url })),
		await sandboxCredential(rest, sandbox, API_KEY),
		{
			type: 'gladiaTranscribe',
			parameters: {
				audioSource: 'url',
				audioUrl: '={{ $json.url }}',
				waitFor: 'callback',
				limits: { pollFirstSeconds: 0 },
				...parameters,
			},
			onError,
		},
	);
	return await rest.run(await rest.createWorkflow(workflow), TRIGGER);
}

const idOf = (url: string) =>
	sandbox.jobs().find(({ request_params }) => request_params?.audio_url === url)?.id;

describe('Gladia Transcribe that sleeps until Gladia calls back', () => {
	it('gives the results of all items in order, without asking meanwhile', async () => {
		const list = urls(3);
		const id = await transcribe(list, { jobSeconds: 4 });
		await sleep(1_000);
		const asleep = sandbox.requests.length;
		const execution = await rest.waitForExecution(id, 60_000);
		expect(execution.status).toBe('success');
		expect(
			outputOf(execution, GLADIA).map(({ json, pairedItem }) => [json.id, json.status, pairedItem]),
		).toEqual(list.map((url, item) => [idOf(url), 'done', { item }]));
		expect(asleep).toBe(3);
		expect(sandbox.jobs()).toHaveLength(3);
	});

	it('links every utterance to its item', async () => {
		const id = await transcribe(urls(2), {
			jobSeconds: 3,
			parameters: { output: 'items', itemType: 'utterance' },
		});
		const execution = await rest.waitForExecution(id, 60_000);
		const items = outputOf(execution, GLADIA);
		const links = items.map(({ json, pairedItem }) => [json.transcription_id, pairedItem]);
		expect(items.length).toBeGreaterThan(4);
		expect(links).toEqual(
			items.map(({ json }) => [
				json.transcription_id,
				{ item: json.transcription_id === idOf(urls(1)[0] ?? '') ? 0 : 1 },
			]),
		);
	});
});
