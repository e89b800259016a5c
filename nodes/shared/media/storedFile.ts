import type { IBinaryData, IExecuteSingleFunctions } from 'n8n-workflow';
import { nameWithExtension } from './mediaType';

/** How much of a file is read at a time, in bytes. */
const CHUNK = 256 * 1024;
/** Enough of a file to hold its header, in bytes. */
const HEAD = 64 * 1024;

type StoredStream = Awaited<ReturnType<IExecuteSingleFunctions['helpers']['getBinaryStream']>>;

/**
 * A file of n8n's binary store for use in form data. It has a size, so that the request has an exact
 * Content-Length, and reads its bytes while they are being sent, again for every try. Where n8n keeps
 * files in memory, the bytes come from there.
 */
export class StoredFile extends File {
	/** When bytes were last read from it, in milliseconds since 1970; 0 before that. */
	lastRead = 0;
	private open: StoredStream | undefined;

	constructor(
		private readonly context: IExecuteSingleFunctions,
		private readonly binary: IBinaryData,
		bytes: number,
	) {
		const extension = binary.fileExtension ? `.${binary.fileExtension}` : '';
		const name = binary.fileName || `audio${extension}`;
		super([], nameWithExtension(name, binary.mimeType), { type: binary.mimeType });
		// A File computes its size from its parts, and this one has none.
		Object.defineProperty(this, 'size', { value: bytes });
	}

	override stream(): ReturnType<File['stream']> {
		return ReadableStream.from(this.chunks());
	}

	/** The first bytes of the file, enough to hold its header. */
	async head(): Promise<Uint8Array> {
		for await (const chunk of this.chunks()) {
			this.close();
			return chunk.subarray(0, HEAD);
		}
		return new Uint8Array();
	}

	/** Closes a stream that a broken request has left open. */
	close(): void {
		this.open?.destroy();
		this.open = undefined;
	}

	private async *chunks(): AsyncGenerator<Uint8Array> {
		const { id, data } = this.binary;
		for await (const chunk of id === undefined ? inPieces(data) : await this.opened(id)) {
			this.lastRead = Date.now();
			yield chunk as Uint8Array;
		}
	}

	private async opened(id: string): Promise<StoredStream> {
		this.close();
		this.open = await this.context.helpers.getBinaryStream(id, CHUNK);
		return this.open;
	}
}

function* inPieces(base64: string): Generator<Uint8Array> {
	const bytes = Buffer.from(base64, 'base64');
	for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.subarray(at, at + CHUNK);
}
