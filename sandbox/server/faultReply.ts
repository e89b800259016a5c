import { ApiError } from './apiError';
import type { Fault } from './faults';
import type { Reply } from './reply';
import { errorReply, jsonReply } from './reply';

/** The answer of a `status` fault. A string body is sent as it is, anything else as JSON. */
export function faultReply(fault: Fault, path: string): Reply {
	const { status = 500, body, headers = {}, retryAfterSeconds } = fault;
	const reply =
		body === undefined
			? errorReply(new ApiError(status, `Status ${status}, as asked for`), path)
			: typeof body === 'string'
				? { status, headers: { 'content-type': 'text/plain' }, body: Buffer.from(body) }
				: jsonReply(status, body);
	const retryAfter: Record<string, string> =
		retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
	const lowerCased = Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
	);
	return { ...reply, headers: { ...reply.headers, ...retryAfter, ...lowerCased } };
}
