import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ListProxy {
	url: string;
	/** Queries of the lists that were asked for, in order. */
	lists: URLSearchParams[];
	close: () => void;
}

interface Answer {
	status?: number;
	body: unknown;
}

/**
 * Stands between the nodes and the sandbox, so that a test can act at the moment a list is asked for.
 *
 * @param onList called with the list's query before it is handed on; what it returns is the answer
 */
export async function startListProxy(
	target: string,
	onList: (query: URLSearchParams, count: number) => Promise<Answer | void> | Answer | void,
): Promise<ListProxy> {
	const lists: URLSearchParams[] = [];
	const answer = async (path: string): Promise<Answer> => {
		const { pathname, searchParams } = new URL(path, target);
		if (/^\/v2\/(pre-recorded|live)$/.test(pathname)) {
			lists.push(searchParams);
			const own = await onList(searchParams, lists.length);
			if (own) return own;
		}
		const headers = { 'x-gladia-key': 'sandbox-key' };
		const response = await fetch(target + path, { headers });
		return { status: response.status, body: await response.json() };
	};
	const server = createServer((request, response) => {
		void answer(request.url ?? '').then(({ status = 200, body }) => {
			const isText = typeof body === 'string';
			response.writeHead(status, { 'content-type': isText ? 'text/html' : 'application/json' });
			response.end(isText ? body : JSON.stringify(body));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const close = () => {
		server.close();
		server.closeAllConnections();
	};
	const { port } = server.address() as AddressInfo;
	return { url: `http://127.0.0.1:${port}`, lists, close };
}
