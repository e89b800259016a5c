import type { IncomingMessage } from 'node:http';
import { ApiError } from './apiError';

/** @throws ApiError 401 for a missing or unknown `x-gladia-key` */
export function authorize(request: IncomingMessage, keys: Set<string>): void {
	const key = request.headers['x-gladia-key'];
	if (key === undefined) throw new ApiError(401, 'gladia key not found');
	if (typeof key !== 'string' || !keys.has(key)) throw new ApiError(401, 'gladia key is invalid');
}

/** Admits so many requests per second, counted over the last second. */
export class RateLimiter {
	private admitted: number[] = [];

	constructor(public requestsPerSecond: number = Infinity) {}

	/** @throws ApiError 429 with Retry-After when the second is full */
	admit(): void {
		if (this.requestsPerSecond === Infinity) return;
		const now = Date.now();
		this.admitted = this.admitted.filter((time) => time > now - 1000);
		if (this.admitted.length >= this.requestsPerSecond) {
			throw new ApiError(429, 'Too many requests', { retryAfterSeconds: 1 });
		}
		this.admitted.push(now);
	}
}
