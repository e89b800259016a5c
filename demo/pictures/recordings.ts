import { readFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RECORDING } from '../demoWorkflow';

const SAMPLES_PER_SECOND = 8_000;
/** For a silence of this length the sandbox invents a meeting that starts with a greeting. */
const MEETING_SECONDS = 41;

/**
 * Serves the recordings of the pictures: `/announcement.wav`, the bundled sample, and `/team-meeting.wav`,
 * silence for which the sandbox invents a conversation.
 *
 * @returns the server and its address
 */
export async function serveRecordings(): Promise<{ server: Server; url: string }> {
	const recordings: Record<string, Buffer> = {
		'/announcement.wav': await readFile(RECORDING),
		'/team-meeting.wav': silence(MEETING_SECONDS),
	};
	const server = createServer(({ url = '' }, response) => {
		response.setHeader('content-type', 'audio/wav');
		response.end(recordings[url]);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** A WAV file without a sound: one channel of 8 bits, whose middle is 128. */
function silence(seconds: number): Buffer {
	const samples = Buffer.alloc(seconds * SAMPLES_PER_SECOND, 128);
	const header = Buffer.alloc(44);
	header.write('RIFF', 0);
	header.writeUInt32LE(36 + samples.length, 4);
	header.write('WAVEfmt ', 8);
	header.writeUInt32LE(16, 16);
	header.writeUInt16LE(1, 20);
	header.writeUInt16LE(1, 22);
	header.writeUInt32LE(SAMPLES_PER_SECOND, 24);
	header.writeUInt32LE(SAMPLES_PER_SECOND, 28);
	header.writeUInt16LE(1, 32);
	header.writeUInt16LE(8, 34);
	header.write('data', 36);
	header.writeUInt32LE(samples.length, 40);
	return Buffer.concat([header, samples]);
}
