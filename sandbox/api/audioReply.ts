import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { SAMPLE_PATH } from '../audio/speechSample';
import type { Reply } from '../server/reply';

/** The audio itself; media only known by its URL is represented by the bundled sample. */
export async function audioReply(path = SAMPLE_PATH): Promise<Reply> {
	const { size } = await stat(path);
	return {
		status: 200,
		headers: { 'content-type': 'application/octet-stream' },
		body: { size, stream: () => createReadStream(path) },
	};
}
