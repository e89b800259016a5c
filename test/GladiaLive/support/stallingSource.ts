import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { chunk, formatChunk, riff } from './waveFiles';

/** A WAV stream on the web that pauses between its parts. */
export interface StallingSource {
	url: string;
	close: () => Promise<void>;
}

/**
 * Serves 16 kHz, 16 bit samples in parts.
 *
 * @param pause milliseconds before the first part and between any two
 */
export async function serveStalling(parts: Uint8Array[], pause: number): Promise<StallingSource> {
	const server = createServer(async (_request, response) => {
		response.on('error', () => undefined);
		response.write(riff(formatChunk(1), chunk('data', new Uint8Array(), 0xffffffff)));
		for (const part of parts) {
			response.write(part.subarray(0, 2));
			await sleep(pause);
			response.write(part.subarray(2));
		}
		response.end();
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/stream.wav`,
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
