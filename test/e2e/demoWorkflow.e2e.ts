import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { demoNodes, demoWorkflow, RECORDING } from '../../demo/demoWorkflow';
import type { Execution } from '../../demo/execution';
import { outputOf } from '../../demo/execution';
import type { N8nRest } from '../../demo/n8nRest';
import type { Sandbox } from '../../sandbox/sandbox';
import { startSandbox } from '../../sandbox/sandbox';
import { sandboxCredential } from './gladiaWorkflow';
import { connectToHost } from './n8nHost';

jest.setTimeout(60_000);

const API_KEY = 'key-of-the-demo-tests';

const callCentre =
	'Your call is now first in line and will be answered by the next available representative. ' +
	'Thank you for your patience.';
const kennedy =
	'And so my fellow Americans, ask not what your country can do for you, ' +
	'ask what you can do for your country.';
const subtitles = `1
00:00:00,480 --> 00:00:05,560
Your call is now first in line and will be answered by the next available representative.

2
00:00:06,280 --> 00:00:07,680
Thank you for your patience.

3
00:00:08,970 --> 00:00:16,250
And so my fellow Americans, ask not what your country can do for you,

4
00:00:16,830 --> 00:00:19,010
ask what you can do for your country.
`;

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

	/** What the default output of the nodes says about the recording. */
	function simplified() {
		return {
			id: sandbox.jobs()[0]?.id,
			status: 'done',
			filename: 'sample.wav',
			audio_duration: 19.254,
			languages: ['en'],
			speaker_count: 2,
			full_transcript: `${callCentre} ${kennedy}`,
			summary:
				'A caller is told that the call is first in line. The caller is thanked for waiting. ' +
				'Americans are called on not to ask what their country can do for them. ' +
				'They are asked to consider what they can do for their country.',
			dialogue: `Speaker 1: ${callCentre}\nSpeaker 2: ${kennedy}`,
			speakers: [
				{ label: 'Speaker 1', speaker: 0, channel: 0 },
				{ label: 'Speaker 2', speaker: 1, channel: 0 },
			],
			custom_metadata: null,
			failed_add_ons: [],
		};
	}

	/** The subtitles that were asked for, with each item that stands for the transcription. */
	const binary = {
		srt: {
			data: 'filesystem-v2',
			id: expect.any(String) as string,
			fileName: 'sample.srt',
			fileType: 'text',
			fileExtension: 'srt',
			mimeType: 'text/plain',
			fileSize: '358 B',
			bytes: 358,
		},
	};

	it('sends the recording and asks for what is switched on', () => {
		expect(execution.status).toBe('success');
		const [upload, start] = sandbox.requests;
		expect(upload?.upload).toMatchObject({
			filename: 'sample.wav',
			size: readFileSync(RECORDING).length,
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
			{ json: simplified(), binary, pairedItem: { item: 0 } },
		]);
	});

	it('gives the dialogue', () => {
		expect(outputOf(execution, demoNodes.dialogue)).toEqual([
			{
				json: simplified(),
				binary,
				pairedItem: { item: 0 },
			},
		]);
	});

	it('gives the subtitle file', async () => {
		const items = outputOf(execution, demoNodes.subtitles);
		const id = items[0]?.binary?.srt?.id ?? '';

		expect(items).toEqual([
			{
				json: simplified(),
				binary,
				pairedItem: { item: 0 },
			},
		]);
		expect((await rest.binary(id)).toString()).toBe(subtitles);
	});

	it('leaves no key in the data of the execution', () => {
		const everything = inspect(execution, { depth: null, maxStringLength: null });

		expect(everything).toContain('ask not what your country can do for you');
		expect(everything).not.toContain(API_KEY);
	});
});
