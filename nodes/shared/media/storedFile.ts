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

	/**
	 * The first bytes of the file; no more of it is read.
	 *
	 * @param bytes how many; by default enough to hold the header
	 */
	async head(bytes = HEAD): Promise<Uint8Array> {
		for await (const chunk of this.chunks(bytes)) {
			this.close();
			return chunk.subarray(0, bytes);
		}
		return new Uint8Array();
	}

	/** Closes a stream that a broken request has left open. */
	close(): void {
		this.open?.destroy();
		this.open = undefined;
	}

	private async *chunks(size = CHUNK): AsyncGenerator<Uint8Array> {
		const { id, data } = this.binary;
		for await (const chunk of id === undefined
			? inPieces(data, size)
			: await this.opened(id, size)) {
			this.lastRead = Date.now();
			yield chunk as Uint8Array;
		}
	}

	private async opened(id: string, size: number): Promise<StoredStream> {
		this.close();
		this.open = await this.context.helpers.getBinaryStream(id, size);
		return this.open;
	}
}

/** Decodes one piece at a time. */
function* inPieces(base64: string, size: number): Generator<Uint8Array> {
	// Whole groups of four characters, each of which holds three bytes.
	const characters = Math.ceil(size / 3) * 4;
	for (let at = 0; at < base64.length; at += characters) {
		yield Buffer.from(base64.slice(at, at + characters), 'base64');
	}
}
