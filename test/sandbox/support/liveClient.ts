import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { JsonObject } from '../../../sandbox/json';
import type { Sandbox } from '../../../sandbox/sandbox';
import { call } from './client';

export interface StartedSession {
	id: string;
	created_at: string;
	url: string;
}

export async function startLive(
	sandbox: Sandbox,
	body: JsonObject = {},
	query = '',
): Promise<StartedSession> {
	const answer = await call(sandbox, 'POST', `/v2/live${query}`, body);
	expect(answer).toMatchObject({ status: 201 });
	return answer.body as StartedSession;
}

export interface Message {
	type: string;
	session_id: string;
	created_at: string;
	acknowledged?: boolean;
	error?: { message: string } | null;
	data?: JsonObject | null;
}

/** A plain WebSocket client that does what the test says and nothing by itself. */
export class LiveClient {
	readonly messages: Message[] = [];
	/** Text frames that were no JSON. */
	readonly garbage: string[] = [];
	readonly closed: Promise<{ code: number; reason: string }>;
	private changed: () => void = () => undefined;

	private constructor(readonly socket: WebSocket) {
		socket.on('message', (data) => {
			try {
				this.messages.push(JSON.parse(String(data)) as Message);
			} catch {
				this.garbage.push(String(data));
			}
			this.changed();
		});
		this.closed = new Promise((resolve) => {
			socket.on('close', (code, reason) => {
				resolve({ code, reason: String(reason) });
				this.changed();
			});
		});
	}

	/** Resolves when connected; rejects when the handshake is refused. */
	static async connect(url: string): Promise<LiveClient> {
		const client = new LiveClient(new WebSocket(url));
		await once(client.socket, 'open');
		return client;
	}

	send(data: Buffer | object): void {
		this.socket.send(Buffer.isBuffer(data) ? data : JSON.stringify(data));
	}

	/** Sends audio in frames of so many bytes. */
	sendAll(audio: Buffer, frameBytes = 32_000): void {
		for (let at = 0; at < audio.length; at += frameBytes) {
			this.send(audio.subarray(at, at + frameBytes));
		}
	}

	stop(): void {
		this.send({ type: 'stop_recording' });
	}

	/** The first message of a type that has come or comes within 5 s. */
	async message(type: string, matches: (message: Message) => boolean = () => true) {
		const deadline = Date.now() + 5_000;
		for (;;) {
			const found = this.messages.find((message) => message.type === type && matches(message));
			if (found) return found;
			if (Date.now() > deadline) throw new Error(`No ${type} within 5 s`);
			await new Promise<void>((resolve) => {
				const timer = setTimeout(resolve, 100);
				this.changed = () => {
					clearTimeout(timer);
					resolve();
				};
			});
		}
	}

	ofType(type: string): Message[] {
		return this.messages.filter((message) => message.type === type);
	}

	/** Where the last acknowledged byte range ends. */
	get acknowledgedBytes(): number {
		const ranges = this.ofType('audio_chunk').filter(({ acknowledged }) => acknowledged);
		return (ranges.at(-1)?.data?.byte_range as [number, number] | undefined)?.[1] ?? 0;
	}
}

/** Streams audio through one connection to the end of the session. */
export async function transcribeLive(
	sandbox: Sandbox,
	audio: Buffer,
	body: JsonObject = {},
	frameBytes?: number,
): Promise<{ session: StartedSession; client: LiveClient; code: number }> {
	const session = await startLive(sandbox, body);
	const client = await LiveClient.connect(session.url);
	client.sendAll(audio, frameBytes);
	client.stop();
	const { code } = await client.closed;
	return { session, client, code };
}

export const liveReport = (sandbox: Sandbox, id: string) => {
	const found = sandbox.liveSessions().find((session) => session.id === id);
	if (!found) throw new Error(`No live session ${id}`);
	return found;
};
