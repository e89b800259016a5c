import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { INodeExecutionData } from 'n8n-workflow';
import { openBinaryStore } from '../binaryStore';
import { builtNode } from '../builtPackage';
import { outputOf } from '../nodeRun';
import type { Cost } from '../peakMemory';
import { costOf } from '../peakMemory';
import { pipeDownload } from '../pipe';
import { wholeFileDownload } from '../plainNodes';
import type { TransferWay } from './upload';

const downloadAudio = {
	operation: 'download',
	transcriptionId: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
};

/** Downloads a job's audio once in one of the ways, and tells what has arrived on the disk. */
export async function run(input: {
	way: TransferWay;
	url: string;
	/** Where the files go; they are removed again. */
	folder: string;
	jobId: string;
	tinyJobId: string;
}): Promise<Cost & { sha256: string }> {
	const { way, url, folder, jobId, tinyJobId } = input;
	const store = await openBinaryStore(folder);
	const pathOf = ([item]: INodeExecutionData[]) => store.getPath(item?.binary?.data?.id ?? '');
	const gladiaGetResult = builtNode('GladiaGetResult');
	const ways: Record<TransferWay, (id: string) => Promise<string>> = {
		node: async (id) =>
			pathOf(await outputOf(gladiaGetResult, url, [{ json: { id } }], downloadAudio)),
		wholeFile: async (id) => pathOf(await outputOf(wholeFileDownload, url, [{ json: { id } }])),
		async pipe(id) {
			const path = join(folder, id);
			await pipeDownload(url, id, path);
			return path;
		},
	};
	let path = '';
	const cost = await costOf(
		async () => {
			path = await ways[way](jobId);
		},
		async () => await ways[way](tinyJobId),
	);
	const sha256 = createHash('sha256');
	await pipeline(createReadStream(path), sha256);
	await rm(folder, { recursive: true });
	return { ...cost, sha256: sha256.digest('hex') };
}
