/** Bytes that come as a stream. */
export interface ByteStream {
	chunks: AsyncIterable<Uint8Array>;
	/** Length in bytes, where it is known before the end. */
	size?: number;
	/** Lets go of the file or the connection; safe to call at any time. */
	close: () => void;
}

/** Reads a stream in portions of any length. */
export class ByteReader {
	private readonly chunks: AsyncIterator<Uint8Array>;

	private buffered: Uint8Array[] = [];

	private length = 0;

	private ended = false;

	constructor(chunks: AsyncIterable<Uint8Array>) {
		this.chunks = chunks[Symbol.asyncIterator]();
	}

	/** The next bytes, at least so many unless the stream ends; they stay to be read. */
	async peek(least: number): Promise<Uint8Array> {
		while (this.length < least && !this.ended) {
			const { done, value } = await this.chunks.next();
			if (done === true) this.ended = true;
			else this.push(value);
		}
		if (this.buffered.length > 1) this.buffered = [Buffer.concat(this.buffered)];
		return this.buffered[0] ?? new Uint8Array();
	}

	/** Takes the next bytes: exactly so many, or what is left at the end of the stream. */
	async read(count: number): Promise<Uint8Array> {
		const ahead = await this.peek(count);
		const taken = ahead.subarray(0, count);
		this.buffered = ahead.length > count ? [ahead.subarray(count)] : [];
		this.length = Math.max(0, ahead.length - count);
		return taken;
	}

	/** Ends a stream that is not read to its end. */
	close(): void {
		this.ended = true;
		// What was being read may still fail, and nobody wants it any more.
		void Promise.resolve(this.chunks.return?.()).catch(() => undefined);
	}

	private push(chunk: Uint8Array): void {
		this.buffered.push(chunk);
		this.length += chunk.length;
	}
}
