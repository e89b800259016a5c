import type { IncomingHttpHeaders, Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A call that came in, exactly as it was. */
export interface Received {
	method: string;
	path: string;
	headers: IncomingHttpHeaders;
	text: string;
	body: unknown;
	at: number;
}

export interface Receiver {
	url: string;
	calls: Received[];
	/** Calls being answered right now, and the most there ever were. */
	load: { now: number; most: number };
	/** TCP connections accepted so far. */
	connections(): number;
	/** Status of the next answers, in order; afterwards 200. */
	answerNext(...statuses: number[]): void;
}

/** What becomes of a call before it is answered, e.g. a pause. */
type Hold = (call: Received) => Promise<unknown> | undefined;

const open: Server[] = [];
afterEach(() => {
	for (const server of open.splice(0)) {
		server.close();
		server.closeAllConnections();
	}
});

/** A real HTTP server that keeps what it gets; it ends with the test. */
export async function receiver(hold: Hold = () => undefined): Promise<Receiver> {
	const calls: Received[] = [];
	const statuses: number[] = [];
	const load = { now: 0, most: 0 };
	let connections = 0;
	const server = createServer((request, response) => {
		load.most = Math.max(load.most, ++load.now);
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', async () => {
			const text = Buffer.concat(chunks).toString();
			const call: Received = {
				method: request.method ?? '',
				path: request.url ?? '',
				headers: request.headers,
				text,
				body: JSON.parse(text),
				at: Date.now(),
			};
			calls.push(call);
			const status = statuses.shift() ?? 200;
			await hold(call);
			load.now--;
			response.writeHead(status).end('{}');
		});
	});
	server.on('connection', () => connections++);
	open.push(server);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		calls,
		load,
		connections: () => connections,
		answerNext: (...next) => statuses.push(...next),
	};
}
