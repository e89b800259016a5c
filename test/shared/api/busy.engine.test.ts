import { GladiaGetResult } from '../../../nodes/GladiaGetResult/GladiaGetResult.node';
import { GladiaTranscribe } from '../../../nodes/GladiaTranscribe/GladiaTranscribe.node';
import { runNode } from '../../support/engine';
import type { TestServer } from '../../support/httpServer';
import { answerJson, startServer } from '../../support/httpServer';

const ID = '45463597-20b7-4af7-b3b3-f5fb778203ab';
const SECOND = 1_000;

const servers: TestServer[] = [];
afterEach(
	async () => await Promise.all(servers.splice(0).map(async (server) => await server.close())),
);

/** A server that is busy for so many requests, in these words. */
async function busyServer(
	times: number,
	headers: () => Record<string, string>,
): Promise<TestServer> {
	const server = await startServer((_, response, number) => {
		if (number < times) answerJson(response, 429, { message: 'Too many requests' }, headers());
		else answerJson(response, 200, { id: ID, result_url: 'x', status: 'queued' });
	});
	servers.push(server);
	return server;
}

const start = async (server: TestServer, limits: object = {}, cancelWhen?: Promise<unknown>) =>
	await runNode({
		node: new GladiaTranscribe(),
		items: [{ json: {} }, { json: {} }],
		parameters: {
			operation: 'start',
			audioSource: 'url',
			audioUrl: 'https://example.com/0.mp3',
			limits: { ...limits },
		},
		credentials: { apiKey: 'sandbox-key', baseUrl: server.url },
		cancelWhen,
	});

const pauses = ({ seen }: TestServer) => seen.slice(1).map(({ at }, n) => at - (seen[n]?.at ?? 0));

const past = () => new Date(Date.now() - 60 * SECOND).toUTCString();

const uselessHeaders: Array<[string, () => Record<string, string>]> = [
	['0', () => ({ 'retry-after': '0' })],
	['a tenth of a second', () => ({ 'retry-after': '0.1' })],
	['a date that has passed', () => ({ 'retry-after': past(), date: new Date().toUTCString() })],
	['nothing', () => ({})],
	['nonsense', () => ({ 'retry-after': 'soon' })],
];

it('429 without a useful Retry-After is waited out, not hammered', async () => {
	const runs = uselessHeaders.map(async ([name, headers]) => {
		const server = await busyServer(3, headers);
		const { error, items } = await start(server, { maxConcurrent: 1 });
		const [first = 0, second = 0, third = 0] = pauses(server);
		return {
			name,
			error,
			ids: items.map(({ json }) => json.id),
			requests: server.seen.length,
			grows: first >= 0.75 * SECOND && second >= 1.15 * SECOND && third >= 1.75 * SECOND,
		};
	});
	expect(await Promise.all(runs)).toEqual(
		uselessHeaders.map(([name]) => ({
			name,
			error: undefined,
			ids: [ID, ID],
			requests: 5,
			grows: true,
		})),
	);
});

it('a date is read by the clock of the server that names it', async () => {
	const hour = 60 * 60 * SECOND;
	const server = await busyServer(1, () => ({
		date: new Date(Date.now() - hour).toUTCString(),
		'retry-after': new Date(Date.now() - hour + 3 * SECOND).toUTCString(),
	}));
	const result = await start(server, { maxConcurrent: 1 });
	expect(result.error).toBeUndefined();
	expect(pauses(server)[0]).toBeGreaterThanOrEqual(1.9 * SECOND);
	expect(pauses(server)[0]).toBeLessThan(5 * SECOND);
});

it('items that were told the same time do not come back at the same moment', async () => {
	const server = await busyServer(2, () => ({ 'retry-after': '2' }));
	await start(server, { maxConcurrent: 2 });
	const [, , third, fourth] = server.seen.map(({ at }) => at);
	expect((third ?? 0) - (server.seen[0]?.at ?? 0)).toBeGreaterThanOrEqual(2 * SECOND);
	expect(fourth).not.toBe(third);
});

it('a time beyond Max Wait is not waited for', async () => {
	const server = await busyServer(99, () => ({ 'retry-after': '3600' }));
	const began = Date.now();
	const result = await start(server, { maxWaitMinutes: 1 });
	expect(result.error?.message).toMatch(/limit reached/);
	expect(Date.now() - began).toBeLessThan(3 * SECOND);
});

it('a cancelled execution does not wait for a busy server any longer', async () => {
	const server = await busyServer(99, () => ({ 'retry-after': '30' }));
	const began = Date.now();
	const result = await start(server, {}, new Promise((resolve) => setTimeout(resolve, 500)));
	expect(result.status).toBe('canceled');
	expect(Date.now() - began).toBeLessThan(3 * SECOND);
});

it('a server that never answers is not waited for once the execution is cancelled', async () => {
	const server = await startServer(() => {});
	servers.push(server);
	const began = Date.now();
	const result = await runNode({
		node: new GladiaGetResult(),
		items: [{ json: {} }, { json: {} }],
		parameters: {
			transcriptionId: { __rl: true, mode: 'id', value: ID },
			waitUntilDone: true,
		},
		credentials: { apiKey: 'sandbox-key', baseUrl: server.url },
		cancelWhen: new Promise((resolve) => setTimeout(resolve, 500)),
	});
	expect(result.status).toBe('canceled');
	expect(Date.now() - began).toBeLessThan(3 * SECOND);
});
