import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { generate } from 'selfsigned';
import { onProcessEnd } from '../../../demo/cleanUp';
import { answerJson } from '../../support/httpServer';
import type { StandIn } from './standIn';
import { Refusal } from './standIn';

/** Services on this machine that a program reaches under their real addresses, through a proxy. */
export interface StandInProxy {
	/** Environment of the program that is to meet the stand-ins, and nobody else beyond this machine. */
	env: Record<string, string>;
	/** What no stand-in took: requests that broke a rule, and those to hosts that have no stand-in. */
	refused: string[];
	close(): Promise<void>;
}

/**
 * Starts a proxy that answers for the hosts of all stand-ins, with a certificate of its own, and refuses
 * every other host with status 502.
 */
export async function startStandInProxy(standIns: StandIn[]): Promise<StandInProxy> {
	const hosts = new Map(standIns.flatMap((one) => one.hosts.map((host) => [host, one])));
	const { key, cert } = certificateFor([...hosts.keys()]);
	const refused: string[] = [];

	const services = createSecureServer({ key, cert }, (request, response) => {
		void answer(hosts.get(hostOf(request)), request, response, refused);
	});
	const proxy = createServer((request, response) => {
		// Plain HTTP: no service here speaks it.
		refused.push(`${request.method} ${request.url}: no stand-in`);
		answerJson(response, 502, { error: `No stand-in for ${request.url}` });
	});
	const sockets = new Set<Socket>();
	proxy.on('connection', (socket) => {
		sockets.add(socket);
		socket.on('error', () => socket.destroy()).once('close', () => sockets.delete(socket));
	});
	proxy.on('connect', (request, socket: Socket, head: Buffer) => {
		const [host = ''] = (request.url ?? '').split(':');
		if (!hosts.has(host)) {
			refused.push(`CONNECT ${host}: no stand-in`);
			return socket.end('HTTP/1.1 502 No Stand-In\r\ncontent-length: 0\r\n\r\n');
		}
		socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
		socket.unshift(head);
		services.emit('connection', socket);
	});
	await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));

	const folder = mkdtempSync(join(tmpdir(), 'stand-ins-gladia-'));
	const certificateFile = join(folder, 'certificate.pem');
	writeFileSync(certificateFile, cert);
	const removeFolder = () => rmSync(folder, { recursive: true, force: true });
	const forget = onProcessEnd(removeFolder);
	const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
	return {
		env: {
			HTTP_PROXY: address,
			HTTPS_PROXY: address,
			NO_PROXY: '127.0.0.1,localhost',
			NODE_EXTRA_CA_CERTS: certificateFile,
		},
		refused,
		async close() {
			const closed = new Promise((resolve) => proxy.close(resolve));
			for (const socket of sockets) socket.destroy();
			await closed;
			removeFolder();
			forget();
		},
	};
}

/** One certificate for all hosts, which signs itself: the program under test trusts it as a CA. */
function certificateFor(hosts: string[]): { key: string; cert: string } {
	const { private: key, cert } = generate([{ name: 'commonName', value: 'Stand-ins' }], {
		algorithm: 'sha256',
		keySize: 2048,
		extensions: [
			{ name: 'basicConstraints', cA: true },
			{ name: 'keyUsage', keyCertSign: true, digitalSignature: true, keyEncipherment: true },
			{ name: 'subjectAltName', altNames: hosts.map((value) => ({ type: 2, value })) },
		],
	});
	return { key, cert };
}

const hostOf = ({ headers }: IncomingMessage): string => (headers.host ?? '').split(':')[0] ?? '';

async function answer(
	standIn: StandIn | undefined,
	request: IncomingMessage,
	response: ServerResponse,
	refused: string[],
): Promise<void> {
	const { method = '', url: path = '', headers } = request;
	const url = new URL(path, `https://${hostOf(request)}`);
	try {
		const bytes = await buffer(request);
		if (!standIn) throw new Refusal(502, { error: `No stand-in for ${url.host}` });
		const body = bytes.toString();
		await standIn.answer({ method, path, url, headers, bytes, body, at: Date.now() }, response);
	} catch (error) {
		refused.push(`${method} ${url.href}: ${error instanceof Error ? error.message : error}`);
		if (!(error instanceof Refusal)) answerJson(response, 500, { error: String(error) });
		else answerJson(response, error.status, error.document, error.headers);
	}
}
