import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as a test looks at it. */
export interface SeenRequest {
	method: string;
	/** Path with the query. */
	path: string;
	headers: IncomingMessage['headers'];
	/** Text of the body; whole, so not for large files. */
	body: string;
	at: number;
}

export interface TestServer {
	/** `http://127.0.0.1:PORT` */
	url: string;
	/** The same machine under a name that makes it another origin. */
	otherOrigin: string;
	seen: SeenRequest[];
	close: () => Promise<void>;
}

/** Answers one request; `number` counts the requests from 0. */
export type Answer = (request: SeenRequest, response: ServerResponse, number: number) => void;

/** A server that answers as the test says, for what no reading of the sandbox plays. */
export async function startServer(answer: Answer, port = 0): Promise<TestServer> {
	const seen: SeenRequest[] = [];
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('error', () => response.destroy());
		request.on('end', () => {
			const { method = '', url: path = '', headers } = request;
			const body = Buffer.concat(chunks).toString();
			const one = { method, path, headers, body, at: Date.now() };
			seen.push(one);
			answer(one, response, seen.length - 1);
		});
	});
	await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
	const { port: taken } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${taken}`,
		otherOrigin: `http://localhost:${taken}`,
		seen,
		async close() {
			const closed = new Promise((resolve) => server.close(resolve));
			server.closeAllConnections();
			await closed;
		},
	};
}

/** Sends a JSON document. */
export function answerJson(
	response: ServerResponse,
	status: number,
	document: unknown,
	headers: Record<string, string> = {},
): void {
	response.writeHead(status, { 'content-type': 'application/json', ...headers });
	response.end(JSON.stringify(document));
}

/** Sends an answer that only says where the answer is. */
export function redirectTo(response: ServerResponse, status: number, location: string): void {
	response.writeHead(status, { location });
	response.end();
}
