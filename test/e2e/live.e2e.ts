import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';
import { openWorkflow, startBrowser } from '../../demo/browser';
import { RECORDING } from '../../demo/demoWorkflow';
import { outputOf } from '../../demo/execution';
import type { N8nRest, NewWorkflow } from '../../demo/n8nRest';
import type { Sandbox } from '../../sandbox/sandbox';
import { startSandbox } from '../../sandbox/sandbox';
import { serveStalling } from '../GladiaLive/support/stallingSource';
import { describeInEditor } from './editorScene';
import { GLADIA, gladiaWorkflow, sandboxCredential, TRIGGER } from './gladiaWorkflow';
import { connectToHost } from './n8nHost';
import { until } from './until';

jest.setTimeout(120_000);

const API_KEY = 'key-of-the-live-tests';
const FILE = 'Recording';
const SECONDS = 19.254;
const samples = readFileSync(RECORDING).subarray(44);
const whole = createHash('sha256').update(samples).digest('hex');
const spoken =
	'Your call is now first in line and will be answered by the next available representative. ' +
	'Thank you for your patience. And so my fellow Americans, ask not what your country can do for ' +
	'you, ask what you can do for your country.';

let rest: N8nRest;
let sandbox: Sandbox;

beforeAll(async () => {
	rest = await connectToHost();
});
beforeEach(async () => {
	sandbox = await startSandbox({ keys: [API_KEY] });
});
afterEach(async () => {
	await sandbox.close();
});

/** A trigger, the recording read from the disk once per item, and Gladia Live. */
async function liveWorkflow(parameters: INodeParameters, count = 1): Promise<NewWorkflow> {
	const items = Array.from({ length: count }, (): IDataObject => ({}));
	const workflow = gladiaWorkflow(items, await sandboxCredential(rest, sandbox, API_KEY), {
		type: 'gladiaLive',
		parameters,
	});
	const readFile: INode = {
		id: FILE,
		name: FILE,
		type: 'n8n-nodes-base.readWriteFile',
		typeVersion: 1,
		position: [110, 0],
		parameters: { fileSelector: RECORDING },
	};
	return {
		...workflow,
		nodes: [...workflow.nodes, readFile],
		connections: {
			[TRIGGER]: { main: [[{ node: FILE, type: 'main', index: 0 }]] },
			[FILE]: { main: [[{ node: GLADIA, type: 'main', index: 0 }]] },
		},
	};
}

async function run(parameters: INodeParameters, count?: number): Promise<string> {
	return await rest.run(await rest.createWorkflow(await liveWorkflow(parameters, count)), TRIGGER);
}

/** Milliseconds from the opening of a session's first line to the end of its last one. */
function duration(index: number): number {
	const connections = sandbox.liveSessions()[index]?.connections ?? [];
	return (connections.at(-1)?.closedAt ?? NaN) - (connections[0]?.openedAt ?? NaN);
}

const isStreaming = () => sandbox.liveSessions().some(({ acceptedBytes }) => acceptedBytes > 0);

async function expectStopped(): Promise<void> {
	const ended = () => {
		const [session] = sandbox.liveSessions();
		return session?.stopReceived === true && session.connections.every(({ closedAt }) => closedAt);
	};
	// Long before the recording would have been played to its end.
	await until('the session has ended', ended, 15_000);
	expect(sandbox.liveSessions()).toHaveLength(1);
	expect(sandbox.liveSessions()[0]?.acceptedBytes).toBeLessThan(samples.length);
}

describe('Gladia Live in n8n', () => {
	it.each([
		['at real time', { pace: 'realTime' }, SECONDS - 1, 2 * SECONDS],
		['as fast as possible', { pace: 'fastest' }, 0, SECONDS - 1],
	])('transcribes a recording %s, once per item', async (_name, pace, least, most) => {
		const execution = await rest.waitForExecution(await run(pace, 2), 60_000);

		expect(execution.status).toBe('success');
		expect(sandbox.liveSessions().map(({ sha256 }) => sha256)).toEqual([whole, whole]);
		expect(
			outputOf(execution, GLADIA).map(({ json, pairedItem }) => [json.full_transcript, pairedItem]),
		).toEqual([
			[spoken, { item: 0 }],
			[spoken, { item: 1 }],
		]);
		for (const index of [0, 1]) {
			expect(duration(index)).toBeGreaterThan(least * 1000);
			expect(duration(index)).toBeLessThan(most * 1000);
		}
	});

	it.each<[name: string, reconnects: number, play: () => void]>([
		['loses nothing', 3, () => sandbox.failLiveNext({ kind: 'refuse' })],
		['raises no alarm when Gladia counts anew', 2, () => sandbox.playReading('count-restarts')],
	])('%s when the line drops', async (_name, reconnects, play) => {
		for (const bytes of [70_001, 130_002])
			sandbox.failLiveNext({ kind: 'drop-after-bytes', bytes });
		play();
		const parameters = { pace: 'multiple', speed: 10 };
		const execution = await rest.waitForExecution(await run(parameters), 60_000);

		expect(execution.status).toBe('success');
		expect(sandbox.liveSessions().map(({ sha256 }) => sha256)).toEqual([whole]);
		const [item] = outputOf(execution, GLADIA);
		expect(item?.json.full_transcript).toBe(spoken);
		expect(item?.json.stream).toMatchObject({ reconnects, misplaced_bytes: 0 });
	});

	it('keeps the session while its source brings nothing for longer than Gladia waits', async () => {
		sandbox.playReading('silence-4408');
		const half = samples.length / 2;
		const source = await serveStalling([samples.subarray(0, half), samples.subarray(half)], 33_000);
		try {
			const parameters = { pace: 'fastest', audioSource: 'url', audioUrl: source.url };
			const execution = await rest.waitForExecution(await run(parameters), 100_000);

			expect(execution.status).toBe('success');
			expect(sandbox.liveSessions().map(({ sha256 }) => sha256)).toEqual([whole]);
			const [item] = outputOf(execution, GLADIA);
			expect(item?.json).toMatchObject({ full_transcript: spoken, errors: [] });
			expect(item?.json.stream).toMatchObject({ reconnects: 0, misplaced_bytes: 0 });
		} finally {
			await source.close();
		}
	});

	it('answers a webhook with captions while the audio is running', async () => {
		const path = `live-${randomUUID()}`;
		const workflow = await liveWorkflow({
			pace: 'multiple',
			speed: 4,
			messages: { receivePartialTranscripts: true },
		});
		const webhook: INode = {
			id: path,
			name: TRIGGER,
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2.1,
			position: [0, 0],
			parameters: { path, httpMethod: 'GET', responseMode: 'streaming', options: {} },
			webhookId: path,
		};
		const nodes = [webhook, ...workflow.nodes.filter(({ name }) => name !== TRIGGER)];
		const id = await rest.createWorkflow({ ...workflow, nodes, pinData: {} });
		await rest.activate(id);

		const response = await fetch(`${rest.url}/webhook/${path}`);
		const captions: Array<IDataObject & { received: number }> = [];
		let unfinished = '';
		for await (const bytes of response.body ?? []) {
			const lines = (unfinished + Buffer.from(bytes).toString()).split('\n');
			unfinished = lines.pop() ?? '';
			for (const line of lines.filter((one) => one.trim() !== '')) {
				const { type, content, metadata } = JSON.parse(line) as Record<string, unknown>;
				if (type !== 'item' || Object(metadata).nodeName !== GLADIA) continue;
				const [session] = sandbox.liveSessions();
				const received = session?.acceptedBytes ?? 0;
				captions.push({ ...(JSON.parse(String(content)) as IDataObject), received });
			}
		}
		await rest.deactivate(id);

		const finals = captions.filter((caption) => caption.is_final === true);
		expect(finals.map(({ text }) => text).join(' ')).toBe(spoken);
		expect(captions.length).toBeGreaterThan(finals.length);
		// The first words are heard at 0.5 of 19 seconds; they came while the audio was still running.
		expect(captions[0]?.received).toBeLessThan(samples.length / 2);
	});

	it('tells Gladia to stop when the execution is stopped', async () => {
		const executionId = await run({ pace: 'realTime' });
		await until('audio has come', isStreaming);
		await rest.stop(executionId);

		expect((await rest.waitForExecution(executionId, 30_000)).status).toBe('canceled');
		await expectStopped();
	});
});

describeInEditor('Gladia Live in the editor', () => {
	it('tells Gladia to stop when the stop button is pressed', async () => {
		const workflowId = await rest.createWorkflow(await liveWorkflow({ pace: 'realTime' }));
		const browser = await startBrowser();
		try {
			const page = await openWorkflow(browser, rest, workflowId);
			await page.locator('[data-test-id="execute-workflow-button"]').click();
			await until('audio has come', isStreaming);
			await page.locator('[data-test-id="stop-execution-button"]').click();
			await expectStopped();
		} finally {
			await browser.close();
		}
	});
});
