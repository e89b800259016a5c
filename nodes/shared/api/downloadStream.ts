import { ConnectionFailure, connectionFailureFrom } from './connectionFailure';
import type { GladiaResponse } from './transport';
import { discard } from './transport';

/** How often to ask for the rest of a file. */
const RESUMES = 10;
/** How long a connection may be silent in the middle of a file, in milliseconds. */
const SILENCE = 60_000;

const brokeOff = new ConnectionFailure('The connection broke off in the middle of the file', false);

/**
 * Requests the rest of a file.
 *
 * @param headers say where it starts
 * @param attempt number of such requests before
 * @returns undefined when the server refuses
 */
export type OpenRest = (
	headers: Record<string, string>,
	attempt: number,
) => Promise<GladiaResponse | undefined>;

/** The bytes of a file, over as many connections as it takes if the server supports ranges. */
export class ResumingFile {
	/** Why the bytes ended before the file did. */
	broken: ConnectionFailure | undefined;

	private received = 0;

	private part: Part;

	constructor(
		response: GladiaResponse,
		private readonly openRest: OpenRest,
	) {
		this.part = partOf(response);
	}

	/** The next bytes, at least one; undefined at the end, ConnectionFailure when the connection broke. */
	async next(): Promise<Uint8Array | ConnectionFailure | undefined> {
		const chunk = await nextOf(this.part);
		if (chunk instanceof Uint8Array) this.received += chunk.length;
		return chunk === undefined && this.received < (this.part.total ?? 0) ? brokeOff : chunk;
	}

	/**
	 * All bytes, starting with those that `next` returned.
	 *
	 * @throws ConnectionFailure, also kept as `broken`, when the connection breaks and cannot be resumed
	 */
	async *from(first: Uint8Array | undefined): AsyncGenerator<Uint8Array> {
		let chunk: Uint8Array | ConnectionFailure | undefined = first;
		for (let resumes = 0; chunk !== undefined; chunk = await this.next()) {
			while (chunk instanceof ConnectionFailure) {
				if (resumes >= RESUMES || !(await this.resume(resumes))) {
					this.broken = chunk;
					throw chunk;
				}
				resumes++;
				chunk = await this.next();
			}
			if (chunk === undefined) return;
			yield chunk;
		}
	}

	/** Closes the connection. */
	close(): void {
		this.part.close();
	}

	private async resume(attempt: number): Promise<boolean> {
		const { hasRanges, version, total } = this.part;
		if (!hasRanges) return false;
		this.close();
		const headers = {
			range: `bytes=${this.received}-`,
			...(version !== undefined && { 'if-range': version }),
		};
		const response = await this.openRest(headers, attempt);
		if (response === undefined) return false;
		const rest = partOf(response);
		if (isRest(response, this.received, total) && rest.version === version) {
			this.part = { ...rest, total, hasRanges };
			return true;
		}
		rest.close();
		return false;
	}
}

/** The part of a file that one connection delivers. */
interface Part {
	chunks: AsyncIterator<Uint8Array, unknown>;
	close: () => void;
	/** Length of the whole file in bytes, if the server says so. */
	total?: number;
	/** Identifies this version of the file, if the server does. */
	version?: string;
	/** Whether the server supports ranges. */
	hasRanges: boolean;
}

function partOf({ body, headers }: GladiaResponse): Part {
	const length = headers['content-length'];
	const { etag } = headers;
	return {
		chunks: (body as AsyncIterable<Uint8Array>)[Symbol.asyncIterator](),
		close: () => discard(body),
		total: typeof length === 'string' && /^\d+$/.test(length) ? Number(length) : undefined,
		// A weak one may be the same for different bytes.
		version: typeof etag === 'string' && etag.startsWith('"') ? etag : undefined,
		hasRanges: String(headers['accept-ranges']).toLowerCase() === 'bytes',
	};
}

/** Whether an answer continues exactly where the first part ended. */
function isRest({ statusCode, headers }: GladiaResponse, from: number, total?: number): boolean {
	const range = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(String(headers['content-range']));
	if (statusCode !== 206 || range === null || Number(range[1]) !== from) return false;
	return range[2] === '*' || total === undefined || Number(range[2]) === total;
}

async function nextOf({
	chunks,
	close,
}: Part): Promise<Uint8Array | ConnectionFailure | undefined> {
	const silence = AbortSignal.timeout(SILENCE);
	silence.addEventListener('abort', close, { once: true });
	try {
		for (;;) {
			const { done, value } = await chunks.next();
			if (done === true) return undefined;
			if (value.length > 0) return value;
		}
	} catch (error) {
		if (silence.aborted) return new ConnectionFailure('No more of the file came in time', false);
		return connectionFailureFrom(error);
	} finally {
		silence.removeEventListener('abort', close);
	}
}
