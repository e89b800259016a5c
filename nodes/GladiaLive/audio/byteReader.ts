import type { Clock } from '../clock';

/** Bytes that arrive as a stream. */
export interface ByteStream {
	chunks: AsyncIterable<Uint8Array>;
	/** Length in bytes, if it is known before the end. */
	size?: number;
	/** Releases the file or connection; safe to call at any time. */
	close: () => void;
}

/** Reads a stream in portions of any length. What arrived before a failure is returned first. */
export class ByteReader {
	/** Why the stream broke off. */
	failure?: Error;

	private readonly chunks: AsyncIterator<Uint8Array, unknown>;

	private buffered: Uint8Array[] = [];

	private length = 0;

	private ended = false;

	constructor(chunks: AsyncIterable<Uint8Array>) {
		this.chunks = chunks[Symbol.asyncIterator]();
	}

	/** The next bytes, at least so many unless the stream ends; does not consume them. */
	async peek(count: number): Promise<Uint8Array> {
		while (this.length < count && !this.ended) await this.readChunk();
		if (this.buffered.length > 1) this.buffered = [Buffer.concat(this.buffered)];
		return this.buffered[0] ?? new Uint8Array();
	}

	/**
	 * Consumes the next bytes: exactly so many, or what is left at the end of the stream.
	 *
	 * @throws the failure of a broken stream when nothing is left
	 */
	async read(count: number): Promise<Uint8Array> {
		while (this.length < count && !this.ended) await this.readChunk();
		if (this.length === 0 && this.failure !== undefined) throw this.failure;
		const parts: Uint8Array[] = [];
		let missing = Math.min(count, this.length);
		this.length -= missing;
		// Copies only a portion that spans chunks, not the rest of the last chunk.
		while (missing > 0) {
			const chunk = this.buffered.shift() ?? new Uint8Array();
			const part = chunk.subarray(0, missing);
			if (part.length < chunk.length) this.buffered.unshift(chunk.subarray(part.length));
			missing -= part.length;
			parts.push(part);
		}
		return parts.length === 1 ? (parts[0] as Uint8Array) : Buffer.concat(parts);
	}

	/** Stops reading before the end of the stream. */
	close(): void {
		this.ended = true;
		// A pending read may still fail, which no longer matters.
		void Promise.resolve(this.chunks.return?.()).catch(() => undefined);
	}

	private async readChunk(): Promise<void> {
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
 * A stream that fails when no data arrives for too long.
 *
 * @param seconds how long is too long
 */
export async function* withStallTimeout(
	chunks: AsyncIterable<Uint8Array>,
	seconds: number,
	clock: Pick<Clock, 'pause'>,
): AsyncGenerator<Uint8Array> {
	const iterator = chunks[Symbol.asyncIterator]();
	for (;;) {
		const arrived = new AbortController();
		const stalled = clock.pause(seconds * 1000, arrived.signal).then(() => undefined);
		try {
			const next = await Promise.race([iterator.next(), stalled]);
			if (next === undefined) throw new Error(`No audio arrived for ${seconds} seconds`);
			if (next.done === true) return;
			yield next.value;
		} finally {
			arrived.abort();
		}
	}
}
