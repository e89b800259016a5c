import type { IncomingHttpHeaders } from 'node:http';
import { BoundedLog } from './boundedLog';

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

/** Keeps the latest requests, bounded in number and in bytes of their bodies. */
export class RequestRecorder {
	private readonly log = new BoundedLog<RecordedRequest>({
		entries: MAX_REQUESTS,
		bytes: MAX_BODY_BYTES,
	});
	readonly requests = this.log.entries;

	add(request: RecordedRequest): void {
		this.log.add(request);
	}

	addBody(request: RecordedRequest, body: unknown, bytes: number): void {
		request.body = body;
		this.log.grow(request, bytes);
	}

	clear(): void {
		this.log.clear();
	}
}
