import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BinaryDataService } from 'n8n-core';
import type { INodeExecutionData, INodeParameters, OnError } from 'n8n-workflow';
import { GladiaGetResult } from '../../nodes/GladiaGetResult/GladiaGetResult.node';
import type { Sandbox } from '../../sandbox/sandbox';
import { startSandbox } from '../../sandbox/sandbox';
import { fullResponse } from '../shared/output/chosen';
import { runNode, useBinaryStore } from '../support/engine';

let sandbox: Sandbox;
let store: BinaryDataService;

beforeAll(async () => {
	sandbox = await startSandbox({ jobSeconds: 1.5 });
	store = await useBinaryStore();
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.reset());

const run = async (items: INodeExecutionData[], parameters: INodeParameters, onError?: OnError) =>
	await runNode({
		node: new GladiaGetResult(),
		items,
		parameters,
		onError,
		credentials: { apiKey: 'sandbox-key', baseUrl: sandbox.url },
	});

const byId = { transcriptionId: { __rl: true, mode: 'id', value: '={{ $json.id }}' } };
const withIds = (...ids: string[]): INodeExecutionData[] => ids.map((id) => ({ json: { id } }));
const linked = ({ json, pairedItem }: INodeExecutionData) => ({ json, pairedItem });
const unknownId = '00000000-0000-4000-8000-000000000000';

/** Uploads the bundled recording and starts a job for it, as a client of the API. */
async function startedJob(): Promise<string> {
	const headers = { 'x-gladia-key': 'sandbox-key' };
	const form = new FormData();
	form.append('audio', new Blob([await readFile('sandbox/speech/sample.wav')]), 'talk.wav');
	const upload = await fetch(`${sandbox.url}/v2/upload`, { method: 'POST', headers, body: form });
	const { audio_url } = (await upload.json()) as { audio_url: string };
	const start = await fetch(`${sandbox.url}/v2/pre-recorded`, {
		method: 'POST',
		headers: { ...headers, 'content-type': 'application/json' },
		body: JSON.stringify({ audio_url }),
	});
	return ((await start.json()) as { id: string }).id;
}

/** The ids of two jobs that are done: a job that is queued does not name its file. */
async function doneJobs(): Promise<string[]> {
	const ids = [await startedJob(), await startedJob()];
	await run(withIds(...ids), { ...byId, waitUntilDone: true });
	return ids;
}

async function documentOf(path: string): Promise<unknown> {
	const response = await fetch(sandbox.url + path, { headers: { 'x-gladia-key': 'sandbox-key' } });
	return await response.json();
}

describe('Get', () => {
	it.each(['preRecorded', 'live'] as const)(
		"gives whole %s documents as they are, with Simplified's fields",
		async (resource) => {
			const seed = () => (resource === 'live' ? sandbox.seedLiveJob() : sandbox.seedJob());
			const ids = [seed().id, seed().id];
			const path = resource === 'live' ? '/v2/live/' : '/v2/pre-recorded/';
			const result = await run(withIds(...ids), { resource, ...byId, output: 'full' });
			expect(result.error).toBeUndefined();
			expect(result.items.map(linked)).toEqual([
				{ json: fullResponse(await documentOf(path + ids[0])), pairedItem: { item: 0 } },
				{ json: fullResponse(await documentOf(path + ids[1])), pairedItem: { item: 1 } },
			]);
		},
	);

	it('takes a result URL, and sends nothing to its host', async () => {
		const { id } = sandbox.seedJob();
		const url = `https://elsewhere.example/v2/pre-recorded/${id}?x=1`;
		const items = [{ json: { url } }, { json: { url } }];
		const result = await run(items, {
			transcriptionId: { __rl: true, mode: 'url', value: '={{ $json.url }}' },
		});
		expect(result.items.map(({ json }) => json.id)).toEqual([id, id]);
	});

	it('waits until a running job is done', async () => {
		const ids = [await startedJob(), await startedJob()];
		const result = await run(withIds(...ids), { ...byId, waitUntilDone: true });
		expect(result.items.map(({ json }) => [json.id, json.status])).toEqual(
			ids.map((id) => [id, 'done']),
		);
	});

	it('gives the last status when the wait is over', async () => {
		const ids = [await startedJob(), await startedJob()];
		const result = await run(withIds(...ids), {
			...byId,
			waitUntilDone: true,
			maxWaitMinutes: 0.002,
		});
		expect(
			result.items.map(({ json: { id, status, timed_out } }) => ({ id, status, timed_out })),
		).toEqual(
			ids.map((id) => ({
				id,
				status: expect.stringMatching(/^(queued|processing)$/),
				timed_out: true,
			})),
		);
	});

	it('explains an unknown id and goes on with the other items', async () => {
		const { id } = sandbox.seedJob();
		const result = await run(withIds(unknownId, id), byId, 'continueRegularOutput');
		expect(result.items[0]).toMatchObject({
			json: {
				error: "The transcription in 'Transcription' was not found [Item 0]",
				details: {
					status_code: 404,
					request_id: expect.any(String),
					description: expect.stringContaining("pick one with 'From List'"),
				},
			},
			pairedItem: { item: 0 },
		});
		expect(result.items[1]).toMatchObject({ json: { id }, pairedItem: { item: 1 } });
	});

	it('does not read the list when the field is empty', async () => {
		const result = await run(withIds('', ''), byId);
		expect(result.error?.message).toBe("'Transcription' is empty [Item 0]");
		expect(sandbox.requests).toEqual([]);
	});
});

describe('Get Many', () => {
	const seedMany = (count: number) =>
		Array.from({ length: count }, (_, n) =>
			sandbox.seedJob({ created_at: new Date(Date.UTC(2026, 0, 1, 0, n)).toISOString() }),
		).reverse();

	it('reads page after page until the limit, and only as much as it needs', async () => {
		const jobs = seedMany(120);
		const result = await run([{ json: {} }, { json: {} }], {
			operation: 'getAll',
			limit: 70,
		});
		expect(result.error).toBeUndefined();
		const ids = jobs.slice(0, 70).map(({ id }) => id);
		for (const item of [0, 1]) {
			const ofItem = result.items.filter(
				({ pairedItem }) => JSON.stringify(pairedItem) === JSON.stringify({ item }),
			);
			expect(ofItem.map(({ json }) => json.id)).toEqual(ids);
		}
		expect(sandbox.requests).toHaveLength(4);
	});

	it('returns all', async () => {
		const jobs = seedMany(120);
		const result = await run([{ json: {} }], { operation: 'getAll', returnAll: true });
		expect(result.items.map(({ json }) => json.id)).toEqual(jobs.map(({ id }) => id));
	});

	it('sends every filter as the API reads it', async () => {
		const result = await run([{ json: { day: '2026-01-01' } }, { json: { day: '2026-01-02' } }], {
			operation: 'getAll',
			filters: {
				status: ['done', 'error'],
				date: '={{ $json.day }}',
				afterDate: '2026-01-01T00:00:00.000Z',
				beforeDate: '={{ DateTime.fromISO("2026-02-01T02:00:00+02:00") }}',
				offset: 2,
				customMetadata: { fields: [{ key: 'customer', value: 'ACME' }] },
			},
		});
		expect(result.error).toBeUndefined();
		const byDate = sandbox.requests
			.map(({ query }) => query)
			.sort((a, b) => String(a.date).localeCompare(String(b.date)));
		expect(byDate).toEqual(
			['2026-01-01', '2026-01-02'].map((date) => ({
				status: ['done', 'error'],
				date,
				after_date: '2026-01-01T00:00:00.000Z',
				before_date: '2026-02-01T00:00:00.000Z',
				offset: '2',
				limit: '50',
				'custom_metadata[customer]': 'ACME',
			})),
		);
	});

	it('finds a time span that can match nothing', async () => {
		const result = await run([{ json: {} }, { json: {} }], {
			operation: 'getAll',
			filters: { afterDate: '2026-02-01T00:00:00.000Z', beforeDate: '2026-01-01T00:00:00.000Z' },
		});
		expect(result.error?.message).toBe(
			"'Created After' is not earlier than 'Created Before' [Item 0]",
		);
		expect(sandbox.requests).toEqual([]);
	});
});

describe('Download Audio', () => {
	const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

	it('stores the audio of each job under its own name', async () => {
		const speech = await readFile('sandbox/speech/sample.wav');
		const ids = await doneJobs();
		const result = await run(withIds(...ids), {
			operation: 'download',
			...byId,
			binaryPropertyName: 'recording',
		});
		expect(result.error).toBeUndefined();
		expect(result.items.map(linked)).toEqual(
			ids.map((id, item) => ({
				json: { id, filename: 'talk.wav', mime_type: 'audio/wav' },
				pairedItem: { item },
			})),
		);
		for (const { binary } of result.items) {
			const file = binary?.recording;
			expect(file).toMatchObject({
				fileName: 'talk.wav',
				mimeType: 'audio/wav',
				fileExtension: 'wav',
			});
			expect(digest(await store.getAsBuffer(file ?? { data: '', mimeType: '' }))).toBe(
				digest(speech),
			);
		}
	});

	it.each([
		['../../etc/pass\u0000wd.mp3', 'pass_wd.mp3'],
		['https://example.com/talks/..', undefined],
		['con.wav', '_con.wav'],
		['.hidden\r\nname.wav', 'hidden_name.wav'],
		['a<b>:c.wav', 'a_b_c.wav'],
	])('cleans the file name %j', async (filename, expected) => {
		const file = { id: unknownId, filename, source: null, audio_duration: 1 };
		const seed = () => sandbox.seedJob({ file: { ...file, number_of_channels: 1 } }).id;
		const ids = [seed(), seed()];
		const result = await run(withIds(...ids), { operation: 'download', ...byId });
		expect(result.error).toBeUndefined();
		expect(result.items.map(({ binary }) => binary?.data?.fileName)).toEqual(
			ids.map((id) => expected ?? id),
		);
	});

	it('begins again when the line breaks in the middle of the file', async () => {
		const speech = await readFile('sandbox/speech/sample.wav');
		const ids = await doneJobs();
		sandbox.playReading('download-direct');
		sandbox.failNext({ kind: 'truncate', path: /\/v2\/pre-recorded\/[^/]+\/file/, times: 2 });
		const result = await run(withIds(...ids), { operation: 'download', ...byId });
		expect(result.error).toBeUndefined();
		for (const { binary } of result.items) {
			const bytes = await store.getAsBuffer(binary?.data ?? { data: '', mimeType: '' });
			expect(digest(bytes)).toBe(digest(speech));
		}
	});

	it('follows a redirect to a storage service without the API key', async () => {
		const seen: Array<string | undefined> = [];
		const storage = createServer((request, response) => {
			seen.push(request.headers['x-gladia-key'] as string | undefined);
			response.end('audio');
		});
		await new Promise<void>((resolve) => storage.listen(0, '127.0.0.1', resolve));
		const { port } = storage.address() as AddressInfo;
		try {
			const ids = [sandbox.seedJob().id, sandbox.seedJob().id];
			sandbox.failNext({
				kind: 'status',
				status: 302,
				path: /\/v2\/pre-recorded\/[^/]+\/file/,
				headers: { location: `http://127.0.0.1:${port}/signed` },
				times: 2,
			});
			const result = await run(withIds(...ids), { operation: 'download', ...byId });
			expect(result.error).toBeUndefined();
			expect(seen).toEqual([undefined, undefined]);
			const bytes = await store.getAsBuffer(
				result.items[1]?.binary?.data ?? { data: '', mimeType: '' },
			);
			expect(bytes.toString()).toBe('audio');
		} finally {
			storage.close();
		}
	});

	it('shows the text of a refusal although a stream was asked for', async () => {
		const ids = [sandbox.seedJob().id, sandbox.seedJob().id];
		sandbox.failNext({
			kind: 'status',
			status: 403,
			path: /\/v2\/pre-recorded\/[^/]+\/file/,
			body: { message: 'Audio is not kept for this account', request_id: 'G-1' },
			times: 2,
		});
		const result = await run(withIds(...ids), { operation: 'download', ...byId });
		expect(result.error).toMatchObject({
			description: expect.stringMatching(/Audio is not kept for this account.*Request ID: G-1/),
		});
	});
});

describe('Delete', () => {
	it.each([
		[
			429,
			{
				error: "The transcription in 'Transcription' was not found [Item 0]",
				details: expect.objectContaining({ status_code: 404 }),
			},
		],
		[503, { deleted: true }],
	])('takes "not found" after %i for what it is', async (status, outcome) => {
		const other = sandbox.seedJob().id;
		sandbox.failNext({
			kind: 'status',
			status,
			method: 'DELETE',
			path: `/v2/pre-recorded/${unknownId}`,
		});
		const result = await run(
			withIds(unknownId, other),
			{ operation: 'delete', ...byId },
			'continueRegularOutput',
		);
		expect(result.items.map(({ json }) => json)).toEqual([outcome, { deleted: true }]);
	});

	it('deletes each transcription and says so', async () => {
		const ids = [sandbox.seedJob().id, sandbox.seedJob().id];
		const result = await run(withIds(...ids), { operation: 'delete', ...byId });
		expect(result.items.map(linked)).toEqual([
			{ json: { deleted: true }, pairedItem: { item: 0 } },
			{ json: { deleted: true }, pairedItem: { item: 1 } },
		]);
		expect(sandbox.jobs()).toEqual([]);
	});

	it('counts as done when only the answer was lost', async () => {
		const ids = [sandbox.seedJob().id, sandbox.seedJob().id];
		sandbox.failNext({ kind: 'lose-response', method: 'DELETE', times: 2 });
		const result = await run(withIds(...ids), { operation: 'delete', ...byId });
		expect(result.items.map(({ json }) => json)).toEqual([{ deleted: true }, { deleted: true }]);
	});

	it('says that a running job has to end first', async () => {
		const ids = [await startedJob(), await startedJob()];
		const result = await run(withIds(...ids), { operation: 'delete', ...byId });
		expect(result.error?.message).toBe('The transcription cannot be deleted yet [Item 0]');
		expect(sandbox.jobs()).toHaveLength(2);
	});

	it('tells an unknown id', async () => {
		const result = await run(withIds(unknownId, unknownId), { operation: 'delete', ...byId });
		expect(result.error?.message).toBe(
			"The transcription in 'Transcription' was not found [Item 0]",
		);
	});
});

describe('Add Debug Metadata', () => {
	const patch = { resource: 'live', operation: 'addDebugMetadata', ...byId };

	it('attaches the data of each item to its session', async () => {
		const ids = [sandbox.seedLiveJob().id, sandbox.seedLiveJob().id];
		const items = ids.map((id, n) => ({ json: { id, browser: `Firefox ${140 + n}` } }));
		const result = await run(items, {
			...patch,
			postSessionMetadata: '={{ JSON.stringify({ browser: $json.browser, dropped: 3 }) }}',
		});
		expect(result.error).toBeUndefined();
		expect(result.items.map(linked)).toEqual(
			ids.map((id, item) => ({ json: { id, updated: true }, pairedItem: { item } })),
		);
		const kept = await Promise.all(ids.map(async (id) => await documentOf(`/v2/live/${id}`)));
		expect(kept).toEqual([
			expect.objectContaining({ post_session_metadata: { browser: 'Firefox 140', dropped: 3 } }),
			expect.objectContaining({ post_session_metadata: { browser: 'Firefox 141', dropped: 3 } }),
		]);
	});

	it.each([
		['not JSON', "'Debug Metadata (JSON)' is not a JSON object [Item 0]"],
		['[1]', "'Debug Metadata (JSON)' is not a JSON object [Item 0]"],
		['{}', "'Debug Metadata (JSON)' is empty [Item 0]"],
		[JSON.stringify({ log: 'x'.repeat(100_001) }), "'Debug Metadata (JSON)' has 101 kB [Item 0]"],
	])('does not send %.20s', async (postSessionMetadata, message) => {
		const items = withIds(sandbox.seedLiveJob().id, sandbox.seedLiveJob().id);
		const result = await run(items, { ...patch, postSessionMetadata });
		expect(result.error?.message).toBe(message);
		expect(sandbox.requests).toEqual([]);
	});
});
