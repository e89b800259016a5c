/** Bytes that come as a stream. */
export interface ByteStream {
	chunks: AsyncIterable<Uint8Array>;
	/** Length in bytes, where it is known before the end. */
	size?: number;
	/** Lets go of the file or the connection; safe to call at any time. */
	close: () => void;
}

/** Reads a stream in portions of any length. What came before it broke off is given out first. */
export class ByteReader {
	/** Why the stream broke off. */
	failure?: Error;

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
			await this.readOn();
		}
		if (this.buffered.length > 1) this.buffered = [Buffer.concat(this.buffered)];
		return this.buffered[0] ?? new Uint8Array();
	}

	/**
	 * Takes the next bytes: exactly so many, or what is left at the end of the stream.
	 *
	 * @throws the failure of a broken stream when nothing is left
	 */
	async read(count: number): Promise<Uint8Array> {
		while (this.length < count && !this.ended) await this.readOn();
		if (this.length === 0 && this.failure !== undefined) throw this.failure;
		const parts: Uint8Array[] = [];
		let missing = Math.min(count, this.length);
		this.length -= missing;
		// Only a portion that lies across two chunks is copied, not the rest of the chunk with it.
		while (missing > 0) {
			const chunk = this.buffered.shift() ?? new Uint8Array();
			const part = chunk.subarray(0, missing);
			if (part.length < chunk.length) this.buffered.unshift(chunk.subarray(part.length));
			missing -= part.length;
			parts.push(part);
		}
		return parts.length === 1 ? (parts[0] as Uint8Array) : Buffer.concat(parts);
	}

	/** Ends a stream that is not read to its end. */
	close(): void {
		this.ended = true;
		// What was being read may still fail, and nobody wants it any more.
		void Promise.resolve(this.chunks.return?.()).catch(() => undefined);
	}

	private async readOn(): Promise<void> {
		try {
			const { done, value } = await this.chunks.next();
			if (done === true) {
				this.ended = true;
				return;
			}
			this.buffered.push(value);
			this.length += value.length;
		} catch (error) {
			this.ended = true;
			this.failure = error instanceof Error ? error : new Error(String(error));
		}
	}
}

/**
 * A stream that breaks off when it gives nothing for too long.
 *
 * @param seconds how long is too long
 * @param pause waits so many milliseconds, or until the signal fires
 */
export async function* impatiently(
	chunks: AsyncIterable<Uint8Array>,
	seconds: number,
	pause: (milliseconds: number, signal: AbortSignal) => Promise<void>,
): AsyncGenerator<Uint8Array> {
	const iterator = chunks[Symbol.asyncIterator]();
	for (;;) {
		const arrived = new AbortController();
		const tooLate = pause(seconds * 1000, arrived.signal).then(() => undefined);
		try {
			const next = await Promise.race([iterator.next(), tooLate]);
			if (next === undefined) throw new Error(`No audio came for ${seconds} seconds`);
			if (next.done === true) return;
			yield next.value;
		} finally {
			arrived.abort();
		}
	}
}
