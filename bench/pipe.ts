import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { SANDBOX_KEY } from './sandboxProcess';

const BOUNDARY = 'gladia-bench-boundary';
const HEAD = [
	`--${BOUNDARY}`,
	'Content-Disposition: form-data; name="audio"; filename="recording.wav"',
	'Content-Type: audio/wav',
	'\r\n',
].join('\r\n');
const TAIL = `\r\n--${BOUNDARY}--\r\n`;

async function opened(outgoing: ReturnType<typeof request>): Promise<IncomingMessage> {
	const response = await new Promise<IncomingMessage>((resolve, reject) => {
		outgoing.once('response', resolve).once('error', reject);
	});
	if (response.statusCode === 200) return response;
	throw new Error(`Status ${response.statusCode}: ${await text(response)}`);
}

/** Uploads a file with nothing between it and the socket. Returns its `audio_url`. */
export async function pipeUpload(url: string, path: string): Promise<string> {
	const { size } = await stat(path);
	const outgoing = request(`${url}/v2/upload`, {
		method: 'POST',
		headers: {
			'x-gladia-key': SANDBOX_KEY,
			'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
			'content-length': HEAD.length + size + TAIL.length,
		},
	});
	const response = opened(outgoing);
	outgoing.write(HEAD);
	await pipeline(createReadStream(path), outgoing, { end: false });
	outgoing.end(TAIL);
	const { audio_url } = JSON.parse(await text(await response)) as { audio_url: string };
	return audio_url;
}

/** Downloads a job's audio with nothing between the socket and the file. */
export async function pipeDownload(url: string, jobId: string, path: string): Promise<void> {
	const outgoing = request(`${url}/v2/pre-recorded/${jobId}/file`, {
		headers: { 'x-gladia-key': SANDBOX_KEY },
	});
	outgoing.end();
	await pipeline(await opened(outgoing), createWriteStream(path));
}
