import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { outputOf } from '../../demo/execution';
import type { N8nRest } from '../../demo/n8nRest';
import type { Sandbox } from '../../sandbox/sandbox';
import { DEFAULT_KEY, startSandbox } from '../../sandbox/sandbox';
import { EXAMPLE_SECRET, importExample } from './importExample';
import { connectToHost } from './n8nHost';
import { until } from './until';

jest.setTimeout(120_000);

let rest: N8nRest;
let sandbox: Sandbox;
let receiver: Server;
let posted: unknown[] = [];

beforeAll(async () => {
	rest = await connectToHost();
	sandbox = await startSandbox({ jobSeconds: 7 });
	receiver = createServer((request, response) => {
		void text(request).then((body) => {
			posted.push(JSON.parse(body));
			response.end('{}');
		});
	});
	await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
	receiver.close();
	await sandbox.close();
});
beforeEach(() => {
	posted = [];
});

it('transcribe-by-callback.json posts the dialogue of every recording', async () => {
	const { port } = receiver.address() as AddressInfo;
	const { id } = await importExample(rest, sandbox, 'transcribe-by-callback.json', {
		'https://example.com/hook': `http://127.0.0.1:${port}/`,
	});
	const execution = await rest.waitForExecution(await rest.run(id, 'Start'), 60_000);
	expect(execution.status).toBe('success');
	const recordings = ['https://example.com/meeting.mp3', 'https://example.com/call.mp3'];
	expect(posted).toHaveLength(2);
	expect(posted).toEqual(
		expect.arrayContaining(
			recordings.map((recording) => ({
				recording,
				dialogue: expect.stringMatching(/^Speaker 1: .+\n+Speaker 2: .+/),
			})),
		),
	);
	const [first, second] = posted as Array<{ dialogue: string }>;
	expect(first?.dialogue).not.toBe(second?.dialogue);
});

it('trigger-to-rows.json makes one row per utterance of every transcription', async () => {
	const { id, workflow } = await importExample(rest, sandbox, 'trigger-to-rows.json');
	const { webhookId } = workflow.nodes[0] ?? {};
	const url = `${rest.url}/webhook/${webhookId}/gladia-trigger`;
	await rest.activate(id);
	sandbox.setWebhooks([{ url, secret: EXAMPLE_SECRET }]);
	const jobs = await Promise.all(['a', 'b'].map(async (name) => await startJob(name)));

	const executions = await finishedExecutions(id, 2);
	const rows = executions.map((execution) => outputOf(execution, 'Row').map(({ json }) => json));
	for (const job of jobs) {
		const ofJob = rows.find(([row]) => row?.transcription === job);
		const { utterances } = sandbox.jobs().find((one) => one.id === job)?.result?.transcription as {
			utterances: Array<Record<string, unknown>>;
		};
		expect(ofJob).toEqual(
			utterances.map(({ start, end, text: said }) => ({
				transcription: job,
				start,
				end,
				speaker: '',
				text: said,
			})),
		);
	}
	const files = executions.map((execution) => outputOf(execution, 'CSV File')[0]?.binary?.data);
	expect(files.map((file) => file?.fileName)).toEqual(['utterances.csv', 'utterances.csv']);
	await rest.deactivate(id);
});

async function startJob(name: string): Promise<string> {
	const response = await fetch(`${sandbox.url}/v2/pre-recorded`, {
		method: 'POST',
		headers: { 'x-gladia-key': DEFAULT_KEY, 'content-type': 'application/json' },
		body: JSON.stringify({ audio_url: `https://example.com/${name}.mp3` }),
	});
	return ((await response.json()) as { id: string }).id;
}

async function finishedExecutions(workflowId: string, count: number) {
	const ids = async () => await rest.executionIds(workflowId);
	await until(`${count} executions have started`, async () => (await ids()).length >= count);
	return await Promise.all(
		(await ids()).map(async (id) => await rest.waitForExecution(id, 30_000)),
	);
}
