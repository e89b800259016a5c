import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { GladiaGetResult } from '../../../nodes/GladiaGetResult/GladiaGetResult.node';
import { GladiaTranscribe } from '../../../nodes/GladiaTranscribe/GladiaTranscribe.node';
import { runNode } from '../../support/engine';
import type { Answer, TestServer } from '../../support/httpServer';
import { answerJson, redirectTo, startServer } from '../../support/httpServer';

const KEY = 'sandbox-key';
const ID = '45463597-20b7-4af7-b3b3-f5fb778203ab';
const OTHER_ID = '55463597-20b7-4af7-b3b3-f5fb778203ab';

let server: TestServer;
afterEach(async () => await server.close());

const get = async (baseUrl: string, ...ids: string[]) =>
	await runNode({
		node: new GladiaGetResult(),
		items: ids.map((id): INodeExecutionData => ({ json: { id } })),
		parameters: {
			transcriptionId: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
			output: 'full',
		},
		credentials: { apiKey: KEY, baseUrl },
	});

const start = async (baseUrl: string, parameters: INodeParameters = {}) =>
	await runNode({
		node: new GladiaTranscribe(),
		items: [0, 1].map((n) => ({ json: { url: `https://example.com/${n}.mp3` } })),
		parameters: {
			operation: 'start',
			audioSource: 'url',
			audioUrl: '={{ $json.url }}',
			...parameters,
		},
		credentials: { apiKey: KEY, baseUrl },
	});

/** What Full Response makes of a document with nothing but an id and a status. */
const queuedJob = (id: string) => ({
	full_transcript: null,
	summary: null,
	filename: null,
	audio_duration: null,
	languages: [],
	speaker_count: null,
	custom_metadata: null,
	failed_add_ons: [],
	status: 'queued',
	id,
});

/** Redirects everything below /v2 to the same path below /moved, relative to the origin. */
const moved =
	(status: number, whenMoved: Answer): Answer =>
	(request, response, number) => {
		if (request.path.startsWith('/moved')) whenMoved(request, response, number);
		else redirectTo(response, status, `/moved${request.path}`);
	};

describe('a read that is redirected within the origin', () => {
	it.each([301, 302, 303, 307, 308])('is followed after %i, with the API key', async (status) => {
		server = await startServer(
			moved(status, ({ path }, response) =>
				answerJson(response, 200, { id: path.split('/').at(-1), status: 'queued' }),
			),
		);
		const result = await get(server.url, ID, OTHER_ID);
		expect(result.error).toBeUndefined();
		expect(result.items.map(({ json, pairedItem }) => ({ json, pairedItem }))).toEqual([
			{ json: queuedJob(ID), pairedItem: { item: 0 } },
			{ json: queuedJob(OTHER_ID), pairedItem: { item: 1 } },
		]);
		expect(server.seen.map(({ headers }) => headers['x-gladia-key'])).toEqual([KEY, KEY, KEY, KEY]);
	});

	it('ends after five redirects, and does not blame the base URL', async () => {
		server = await startServer(({ path }, response) => redirectTo(response, 302, path));
		const result = await get(server.url, ID);
		expect(result.error?.message).toBe(
			'The server redirected the request to read the transcription again and again [Item 0]',
		);
		expect(result.error).toMatchObject({
			description: expect.not.stringContaining("'Base URL'"),
		});
		expect(server.seen).toHaveLength(6);
	});

	it.each(['mailto:someone@example.com', 'http://[broken'])(
		'is not followed to %s',
		async (location) => {
			server = await startServer((_, response) => redirectTo(response, 302, location));
			const result = await get(server.url, ID);
			expect(result.error?.message).toBe(
				'The server redirected the request to read the transcription without saying where to [Item 0]',
			);
		},
	);
});

describe('a read that is redirected to another origin', () => {
	const targets: Array<[string, (server: TestServer) => string]> = [
		['another host', ({ otherOrigin }) => otherOrigin],
		['another port', () => 'http://127.0.0.1:9'],
		['another scheme', ({ url }) => url.replace('http:', 'https:')],
		['another host without a scheme', ({ otherOrigin }) => otherOrigin.replace('http:', '')],
	];
	it.each(targets)('is not followed to %s, and says so', async (_, target) => {
		server = await startServer(({ path }, response) =>
			redirectTo(response, 307, target(server) + path),
		);
		const result = await get(server.url, ID);
		expect(result.error?.message).toBe("The address in 'Base URL' leads to another one [Item 0]");
		expect(result.error).toMatchObject({
			description: expect.stringContaining(
				`It leads to ${new URL(target(server), server.url).origin}`,
			),
		});
		expect(server.seen).toHaveLength(1);
	});
});

describe('a start that is redirected within the origin', () => {
	it.each([307, 308])('is sent once to the new address after %i, with its body', async (status) => {
		server = await startServer(
			moved(status, ({ body }, response) =>
				answerJson(response, 201, {
					id: JSON.parse(body).audio_url.endsWith('0.mp3') ? ID : OTHER_ID,
					result_url: 'x',
				}),
			),
		);
		const result = await start(server.url);
		expect(result.error).toBeUndefined();
		expect(result.items.map(({ json }) => json.id)).toEqual([ID, OTHER_ID]);
		const arrived = server.seen.filter(({ path }) => path === '/moved/v2/pre-recorded');
		expect(arrived.map(({ method, body }) => ({ method, body: JSON.parse(body) }))).toEqual(
			expect.arrayContaining([
				{ method: 'POST', body: { audio_url: 'https://example.com/0.mp3' } },
				{ method: 'POST', body: { audio_url: 'https://example.com/1.mp3' } },
			]),
		);
		expect(arrived).toHaveLength(2);
	});

	it.each([301, 302, 303])('is not sent twice after %i: the job is read', async (status) => {
		server = await startServer(({ method, path }, response) => {
			if (method === 'POST') redirectTo(response, status, `/v2/pre-recorded/${ID}`);
			else answerJson(response, 200, { id: ID, result_url: path });
		});
		const result = await start(server.url, { audioUrl: 'https://example.com/0.mp3' });
		expect(result.error).toBeUndefined();
		expect(server.seen.map(({ method, path, body }) => ({ method, path, body })).slice(-1)).toEqual(
			[{ method: 'GET', path: `/v2/pre-recorded/${ID}`, body: '' }],
		);
		expect(server.seen.filter(({ method }) => method === 'POST')).toHaveLength(2);
	});
});
