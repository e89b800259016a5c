import type { ChildProcess } from 'node:child_process';
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import type { LiveSessionReport } from '../../sandbox/sandbox';
import { LiveClient } from './support/liveClient';

const FRAME = Buffer.alloc(512_000, 7);
const THREE_HOURS = 3 * 3600 * 32_000;
/** What the client lets wait in its own socket. */
const MAX_WAITING = 4_000_000;

let sandbox: ChildProcess;
let url: string;
beforeAll(async () => {
	const cli = join(__dirname, '..', '..', 'sandbox', 'cli.ts');
	sandbox = spawn(process.execPath, ['--import', 'tsx', cli, '--port', '0']);
	const [first] = await once(sandbox.stdout as NodeJS.ReadableStream, 'data');
	url = /on (http:\S+)/.exec(String(first))?.[1] ?? '';
});
afterAll(() => sandbox.kill('SIGINT'));

/** Resident memory of the sandbox in MB. */
const megabytes = () =>
	Number(execFileSync('ps', ['-o', 'rss=', '-p', String(sandbox.pid)]).toString()) / 1024;

/** Streams as fast as it goes. @returns the hash sent, the report and the highest memory */
async function stream(bytes: number) {
	const response = await fetch(`${url}/v2/live`, {
		method: 'POST',
		headers: { 'x-gladia-key': 'sandbox-key' },
		body: JSON.stringify({ messages_config: { receive_partial_transcripts: true } }),
	});
	const session = (await response.json()) as { url: string };
	const client = await LiveClient.connect(session.url);
	const hash = createHash('sha256');
	let peak = megabytes();
	for (let sent = 0; sent < bytes; sent += FRAME.length) {
		const frame = FRAME.subarray(0, bytes - sent);
		hash.update(frame);
		client.send(frame);
		while (client.socket.bufferedAmount > MAX_WAITING) {
			await new Promise((resolve) => setImmediate(resolve));
		}
		if (sent % (FRAME.length * 50) === 0) peak = Math.max(peak, megabytes());
	}
	client.stop();
	expect((await client.closed).code).toBe(1000);
	const live = (await (await fetch(`${url}/_sandbox/live`)).json()) as {
		sessions: LiveSessionReport[];
	};
	return {
		sha256: hash.digest('hex'),
		report: live.sessions.at(-1),
		peak: Math.max(peak, megabytes()),
	};
}

test('three hours of audio in seconds, in flat memory', async () => {
	await stream(32_000 * 600);
	const before = megabytes();
	const started = performance.now();
	const { report, sha256, peak } = await stream(THREE_HOURS);
	expect(report).toMatchObject({
		acceptedBytes: THREE_HOURS,
		audioDuration: 10_800,
		sha256,
		state: 'ended',
	});
	expect(performance.now() - started).toBeLessThan(60_000);
	expect(peak - before).toBeLessThan(100);
}, 90_000);
