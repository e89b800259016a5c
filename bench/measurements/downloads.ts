import { join } from 'node:path';
import type { Cost } from '../peakMemory';
import { runInChild } from '../runInChild';
import type { Table } from '../table';
import { runs as inRuns } from '../table';
import type { TransferWay } from '../tasks/upload';
import type { Setting } from './setting';
import { makeFiles, MEGABYTE, memoryAim, transferRows, WHOLE_FILE } from './transfer';

const labels = { node: 'Gladia Get Result', wholeFile: WHOLE_FILE, pipe: 'bare pipe' };
const ways: TransferWay[] = ['wholeFile', 'node', 'pipe'];

/** Time and memory of downloading a job's audio into the binary store. */
export async function measureDownloads(setting: Setting): Promise<Table[]> {
	const { sandbox, folder, quick } = setting;
	const { url } = sandbox;
	const bytes = (quick ? 50 : 300) * MEGABYTE;
	const runs = quick ? 1 : 3;
	await sandbox.reset();
	await sandbox.set({ jobSeconds: 0 });
	const { files, tiny } = await makeFiles(setting, [bytes]);
	const jobOf = async (path: string) => await runInChild('startJob', { url, path });
	const jobId = await jobOf(files[0]?.path ?? '');
	const tinyJobId = await jobOf(tiny.path);

	const costs: Array<{ way: TransferWay; cost: Cost }> = [];
	for (let run = 0; run < runs; run++) {
		for (const way of ways) {
			const target = join(folder, `download-${way}-${run}`);
			const input = { way, url, folder: target, jobId, tinyJobId };
			const { sha256, ...cost } = await runInChild('download', input);
			if (sha256 !== files[0]?.sha256) throw new Error(`${labels[way]}: other bytes arrived`);
			costs.push({ way, cost });
		}
	}
	await sandbox.reset();
	const rows = transferRows(bytes, labels, costs);
	return [
		{
			title: `Download of ${bytes / MEGABYTE} MB into n8n's binary store (${inRuns(runs)})`,
			baseline: labels.wholeFile,
			rows,
			notes: ['Every stored file has the SHA-256 of the one that was uploaded.'],
			aims: [memoryAim({ rows }, labels.node)],
		},
	];
}
