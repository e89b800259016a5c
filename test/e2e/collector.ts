import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { IDataObject } from 'n8n-workflow';

/** A server that workflows send their results to, so that what happens twice is seen twice. */
export interface Collector {
	url: string;
	/** What was sent, in the order in which it came. */
	bodies: IDataObject[];
	close(): Promise<void>;
}

export async function startCollector(): Promise<Collector> {
	const bodies: IDataObject[] = [];
	const answer = async (request: IncomingMessage, response: ServerResponse) => {
		bodies.push((await json(request)) as IDataObject);
		response.setHeader('content-type', 'application/json').end('{}');
	};
	const server = createServer((request, response) => void answer(request, response));
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		bodies,
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
