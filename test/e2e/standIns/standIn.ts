import type { ServerResponse } from 'node:http';
import type { SeenRequest } from '../../support/httpServer';

/** A request to a service, as its stand-in looks at it. */
export interface ServiceRequest extends SeenRequest {
	/** Its whole address, such as `https://slack.com/api/chat.postMessage`. */
	url: URL;
	/** The body as it came; `body` is its text. */
	bytes: Buffer;
}

/** Plays one service: checks what is asked by the service's documented rules, and keeps what it took. */
export interface StandIn {
	/** Host names of the service that it answers for. */
	hosts: string[];
	/** @throws Refusal when the request breaks a rule of the service */
	answer(request: ServiceRequest, response: ServerResponse): void | Promise<void>;
}

/** The service's own answer to a request that breaks one of its rules. */
export class Refusal extends Error {
	constructor(
		readonly status: number,
		/** The JSON that the service sends. */
		readonly document: object,
		readonly headers: Record<string, string> = {},
	) {
		super(`${status} ${JSON.stringify(document)}`);
	}
}

/** The JSON object in a body; one that is none is refused as the service does. */
export function jsonOf<T>({ body }: ServiceRequest, refusal: Refusal): T {
	try {
		return JSON.parse(body) as T;
	} catch {
		throw refusal;
	}
}
