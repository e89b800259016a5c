import type { MadeFile } from './makeFile';
import { run as makeFile } from './makeFile';

/** Files of these sizes (bytes), made by one process: many small ones are not worth one each. */
export async function run({
	folder,
	sizes,
}: {
	folder: string;
	sizes: number[];
}): Promise<MadeFile[]> {
	const files: MadeFile[] = [];
	for (const bytes of sizes) files.push(await makeFile({ folder, bytes }));
	return files;
}
