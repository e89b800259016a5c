import { openBinaryStore } from '../binaryStore';
import { builtNode } from '../builtPackage';
import { bareStream } from '../live/bareClient';
import { ensurePlatformSocket } from '../live/platformSocket';
import { liveParameters } from '../live/stream';
import { outputOf } from '../nodeRun';
import type { Cost } from '../peakMemory';
import { costOf } from '../peakMemory';
import type { MadeFile } from './makeFile';

export type LiveWay = 'node' | 'bare';

/** What streaming some files cost, and where they went. */
export interface Streamed {
	/** Which Node it ran on. */
	platform: string;
	cost: Cost;
	/** Processor time of this process. */
	cpuSeconds: number;
	/** Ids of the sessions, in the order of the files. */
	sessions: string[];
}

/** Streams files, all side by side, in one of the ways; the tiny one rehearses it. */
export async function run(input: {
	way: LiveWay;
	url: string;
	folder: string;
	files: MadeFile[];
	tiny: MadeFile;
	/** Seconds of audio per second; without it as fast as possible. */
	speed?: number;
}): Promise<Streamed> {
	const { way, url, folder, files, tiny, speed } = input;
	const platform = ensurePlatformSocket();
	await openBinaryStore(folder);
	const gladiaLive = builtNode('GladiaLive');
	const ways: Record<LiveWay, (sent: MadeFile[]) => Promise<string[]>> = {
		async node(sent) {
			const items = sent.map(({ binary }) => ({ json: {}, binary: { data: binary } }));
			const output = await outputOf(gladiaLive, url, items, liveParameters(speed));
			return output.map(({ json }) => String(json.id));
		},
		bare: async (sent) =>
			await Promise.all(sent.map(async ({ path }) => await bareStream({ url, path, speed }))),
	};
	let sessions: string[] = [];
	let cpuSeconds = NaN;
	const cost = await costOf(
		async () => {
			const before = process.cpuUsage();
			sessions = await ways[way](files);
			const { user, system } = process.cpuUsage(before);
			cpuSeconds = (user + system) / 1_000_000;
		},
		async () => await ways[way]([tiny]),
	);
	return { platform, cost, cpuSeconds, sessions };
}
