import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Reply } from './reply';

/** A file as storage services hand it out: whole, or from a byte on when `Range` asks for that. */
export async function partReply(
	path: string,
	headers: NodeJS.Dict<string | string[]>,
): Promise<Reply> {
	const { size, mtimeMs } = await stat(path);
	const etag = `"${createHash('md5').update(`${path} ${size} ${mtimeMs}`).digest('hex')}"`;
	const common = {
		'content-type': 'application/octet-stream',
		'accept-ranges': 'bytes',
		etag,
	};
	const from = Number(/^bytes=(\d+)-$/.exec(String(headers.range))?.[1]);
	const isSame = headers['if-range'] === undefined || headers['if-range'] === etag;
	if (!(from < size) || !isSame) {
		return { status: 200, headers: common, body: { size, stream: () => createReadStream(path) } };
	}
	return {
		status: 206,
		headers: { ...common, 'content-range': `bytes ${from}-${size - 1}/${size}` },
		body: { size: size - from, stream: () => createReadStream(path, { start: from }) },
	};
}
