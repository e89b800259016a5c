import { readFileSync } from 'node:fs';
import type { INodeParameters } from 'n8n-workflow';
import { RECORDING } from '../../demo/demoWorkflow';
import type { Execution } from '../../demo/execution';
import { outputOf } from '../../demo/execution';
import type { N8nRest } from '../../demo/n8nRest';
import type { Sandbox } from '../../sandbox/sandbox';
import { startSandbox } from '../../sandbox/sandbox';
import { GLADIA, gladiaWorkflow, sandboxCredential, TRIGGER } from './gladiaWorkflow';
import { connectToHost } from './n8nHost';

jest.setTimeout(60_000);

const API_KEY = 'key-of-the-get-result-tests';
const transcriptionId = { __rl: true, mode: 'id', value: '={{ $json.id }}' };

describe('Gladia Get Result in n8n', () => {
	let rest: N8nRest;
	let sandbox: Sandbox;
	let credential: { id: string; name: string };

	beforeAll(async () => {
		rest = await connectToHost();
	});

	beforeEach(async () => {
		sandbox = await startSandbox({ keys: [API_KEY] });
		credential = await sandboxCredential(rest, sandbox, API_KEY);
	});

	afterEach(async () => {
		await sandbox.close();
	});

	/** Runs one operation on each of the transcriptions. */
	async function run(ids: string[], parameters: INodeParameters): Promise<Execution> {
		const workflow = gladiaWorkflow(
			ids.map((id) => ({ id })),
			credential,
			{ type: 'gladiaGetResult', parameters: { transcriptionId, ...parameters } },
		);
		const executionId = await rest.run(await rest.createWorkflow(workflow), TRIGGER);
		return await rest.waitForExecution(executionId, 30_000);
	}

	it('offers the transcriptions in a list that can be searched', async () => {
		const at = { created_at: '2026-11-20T10:15:00.000Z' };
		const [first, second] = [sandbox.seedJob(at), sandbox.seedJob({ ...at, status: 'error' })];
		const search = {
			methodName: 'searchTranscriptions',
			nodeTypeAndVersion: { name: 'n8n-nodes-gladia-speech.gladiaGetResult', version: 1 },
			currentNodeParameters: { resource: 'preRecorded', operation: 'get' },
			credentials: { gladiaApi: credential },
		};
		const done = { name: 'sample.wav (2026-11-20 10:15, done)', value: first.id };
		const failed = { name: 'sample.wav (2026-11-20 10:15, error)', value: second.id };

		const { results } = await rest.listSearch(search);
		expect(results).toHaveLength(2);
		expect(results).toEqual(expect.arrayContaining([done, failed]));
		expect((await rest.listSearch({ ...search, filter: 'error' })).results).toEqual([failed]);
	});

	it('downloads the audio', async () => {
		const ids = [sandbox.seedJob().id, sandbox.seedJob().id];
		const execution = await run(ids, { operation: 'download' });
		const items = outputOf(execution, GLADIA);

		expect(items).toEqual(
			ids.map((id, item) => ({
				json: { id, filename: 'sample.wav', mime_type: 'audio/wav' },
				binary: {
					data: {
						data: 'filesystem-v2',
						id: expect.any(String),
						fileName: 'sample.wav',
						fileExtension: 'wav',
						fileType: 'audio',
						mimeType: 'audio/wav',
						fileSize: '616 kB',
						bytes: 616168,
					},
				},
				pairedItem: { item },
			})),
		);
		for (const item of items) {
			const content = await rest.binary(item.binary?.data?.id ?? '');
			expect(content.equals(readFileSync(RECORDING))).toBe(true);
		}
	});

	it('deletes', async () => {
		const kept = sandbox.seedJob();
		const ids = [sandbox.seedJob().id, sandbox.seedJob().id];
		const execution = await run(ids, { operation: 'delete' });

		expect(outputOf(execution, GLADIA)).toEqual(
			ids.map((_, item) => ({ json: { deleted: true }, pairedItem: { item } })),
		);
		expect(sandbox.jobs().map(({ id }) => id)).toEqual([kept.id]);
	});
});
