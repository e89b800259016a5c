import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Behaviour } from './socketPeer';
import { SocketPeer } from './socketPeer';

const run = promisify(execFile);

let peer: SocketPeer;
afterEach(async () => await peer.close());

/** What a process prints after running a session; it is killed if the session leaves something behind. */
async function printed(url: string, ...options: string[]): Promise<string> {
	const script = join(__dirname, 'endingProcess.ts');
	const { stdout } = await run(process.execPath, ['--import', 'tsx', script, url, ...options], {
		timeout: 20_000,
	});
	return stdout.trim();
}

const always = (behaviour: Behaviour) => Array.from({ length: 99 }, () => behaviour);

it.each<[string, Behaviour[], string[], string]>([
	['is complete', [], [], 'complete'],
	['had a broken connection', [{ cutAt: 50_000 }], [], 'complete'],
	['is lost', always({ refuse: true }), [], 'lost'],
	['gets no answer', always({ hang: true }), [], 'lost'],
	['gets no acknowledgments', always({ muteAt: 50_000 }), [], 'lost'],
	['is cancelled', [], ['300'], 'cancelled'],
])('a session leaves nothing behind when it %s', async (_name, behaviours, options, expected) => {
	peer = await new SocketPeer(...behaviours).listen();
	expect(await printed(peer.url, ...options)).toBe(expected);
	expect(peer.openSockets).toBe(0);
});
