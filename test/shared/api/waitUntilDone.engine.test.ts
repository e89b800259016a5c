import { GladiaGetResult } from '../../../nodes/GladiaGetResult/GladiaGetResult.node';
import { GladiaTranscribe } from '../../../nodes/GladiaTranscribe/GladiaTranscribe.node';
import type { NodeRun } from '../../support/engine';
import { runNode } from '../../support/engine';
import type { TestServer } from '../../support/httpServer';
import { answerJson, startServer } from '../../support/httpServer';

const IDS = ['45463597-20b7-4af7-b3b3-f5fb778203ab', '55463597-20b7-4af7-b3b3-f5fb778203ab'];
const job = (id: string, status: string) => ({
	id,
	request_id: 'G-1',
	kind: 'pre-recorded',
	status,
	result:
		status === 'done' ? { transcription: { full_transcript: 'Hello', utterances: [] } } : null,
});

/** What the looks at each job get, in turn: a status of the job, or of HTTP, or 'silence'; then it is done. */
type Looks = Array<string | number>;

const servers: TestServer[] = [];
afterEach(async () => {
	await Promise.all(servers.splice(0).map(async (server) => await server.close()));
});

async function apiWith(looks: Looks): Promise<TestServer> {
	const seen = new Map<string, number>();
	let started = 0;
	const server = await startServer(({ method, path }, response) => {
		if (method === 'POST') {
			answerJson(response, 201, { id: IDS[started++], result_url: 'x' });
			return;
		}
		const id = path.split('/').at(-1) ?? '';
		const count = seen.get(id) ?? 0;
		seen.set(id, count + 1);
		const look = looks[count] ?? 'done';
		if (look === 'silence') return;
		if (typeof look === 'string') answerJson(response, 200, job(id, look));
		else answerJson(response, look, { message: 'No', statusCode: look, request_id: 'G-2' });
	});
	servers.push(server);
	return server;
}

it('a job that ends without its result is an error, not an empty transcript', async () => {
	const server = await startServer(({ method, path }, response) => {
		if (method === 'POST') answerJson(response, 201, { id: IDS[0], result_url: 'x' });
		else answerJson(response, 200, { ...job(path.split('/').at(-1) ?? '', 'done'), result: null });
	});
	servers.push(server);
	for (const output of ['simplified', 'dialogue']) {
		const { items } = await transcribe(server, { output }, 'continueRegularOutput');
		expect(items.map(({ json }) => json)).toEqual(
			[0, 1].map((item) => ({
				error: `The transcription is done, but Gladia keeps no result of it [Item ${item}]`,
				details: {
					description: expect.stringContaining('Sleep Until Gladia Calls Back'),
					transcription_id: IDS[0],
				},
			})),
		);
	}
});

const transcribe = async (
	server: TestServer,
	parameters: NodeRun['parameters'] = {},
	onError?: NodeRun['onError'],
) =>
	await runNode({
		onError,
		node: new GladiaTranscribe(),
		items: [{ json: {} }, { json: {} }],
		parameters: { audioSource: 'url', audioUrl: 'https://example.com/a.mp3', ...parameters },
		credentials: { apiKey: 'sandbox-key', baseUrl: server.url },
	});

const getWhenDone = async (server: TestServer) =>
	await runNode({
		node: new GladiaGetResult(),
		items: IDS.map((id) => ({ json: { id } })),
		parameters: {
			transcriptionId: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
			waitUntilDone: true,
		},
		credentials: { apiKey: 'sandbox-key', baseUrl: server.url },
	});

const done = (result: Awaited<ReturnType<typeof runNode>>) => {
	expect(result.error).toBeUndefined();
	expect(result.items.map(({ json, pairedItem }) => [json.id, json.status, pairedItem])).toEqual(
		expect.arrayContaining(IDS.map((id) => [id, 'done', expect.anything()])),
	);
	expect(result.items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
};

it('a job that is unknown in its first seconds is waited for', async () => {
	const server = await apiWith([404, 404]);
	done(await transcribe(server));
});

it('a job that somebody else has just started is waited for as well', async () => {
	const server = await apiWith([404, 404]);
	done(await getWhenDone(server));
});

it('an ID that stays unknown is an error within seconds', async () => {
	const server = await apiWith(Array.from({ length: 99 }, () => 404));
	const began = Date.now();
	const result = await getWhenDone(server);
	expect(result.error?.message).toMatch(
		/^The transcription in 'Transcription' was not found \[Item \d\]$/,
	);
	expect(Date.now() - began).toBeLessThan(15_000);
});

it.each([401, 403, 404])('a single %i does not end the wait for a running job', async (status) => {
	const server = await apiWith(['processing', status, 'processing']);
	const { error, items } = await transcribe(server);
	done({ error, items, errorItems: [], status: 'success' });
});

it.each([401, 403, 404])(
	'a %i again after a passing fault is no second one in a row',
	async (status) => {
		const server = await apiWith(['processing', status, 503, status, 'processing']);
		done(await transcribe(server));
	},
);

it('a refusal that stays after a passing fault ends the wait', async () => {
	const server = await apiWith(['processing', 403, 503, 403, 403]);
	const result = await transcribe(server);
	expect(result.error?.message).toMatch(/^Gladia does not allow this account to read/);
});

it.each([
	[401, 'Gladia does not know the API key'],
	[403, 'Gladia does not allow this account to read the transcription'],
	[404, 'The transcription is no longer at Gladia'],
])('a second %i in a row ends it, with its own text', async (status, message) => {
	const server = await apiWith(['processing', status, status, status, status]);
	const result = await transcribe(server);
	expect(result.error?.message).toMatch(new RegExp(`^${message} \\[Item \\d\\]$`));
});

it('a refusal at the deadline leaves the job with its last status', async () => {
	const server = await apiWith(['processing', 403]);
	const result = await transcribe(server, { limits: { maxWaitMinutes: 0.03 } });
	expect(result.items.map(({ json }) => json)).toEqual(
		expect.arrayContaining(
			IDS.map((id) => ({ id, result_url: 'x', status: 'processing', timed_out: true })),
		),
	);
});

it('an answer that never comes is waited for 15 s, then the job is asked for again', async () => {
	const server = await apiWith(['silence']);
	const began = Date.now();
	done(await transcribe(server));
	expect(Date.now() - began).toBeGreaterThan(15_000);
	expect(Date.now() - began).toBeLessThan(22_000);
});
