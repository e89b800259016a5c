import { GladiaLive } from '../../../nodes/GladiaLive/GladiaLive.node';
import { GladiaTranscribe } from '../../../nodes/GladiaTranscribe/GladiaTranscribe.node';
import { runNode } from '../../support/engine';
import type { ReadingRow, World } from '../readingRow';
import { changeSettings } from '../readingRow';

const items = [0, 1].map((n) => ({ json: { url: `https://example.com/${n}.mp3` } }));

/** What a busy API has said about when to come back; nothing is undefined. */
type Said = (retryAfter: string | undefined) => void;

/** With room for one job and one session, the second start is refused until the first has ended. */
async function waitsOut(world: World, said: Said): Promise<void> {
	const { sandbox } = world;
	await changeSettings(sandbox, {
		jobSeconds: 0.5,
		concurrentJobs: 1,
		queuedJobs: 0,
		concurrentLiveSessions: 1,
		liveIdleSeconds: 0.5,
	});
	said((await refusalOf(world)).get('retry-after') ?? undefined);
	const credentials = { apiKey: 'sandbox-key', baseUrl: sandbox.url };
	const [jobs, sessions] = await Promise.all([
		runNode({
			node: new GladiaTranscribe(),
			items,
			parameters: { operation: 'start', audioSource: 'url', audioUrl: '={{ $json.url }}' },
			credentials,
		}),
		runNode({ node: new GladiaLive(), items, parameters: { operation: 'start' }, credentials }),
	]);
	for (const { error, items: made } of [jobs, sessions]) {
		expect(error).toBeUndefined();
		expect(made.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	}
	for (const path of ['/v2/pre-recorded', '/v2/live']) {
		const statuses = sandbox.requests
			.filter((request) => request.method === 'POST' && request.path === path)
			.map(({ status }) => status);
		expect(statuses.filter((status) => status === 201)).toHaveLength(2);
		expect(statuses).toContain(429);
		// A pause of its own length before each try: never a hot loop.
		expect(statuses.length).toBeLessThan(6);
	}
}

/** The headers of a 429, seen by a client of its own; what made the API busy is taken away again. */
async function refusalOf({ sandbox }: World): Promise<Headers> {
	const start = async () =>
		await fetch(`${sandbox.url}/v2/pre-recorded`, {
			method: 'POST',
			headers: { 'x-gladia-key': 'sandbox-key', 'content-type': 'application/json' },
			body: JSON.stringify({ audio_url: 'https://example.com/busy.mp3' }),
		});
	await start();
	const { status, headers } = await start();
	expect(status).toBe(429);
	await new Promise((resolve) => setTimeout(resolve, 700));
	sandbox.requests.length = 0;
	return headers;
}

export const rows: ReadingRow[] = [
	{
		reading: 'busy-seconds',
		holds: 'job and session are started when there is room',
		run: async (world) => await waitsOut(world, (said) => expect(said).toBe('1')),
	},
	{
		reading: 'busy-date',
		holds: 'job and session are started when there is room',
		run: async (world) => await waitsOut(world, (said) => expect(said).toMatch(/GMT$/)),
	},
	{
		reading: 'busy-silent',
		holds: 'job and session are started when there is room',
		run: async (world) => await waitsOut(world, (said) => expect(said).toBeUndefined()),
	},
];
