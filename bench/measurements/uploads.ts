import type { Cost } from '../peakMemory';
import { runInChild } from '../runInChild';
import type { Table } from '../table';
import { runs as inRuns } from '../table';
import type { MadeFile } from '../tasks/makeFile';
import type { TransferWay } from '../tasks/upload';
import type { Setting } from './setting';
import { makeFiles, MEGABYTE, memoryAim, transferRows, WHOLE_FILE } from './transfer';

const labels = { node: 'Gladia Upload', wholeFile: WHOLE_FILE, pipe: 'bare pipe' };

interface Size {
	bytes: number;
	runs: number;
	ways: TransferWay[];
}

/** Time and memory of uploading a file from the binary store, by size. */
export async function measureUploads(setting: Setting): Promise<Table[]> {
	const all: TransferWay[] = ['wholeFile', 'node', 'pipe'];
	const sizes: Size[] = setting.quick
		? [{ bytes: 50 * MEGABYTE, runs: 1, ways: all }]
		: [
				{ bytes: 300 * MEGABYTE, runs: 3, ways: all },
				// The whole-file way would take gigabytes of memory here.
				{ bytes: 1000 * MEGABYTE, runs: 2, ways: ['node', 'pipe'] },
			];
	const made = await makeFiles(
		setting,
		sizes.map(({ bytes }) => bytes),
	);
	const tables: Table[] = [];
	for (const [position, size] of sizes.entries()) {
		const file = made.files[position];
		if (file === undefined) throw new Error('A file is missing');
		tables.push(await measureSize(setting, size, { ...made, file }));
	}
	return tables;
}

async function measureSize(
	setting: Setting,
	{ bytes, runs, ways }: Size,
	{ storeFolder, file, tiny }: { storeFolder: string; file: MadeFile; tiny: MadeFile },
): Promise<Table> {
	const { sandbox } = setting;
	const { url } = sandbox;
	const costs: Array<{ way: TransferWay; cost: Cost }> = [];
	for (let run = 0; run < runs; run++) {
		for (const way of ways) {
			await sandbox.reset();
			const cost = await runInChild('upload', { way, url, folder: storeFolder, file, tiny });
			await requireArrived(setting, way, file);
			costs.push({ way, cost });
		}
	}
	await sandbox.reset();
	const rows = transferRows(bytes, labels, costs);
	const baseline = ways.includes('wholeFile') ? labels.wholeFile : labels.pipe;
	return {
		title: `Upload of ${bytes / MEGABYTE} MB from n8n's binary store (${inRuns(runs)})`,
		baseline,
		rows,
		notes: ['Every upload arrived with the SHA-256 of the file and its exact Content-Length.'],
		aims: [memoryAim({ rows }, labels.node)],
	};
}

/** @throws when the sandbox did not get the very bytes, or not with their exact length */
async function requireArrived({ sandbox }: Setting, way: TransferWay, file: MadeFile) {
	const uploads = (await sandbox.requests()).filter(({ upload }) => upload?.size === file.bytes);
	const [arrived] = uploads;
	if (arrived?.upload === undefined || uploads.length !== 1) {
		throw new Error(`${labels[way]}: the file arrived ${uploads.length} times`);
	}
	const { headers, upload } = arrived;
	if (upload.sha256 !== file.sha256) throw new Error(`${labels[way]}: other bytes arrived`);
	const length = file.bytes + envelopeLength(headers['content-type'] ?? '', upload);
	if (upload.contentLength !== length || headers['transfer-encoding'] !== undefined) {
		throw new Error(`${labels[way]}: Content-Length ${upload.contentLength} instead of ${length}`);
	}
}

/** What a form with one file has around the file (RFC 7578), in bytes. */
function envelopeLength(
	contentType: string,
	{ filename, mimeType }: { filename: string; mimeType: string },
): number {
	const [, boundary] = /boundary=([^;]+)/.exec(contentType) ?? [];
	const disposition = `form-data; name="audio"; filename="${filename}"`;
	const head = `--${boundary}\r\nContent-Disposition: ${disposition}\r\nContent-Type: ${mimeType}\r\n\r\n`;
	return Buffer.byteLength(`${head}\r\n--${boundary}--\r\n`);
}
