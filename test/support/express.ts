import type { ServerResponse } from 'node:http';

/** An answer as Express offers it. */
export type Answer = ServerResponse & { status(code: number): Answer; json(body: unknown): void };

/** The two methods that n8n's server, which is made with Express, has on top of Node's. */
export function likeExpress(response: ServerResponse): Answer {
	return Object.assign(response, {
		status(code: number) {
			response.statusCode = code;
			return response as Answer;
		},
		json(body: unknown) {
			response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
		},
	});
}
