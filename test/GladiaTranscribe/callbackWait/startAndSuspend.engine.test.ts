import { setTimeout as sleep } from 'node:timers/promises';
import type { INodeExecutionData } from 'n8n-workflow';
import { GladiaTranscribe } from '../../../nodes/GladiaTranscribe/GladiaTranscribe.node';
import type { Sandbox } from '../../../sandbox/sandbox';
import { startSandbox } from '../../../sandbox/sandbox';
import type { NodeResult, NodeRun } from '../../support/engine';
import { runNode } from '../../support/engine';

const MINUTE = 60_000;
const RESUME_URL = 'http://127.0.0.1:1/execution/gladia';
const urls = [0, 1, 2].map((n) => `https://example.com/${n}.mp3`);
const items = (): INodeExecutionData[] => urls.map((url) => ({ json: { url } }));

let sandbox: Sandbox;

afterEach(async () => await sandbox.close());
// The node calls its execution 2 s and 10 s later; here nobody answers.
afterAll(async () => await sleep(11_000));

async function run(
	{ parameters, ...options }: Partial<NodeRun> = {},
	limits: object = { pollFirstSeconds: 0 },
): Promise<NodeResult> {
	return await runNode({
		node: new GladiaTranscribe(),
		items: items(),
		parameters: {
			audioSource: 'url',
			audioUrl: '={{ $json.url }}',
			waitFor: 'callback',
			limits: { ...limits },
			...parameters,
		},
		credentials: { apiKey: 'sandbox-key', baseUrl: sandbox.url },
		...options,
	});
}

const starts = () => sandbox.requests.filter(({ method }) => method === 'POST');
const jobOf = (url: string) =>
	sandbox.jobs().find(({ request_params }) => request_params?.audio_url === url);

describe('waiting for the callback', () => {
	it('gives Gladia the address of the execution, and sends nothing else that was not set', async () => {
		sandbox = await startSandbox({ jobSeconds: 600 });
		await run();
		const bodies = starts().map(({ body }) => body as Record<string, unknown>);
		const resumeUrl = (bodies[0]?.callback_config as { url: string }).url;
		expect(resumeUrl.split('?')[0]).toBe(RESUME_URL);
		const byUrl = [...bodies].sort((one, other) =>
			String(one.audio_url).localeCompare(String(other.audio_url)),
		);
		expect(byUrl).toEqual(
			urls.map((audio_url) => ({
				audio_url,
				callback: true,
				callback_config: { url: resumeUrl, method: 'POST' },
			})),
		);
	});

	it('suspends the execution with the items as they came, for a minute at first', async () => {
		sandbox = await startSandbox({ jobSeconds: 600 });
		const before = Date.now();
		const { status, items: out, suspended } = await run();
		expect([status, out]).toEqual(['waiting', []]);
		expect(suspended?.items.map(({ json }) => json)).toEqual(items().map(({ json }) => json));
		expect(suspended?.until.getTime()).toBeGreaterThanOrEqual(before + MINUTE);
		expect(suspended?.until.getTime()).toBeLessThanOrEqual(Date.now() + MINUTE);
	});

	it('suspends it no longer than the node may wait', async () => {
		sandbox = await startSandbox({ jobSeconds: 600 });
		const before = Date.now();
		const { suspended } = await run({}, { pollFirstSeconds: 0, maxWaitMinutes: 0.1 });
		expect(suspended?.until.getTime()).toBeGreaterThanOrEqual(before + MINUTE / 10);
		expect(suspended?.until.getTime()).toBeLessThanOrEqual(Date.now() + MINUTE / 10);
	});

	it('does not suspend it for jobs that end while the node polls first', async () => {
		sandbox = await startSandbox({ jobSeconds: 0.2 });
		const { status, items: out, suspended } = await run({}, { pollFirstSeconds: 10 });
		expect([status, suspended]).toEqual(['success', undefined]);
		expect(out.map(({ json, pairedItem }) => [json.id, json.status, pairedItem])).toEqual(
			urls.map((url, item) => [jobOf(url)?.id, 'done', { item }]),
		);
	});

	it('neither suspends it nor starts anything when an item is wrong and the workflow stops', async () => {
		sandbox = await startSandbox({ jobSeconds: 600 });
		const list = items();
		list[1] = { json: { url: 'no url' } };
		const { status, suspended, error } = await run({ items: list });
		expect([status, suspended, starts()]).toEqual(['error', undefined, []]);
		expect(error?.message).toBe("'Audio URL' is not a web address: no url [Item 1]");
	});

	it("does not suspend it between the tries of 'Retry On Fail', and keeps the jobs", async () => {
		sandbox = await startSandbox({ jobSeconds: 600 });
		const fault = { kind: 'status', status: 400, method: 'POST' } as const;
		sandbox.failNext(fault);
		const { status, suspended } = await run({
			onError: 'continueRegularOutput',
			retryOnFail: true,
		});
		expect(status).toBe('waiting');
		expect(suspended?.items.map(({ json }) => json)).toEqual(items().map(({ json }) => json));
		expect(starts()).toHaveLength(urls.length + 1);
	});
});

describe('a wait that no callback could end', () => {
	const refused = async (options: Partial<NodeRun>, limits?: object) => {
		sandbox = await startSandbox({ jobSeconds: 600 });
		const { status, suspended, error } = await run(options, limits);
		expect([status, suspended, sandbox.requests]).toEqual(['error', undefined, []]);
		return [error?.message, error?.description];
	};

	it('is refused when Gladia cannot reach this n8n, before anything is sent', async () => {
		const credentials = { apiKey: 'sandbox-key', baseUrl: 'https://api.gladia.io' };
		expect(await refused({ credentials })).toEqual([
			'Gladia cannot reach this n8n at 127.0.0.1 [Item 0]',
			"Choose 'Ask Gladia Until Done' under 'Long Recordings', or give n8n a public address with the environment variable WEBHOOK_URL",
		]);
	});

	it.each([['callback', { callback: true, callbackUrl: 'https://example.com/hook' }]])(
		"is refused when '%s' takes the call away",
		async (_, parameters) => {
			expect(await refused({ parameters })).toEqual([
				"'Callback' is on while the node itself waits for one [Item 0]",
				"Turn 'Callback' off, or choose 'Ask Gladia Until Done' under 'Long Recordings'",
			]);
		},
	);

	it('is refused when additional fields configure the callback', async () => {
		const additionalFields = '{ "callback_config": { "headers": { "x-mine": "1" } } }';
		const parameters = { transcriptionOptions: { additionalFields } };
		expect(await refused({ parameters })).toEqual([
			"'Additional Fields (JSON)' sets 'callback_config' while the node itself waits for the callback [Item 0]",
			"Remove 'callback_config' there, or choose 'Ask Gladia Until Done' under 'Long Recordings'",
		]);
	});
});
