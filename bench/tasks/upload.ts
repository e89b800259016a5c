import { openBinaryStore } from '../binaryStore';
import { builtNode } from '../builtPackage';
import { outputOf } from '../nodeRun';
import type { Cost } from '../peakMemory';
import { costOf } from '../peakMemory';
import { pipeUpload } from '../pipe';
import { wholeFileUpload } from '../plainNodes';
import type { MadeFile } from './makeFile';

export type TransferWay = 'node' | 'wholeFile' | 'pipe';

/** Uploads a file once in one of the ways; the tiny one rehearses it. */
export async function run(input: {
	way: TransferWay;
	url: string;
	folder: string;
	file: MadeFile;
	tiny: MadeFile;
}): Promise<Cost> {
	const { way, url, folder, file, tiny } = input;
	await openBinaryStore(folder);
	const gladiaUpload = builtNode('GladiaUpload');
	const ways: Record<TransferWay, (sent: MadeFile) => Promise<unknown>> = {
		node: async ({ binary }) =>
			await outputOf(gladiaUpload, url, [{ json: {}, binary: { data: binary } }]),
		wholeFile: async ({ binary }) =>
			await outputOf(wholeFileUpload, url, [{ json: {}, binary: { data: binary } }]),
		pipe: async ({ path }) => await pipeUpload(url, path),
	};
	return await costOf(
		async () => await ways[way](file),
		async () => await ways[way](tiny),
	);
}
