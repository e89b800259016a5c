import { readFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AudioFormat } from '../../sandbox/live/audioFormat';
import { waveHeader } from '../../sandbox/live/waveHeader';
import { RECORDING } from '../demoWorkflow';

const SILENCE: AudioFormat = {
	encoding: 'wav/pcm',
	bitDepth: 8,
	sampleRate: 8_000,
	channels: 1,
};
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
	const samples = Buffer.alloc(seconds * SILENCE.sampleRate, 128);
	return Buffer.concat([waveHeader(SILENCE, samples.length), samples]);
}
