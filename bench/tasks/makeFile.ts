import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import type { IBinaryData } from 'n8n-workflow';
import { location, openBinaryStore } from '../binaryStore';

/** A file in n8n's binary store. */
export interface MadeFile {
	binary: IBinaryData;
	/** Where the store keeps it. */
	path: string;
	bytes: number;
	/** Hex. */
	sha256: string;
}

const BLOCK = 1024 * 1024;

/** Puts a file of any size into the binary store of a folder, as an earlier node would have. */
export async function run({ folder, bytes }: { folder: string; bytes: number }): Promise<MadeFile> {
	const block = randomBytes(BLOCK);
	const hash = createHash('sha256');
	function* content() {
		for (let made = 0; made < bytes; made += BLOCK) {
			// No two blocks alike, so that one lost, doubled or misplaced changes the hash.
			block.writeUInt32LE(made / BLOCK);
			const chunk = Buffer.from(block.subarray(0, bytes - made));
			hash.update(chunk);
			yield chunk;
		}
	}
	const store = await openBinaryStore(folder);
	const binary = await store.store(location, Readable.from(content()), {
		mimeType: 'audio/wav',
		fileName: 'recording.wav',
		data: '',
	});
	const path = store.getPath(binary.id ?? '');
	return { binary, path, bytes, sha256: hash.digest('hex') };
}
