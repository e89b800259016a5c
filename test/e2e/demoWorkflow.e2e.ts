import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { demoNodes, demoWorkflow, recording } from '../../demo/demoWorkflow';
import { outputOf, type Execution } from '../../demo/execution';
import type { N8nRest } from '../../demo/n8nRest';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox';
import { sandboxCredential } from './gladiaWorkflow';
import { connectToHost } from './n8nHost';

jest.setTimeout(60_000);

const API_KEY = 'key-of-the-demo-tests';

describe('The demo workflow in n8n', () => {
	let rest: N8nRest;
	let sandbox: Sandbox;
	let execution: Execution;

	beforeAll(async () => {
		rest = await connectToHost();
		sandbox = await startSandbox({ keys: [API_KEY], jobSeconds: 1 });
		const credential = await sandboxCredential(rest, sandbox, API_KEY);
		const workflowId = await rest.createWorkflow(await demoWorkflow(credential));
		const executionId = await rest.run(workflowId, demoNodes.trigger);
		execution = await rest.waitForExecution(executionId, 30_000);
	});

	afterAll(async () => {
		await sandbox.close();
	});

	it('sends the recording and asks for what is switched on', () => {
		expect(execution.status).toBe('success');
		const [upload, start] = sandbox.requests;
		expect(upload?.upload).toMatchObject({
			filename: 'sample.wav',
			size: readFileSync(recording).length,
		});
		expect(start?.body).toEqual({
			audio_url: expect.stringMatching(`^${sandbox.url}/file/`),
			diarization: true,
			subtitles: true,
			summarization: true,
		});
	});

	it('transcribes the recording', () => {
		expect(outputOf(execution, demoNodes.transcribe)).toEqual([
			{
				json: {
					id: sandbox.jobs()[0]?.id,
					status: 'done',
					filename: 'sample.wav',
					audio_duration: 19.254,
					languages: ['en'],
					speakers: 2,
					full_transcript:
						'Your call is now first in line and will be answered by the next available representative. ' +
						'Thank you for your patience. ' +
						'And so my fellow Americans, ask not what your country can do for you, ' +
						'ask what you can do for your country.',
					summary:
						'A caller is told that the call is first in line. The caller is thanked for waiting. ' +
						'Americans are called on not to ask what their country can do for them. ' +
						'They are asked to consider what they can do for their country.',
					custom_metadata: null,
					failed_add_ons: [],
				},
				pairedItem: { item: 0 },
			},
		]);
	});

	it('gives the dialogue', () => {
		expect(outputOf(execution, demoNodes.dialogue)).toEqual([]);
	});

	it('gives the subtitle file', async () => {
		const [item] = outputOf(execution, demoNodes.subtitles);
		const content = await rest.binary(item?.binary?.srt?.id ?? '');
		expect(content.toString()).toBe('');
		expect(item).toEqual({});
	});

	it('leaves no key in the data of the execution', () => {
		const everything = inspect(execution, { depth: null, maxStringLength: null });

		expect(everything).toContain('ask not what your country can do for you');
		expect(everything).not.toContain(API_KEY);
	});
});
