import { join } from 'node:path';
import type { Cost } from '../peakMemory';
import { runInChild } from '../runInChild';
import type { Aim, Row, Table } from '../table';
import { medianOf } from '../table';
import type { MadeFile } from '../tasks/makeFile';
import type { TransferWay } from '../tasks/upload';
import type { Setting } from './setting';

export const MEGABYTE = 1_000_000;
/** The bound for a file of 1 GB, in megabytes. */
const MEMORY_AIM = 80;

const MEMORY = 'extra memory';
export const WHOLE_FILE = 'whole file';

/** Enough to open the connection and run all the code once, in bytes. */
const TINY = 20_000;

/** Files of these sizes (bytes) in one binary store, and a tiny one to rehearse with. */
export async function makeFiles({ folder }: Setting, sizes: number[]) {
	const storeFolder = join(folder, 'store');
	const make = async (bytes: number) =>
		await runInChild('makeFile', { folder: storeFolder, bytes });
	const files: MadeFile[] = [];
	for (const bytes of sizes) files.push(await make(bytes));
	return { storeFolder, files, tiny: await make(TINY) };
}

/** The rows of the ways in which a file of so many bytes was moved. */
export function transferRows(
	bytes: number,
	labels: Record<TransferWay, string>,
	costs: Array<{ way: TransferWay; cost: Cost }>,
): Row[] {
	const ways = [...new Set(costs.map(({ way }) => way))];
	return ways.map((way) => {
		const own = costs.filter((one) => one.way === way).map(({ cost }) => cost);
		const seconds = own.map(({ milliseconds }) => milliseconds / 1000);
		return {
			label: labels[way],
			figures: [
				{ name: MEMORY, unit: 'MB', values: own.map((cost) => cost.extraBytes / MEGABYTE) },
				{ name: 'speed', unit: 'MB/s', values: seconds.map((time) => bytes / MEGABYTE / time) },
			],
		};
	});
}

/** What the issue asks for: that memory does not grow with the file. */
export function memoryAim(table: Pick<Table, 'rows'>, label: string): Aim {
	return {
		text: `at most ${MEMORY_AIM} MB of extra memory`,
		met: medianOf(table, label, MEMORY) <= MEMORY_AIM,
	};
}
