import { createReadStream } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { fixedLimits } from '../../nodes/GladiaLive/session/sessionLimits';
import { SANDBOX_KEY } from '../sandboxProcess';
import { BYTES_PER_SECOND, format, FRAME_BYTES } from './stream';

/** A message as the server sends it; `byte_range` is that of confirmed audio. */
export interface ServerMessage {
	type: string;
	created_at: string;
	data?: { byte_range?: [number, number] } | null;
}

interface BareStream {
	/** The sandbox's address. */
	url: string;
	/** The file with the samples. */
	path: string;
	/** Seconds of audio per second. */
	speed?: number;
	/** Messages wanted beyond those that are sent by themselves. */
	messages?: Record<string, boolean>;
	hear?: (message: ServerMessage) => void;
}

/**
 * Streams a file to a live session with as little as possible around the `ws` library: the frames and
 * the bounds of Gladia Live, but nothing for a line that breaks.
 *
 * @returns the id of the session
 * @throws Error when the session does not end with code 1000 and all audio confirmed
 */
export async function bareStream(stream: BareStream): Promise<string> {
	const { path, speed = Infinity, hear } = stream;
	const { id, url } = await startSession(stream);
	const socket = new WebSocket(url, { perMessageDeflate: false });
	let [sent, confirmed] = [0, 0];
	let wake = () => {};
	const change = async () => {
		if (socket.readyState > WebSocket.OPEN) throw new Error('The bare client lost its line');
		await new Promise<void>((resolve) => (wake = resolve));
	};
	const closed = new Promise<number>((resolve) => socket.once('close', resolve));
	void closed.then(() => wake());
	socket.on('open', () => wake());
	socket.on('message', (text: Buffer) => {
		const message = JSON.parse(text.toString()) as ServerMessage;
		if (message.type === 'audio_chunk') confirmed = message.data?.byte_range?.[1] ?? NaN;
		hear?.(message);
		wake();
	});

	while (socket.readyState !== WebSocket.OPEN) await change();
	const began = Date.now();
	for await (const frame of framesOf(path)) {
		const early = began + (sent / BYTES_PER_SECOND / speed) * 1000 - Date.now();
		if (early > 0) await sleep(early);
		while (sent - confirmed >= fixedLimits.retransmitBuffer) await change();
		socket.send(frame, () => wake());
		sent += frame.length;
		while (socket.bufferedAmount > fixedLimits.socketBuffer) await change();
	}
	socket.send(JSON.stringify({ type: 'stop_recording' }));
	const code = await closed;
	if (code === 1000 && confirmed === sent) return id;
	throw new Error(
		`The bare client's session ended with ${code}, ${confirmed} of ${sent} confirmed`,
	);
}

async function startSession({ url, messages }: BareStream): Promise<{ id: string; url: string }> {
	const response = await fetch(`${url}/v2/live`, {
		method: 'POST',
		headers: { 'x-gladia-key': SANDBOX_KEY, 'content-type': 'application/json' },
		body: JSON.stringify({
			...format,
			messages_config: { ...messages, receive_acknowledgments: true },
		}),
	});
	if (!response.ok) throw new Error(`Status ${response.status}: ${await response.text()}`);
	return (await response.json()) as { id: string; url: string };
}

async function* framesOf(path: string): AsyncGenerator<Buffer> {
	// Whole frames in every read, so that none has to be put together from two.
	const highWaterMark = 80 * FRAME_BYTES;
	for await (const block of createReadStream(path, { highWaterMark })) {
		const bytes = block as Buffer;
		for (let at = 0; at < bytes.length; at += FRAME_BYTES) {
			yield bytes.subarray(at, at + FRAME_BYTES);
		}
	}
}
