import { join } from 'node:path';
import { n8nNode } from '../live/n8nNode';
import { runInChild } from '../runInChild';
import type { Figure } from '../table';
import type { LiveWay, Streamed } from '../tasks/liveStream';
import type { MadeFile } from '../tasks/makeFile';
import type { Setting } from './setting';
import { MEGABYTE } from './transfer';

export const labels: Record<LiveWay, string> = { node: 'Gladia Live', bare: 'bare ws client' };

export const MEMORY = 'extra memory';

/** The memory of streams, a value per run. */
export function memoryFigure(streamed: Streamed[]): Figure {
	const values = streamed.map(({ cost }) => cost.extraBytes / MEGABYTE);
	return { name: MEMORY, unit: 'MB', values };
}

/** The processor time of streams, a value per run. */
export function cpuFigure(streamed: Streamed[]): Figure {
	return { name: 'CPU', unit: 's', values: streamed.map(({ cpuSeconds }) => cpuSeconds) };
}

/** Bytes that rehearse a session. */
const TINY = 20_000;

/** Files to stream, each with a hash of its own, and one to rehearse with. */
export async function makeStreams({ folder }: Setting, sizes: number[]) {
	const storeFolder = join(folder, 'live');
	const made = await runInChild('liveFiles', { folder: storeFolder, sizes: [...sizes, TINY] });
	const tiny = made.pop();
	if (tiny === undefined) throw new Error('A file is missing');
	return { storeFolder, files: made, tiny };
}

/**
 * Streams files once, side by side, in a process of its own that runs on n8n's Node.
 *
 * @throws Error when a session did not accept the very bytes of its file
 */
export async function streamOnce(
	{ sandbox }: Setting,
	way: LiveWay,
	{ storeFolder, files, tiny }: Awaited<ReturnType<typeof makeStreams>>,
	{ speed, flags }: { speed?: number; flags?: string[] } = {},
): Promise<Streamed> {
	await sandbox.reset();
	const input = { way, url: sandbox.url, folder: storeFolder, files, tiny, speed };
	const streamed = await runInChild('liveStream', input, { node: await n8nNode(), flags });
	const sessions = new Map((await sandbox.liveSessions()).map((one) => [one.id, one]));
	files.forEach(({ bytes, sha256 }: MadeFile, n) => {
		const session = sessions.get(streamed.sessions[n] ?? '');
		if (session?.acceptedBytes !== bytes || session.sha256 !== sha256) {
			throw new Error(`${labels[way]}: a session accepted other bytes than those of its file`);
		}
		if (session.state !== 'ended' || !session.stopReceived) {
			throw new Error(`${labels[way]}: a session was not ended`);
		}
	});
	await sandbox.reset();
	return streamed;
}
