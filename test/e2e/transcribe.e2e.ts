import { setTimeout as sleep } from 'node:timers/promises';
import type { IDataObject, OnError } from 'n8n-workflow';
import { outputOf } from '../../demo/execution';
import type { N8nRest } from '../../demo/n8nRest';
import type { Sandbox, SandboxOptions } from '../../sandbox/sandbox';
import { startSandbox } from '../../sandbox/sandbox';
import { GLADIA, gladiaWorkflow, sandboxCredential, TRIGGER } from './gladiaWorkflow';
import { connectToHost } from './n8nHost';
import { resultItem } from './sleeper';
import { until } from './until';

jest.setTimeout(120_000);

const API_KEY = 'key-of-the-transcribe-tests';
let rest: N8nRest;
let sandbox: Sandbox;

beforeAll(async () => {
	rest = await connectToHost();
});

afterEach(async () => {
	await sandbox.close();
});

/** Runs Gladia Transcribe on audio URLs; resolves when the execution has begun. */
async function transcribe(
	audioUrls: string[],
	options: SandboxOptions & { onError?: OnError },
): Promise<string> {
	const { onError, ...sandboxOptions } = options;
	sandbox = await startSandbox({ ...sandboxOptions, keys: [API_KEY] });
	const workflow = gladiaWorkflow(
		audioUrls.map((url): IDataObject => ({ url })),
		await sandboxCredential(rest, sandbox, API_KEY),
		{
			type: 'gladiaTranscribe',
			parameters: { audioSource: 'url', audioUrl: '={{ $json.url }}' },
			onError,
		},
	);
	return await rest.run(await rest.createWorkflow(workflow), TRIGGER);
}

const invalidUrlItem = {
	json: {
		error: "'Audio URL' is not a web address: no url [Item 1]",
		details: { description: 'Enter a complete address that starts with https:// or http://' },
	},
	pairedItem: { item: 1 },
};

describe('Gladia Transcribe in n8n', () => {
	it('works on 20 items side by side and returns them in order', async () => {
		const urls = Array.from({ length: 20 }, (_, item) => `https://example.com/${item}.mp3`);
		const execution = await rest.waitForExecution(
			await transcribe(urls, { jobSeconds: 5 }),
			60_000,
		);

		expect(execution.status).toBe('success');
		expect(outputOf(execution, GLADIA)).toEqual(
			urls.map((url, item) => resultItem(sandbox, url, item)),
		);
		expect(sandbox.jobs()).toHaveLength(20);
		const jobs = sandbox.jobs();
		const [lastStart, firstEnd] = [
			Math.max(...jobs.map(({ created_at }) => Date.parse(created_at))),
			Math.min(...jobs.map(({ completed_at }) => Date.parse(completed_at ?? ''))),
		];
		expect(lastStart).toBeLessThan(firstEnd);
	});

	it('keeps the other results when an item fails and the workflow goes on', async () => {
		const urls = ['https://example.com/0.mp3', 'no url', 'https://example.com/2.mp3'];
		const options = { jobSeconds: 1, onError: 'continueRegularOutput' } as const;
		const execution = await rest.waitForExecution(await transcribe(urls, options), 60_000);

		expect(execution.status).toBe('success');
		expect(outputOf(execution, GLADIA)).toEqual(
			urls.map((url, item) => (item === 1 ? invalidUrlItem : resultItem(sandbox, url, item))),
		);
		expect(sandbox.jobs()).toHaveLength(2);
	});

	it('sends a failed item to the error output', async () => {
		const urls = ['https://example.com/0.mp3', 'no url', 'https://example.com/2.mp3'];
		const options = { jobSeconds: 1, onError: 'continueErrorOutput' } as const;
		const execution = await rest.waitForExecution(await transcribe(urls, options), 60_000);

		expect(execution.status).toBe('success');
		expect(outputOf(execution, GLADIA)).toEqual([
			resultItem(sandbox, urls[0] ?? '', 0),
			resultItem(sandbox, urls[2] ?? '', 2),
		]);
		// n8n adds the input's fields to the items of an error output.
		const { error: message, details } = invalidUrlItem.json;
		const json = { url: 'no url', error: { message, ...details } };
		expect(outputOf(execution, GLADIA, 1)).toEqual([{ ...invalidUrlItem, json }]);
	});

	it('stops waiting when the execution is stopped', async () => {
		const executionId = await transcribe(['https://example.com/0.mp3'], { jobSeconds: 60 });
		const questions = () => sandbox.requests.filter(({ method }) => method === 'GET').length;
		await until('the node has asked twice', () => questions() >= 2);
		await rest.stop(executionId);
		const execution = await rest.waitForExecution(executionId, 30_000);

		expect(execution.status).toBe('canceled');
		// It ended before its job, which takes a minute.
		expect(sandbox.jobs().map(({ status }) => status)).not.toContain('done');
		const requests = sandbox.requests.length;
		// That nothing comes any more cannot be waited for: this is longer than the pauses between looks.
		await sleep(4_000);
		expect(sandbox.requests).toHaveLength(requests);
	});
});
