import type { IncomingHttpHeaders } from 'node:http';

const MAX_REQUESTS = 10_000;
const MAX_BODY_BYTES = 50_000_000;

/** What the sandbox received, for tests to look at. */
export interface RecordedRequest {
	method: string;
	/** Path without the query. */
	path: string;
	/** Query parameters; a repeated one is an array. */
	query: Record<string, string | string[]>;
	headers: IncomingHttpHeaders;
	/** The parsed JSON body; undefined for other bodies. */
	body?: unknown;
	/** The file of a multipart upload; `contentLength` is the request's header. */
	upload?: {
		filename: string;
		mimeType: string;
		size: number;
		sha256: string;
		contentLength?: number;
	};
	/** Status answered; 0 as long as, or because, nothing was answered. */
	status: number;
	/** Arrival, in milliseconds since 1970. */
	at: number;
}

/**
 * Keeps the latest requests in one array that never changes identity. Both the number of
 * requests and the bytes of their bodies are bounded; the oldest go first.
 */
export class RequestRecorder {
	readonly requests: RecordedRequest[] = [];
	private readonly bodyBytes = new WeakMap<RecordedRequest, number>();
	private totalBodyBytes = 0;

	add(request: RecordedRequest): void {
		this.requests.push(request);
		if (this.requests.length > MAX_REQUESTS) this.dropOldest();
	}

	addBody(request: RecordedRequest, body: unknown, bytes: number): void {
		request.body = body;
		this.bodyBytes.set(request, bytes);
		this.totalBodyBytes += bytes;
		while (this.totalBodyBytes > MAX_BODY_BYTES) this.dropOldest();
	}

	clear(): void {
		this.requests.length = 0;
		this.totalBodyBytes = 0;
	}

	private dropOldest(): void {
		const oldest = this.requests.shift();
		if (oldest) this.totalBodyBytes -= this.bodyBytes.get(oldest) ?? 0;
	}
}
