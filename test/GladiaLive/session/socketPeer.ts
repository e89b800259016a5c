import { createHash } from 'node:crypto';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo, Server, Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import type { Duplex } from 'node:stream';
import type { WebSocket as PeerSocket } from 'ws';
import { WebSocketServer } from 'ws';

/** What the server of a test does differently from one that works. Each applies to one connection. */
export interface Behaviour {
	/** Never answers the handshake. */
	hang?: boolean;
	/** Refuses the handshake with 403. */
	refuse?: boolean;
	/** Closes with this code as soon as the session has this many bytes. */
	closeAt?: { bytes: number; code: number; reason?: string; says?: object };
	/** Closes with this code as soon as the connection is open. */
	closeAtOnce?: number;
	/** Cuts the connection instead of taking the frame that would reach this many bytes. */
	cutAt?: number;
	/** Takes and sends nothing more from this position on. */
	muteAt?: number;
	/** Takes the audio, but cuts the connection before acknowledging the frame at this position. */
	loseAckAt?: number;
	/** Takes the audio from this position on without acknowledging it. */
	unconfirmedFrom?: number;
	/** Does not acknowledge stop_recording. */
	unconfirmedStop?: boolean;
	/** Closes with this code instead of 1000 after the last message; 1006 cuts the connection. */
	lastCode?: number;
	/** Takes no audio, as the recording is over, and reports the end of the session. */
	isOver?: boolean;
	/** Does not close after the last message. */
	staysOpen?: boolean;
	/** Rejects the audio from this position on. */
	rejectAt?: number;
	/** Starts reading after so many milliseconds. */
	readsLate?: number;
	/** After stop_recording, cuts the connection instead of closing with 1000. */
	cutAtEnd?: boolean;
	/** Keeps sending after its last message, or after the acknowledgment of stop_recording. */
	endless?: boolean;
	/** Sends nothing more after stop_recording. */
	silentAtEnd?: boolean;
}

/** A live session over real sockets: keeps the hash of the audio and its latest frames. */
export class SocketPeer {
	url = '';

	/** Bytes that were taken, and acknowledged. */
	bytes = 0;

	connections = 0;

	/** stop_recording messages, with the bytes taken before each. */
	readonly stops: number[] = [];

	/** How long the longest frame was, in bytes. */
	longestFrame = 0;

	/** Reports ranges including the last byte, as the AsyncAPI document has it. */
	inclusive = false;

	/** Milliseconds from a message to its acknowledgment. */
	ackDelay = 0;

	/** Sent before the session closes. */
	finalMessages: object[] = [];

	/** Counts the bytes of every connection from 0. */
	restarts = false;

	/** Closes connections with this code after so many milliseconds without data. */
	silence?: { milliseconds: number; code: number };

	/** Empty chunks that were received. */
	emptyChunks = 0;

	/** How it answers them: with `acknowledged` as given, or not at all. */
	answersEmpty?: boolean;

	private readonly hash = createHash('sha256');

	private lastFrames: Uint8Array[] = [];

	private readonly behaviours: Behaviour[];

	private readonly server = createHttpServer();

	private readonly upgrade = new WebSocketServer({ noServer: true, maxPayload: 1024 * 1024 });

	private readonly sockets = new Set<Duplex>();

	/** @param behaviours of the first connections; later ones work */
	constructor(...behaviours: Behaviour[]) {
		this.behaviours = behaviours;
		this.server.on('upgrade', (request, socket, head) => {
			this.connections++;
			const behaviour = this.behaviours.shift() ?? {};
			this.sockets.add(socket);
			// A client that abandons the handshake resets the connection, even before there is a WebSocket.
			socket.on('error', () => undefined);
			socket.on('close', () => this.sockets.delete(socket));
			if (behaviour.hang === true) {
				socket.resume().on('end', () => socket.destroy());
				return;
			}
			if (behaviour.refuse === true) socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
			else
				this.upgrade.handleUpgrade(request, socket, head, (client) =>
					this.serve(client, behaviour),
				);
		});
	}

	async listen(): Promise<this> {
		await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
		this.url = `ws://127.0.0.1:${(this.server.address() as AddressInfo).port}/v2/live?token=t`;
		return this;
	}

	get sha256(): string {
		return this.hash.copy().digest('hex');
	}

	/** Whether the audio ends with these bytes. */
	endsWith(bytes: Uint8Array): boolean {
		const last = Buffer.concat(this.lastFrames);
		return last.subarray(last.length - bytes.length).equals(bytes);
	}

	get openSockets(): number {
		return this.sockets.size;
	}

	async close(): Promise<void> {
		for (const socket of this.sockets) socket.destroy();
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}

	private serve(socket: PeerSocket, behaviour: Behaviour): void {
		socket.on('error', () => undefined);
		if (behaviour.readsLate !== undefined) {
			socket.pause();
			setTimeout(() => socket.resume(), behaviour.readsLate);
		}
		if (behaviour.closeAtOnce !== undefined) return socket.close(behaviour.closeAtOnce);
		const lineStart = this.restarts ? this.bytes : 0;
		const received = this.closeWhenSilent(socket);
		let isCut = false;
		let isRejecting = false;
		const cut = () => {
			isCut = true;
			socket.terminate();
		};
		socket.on('message', (data: Buffer, isBinary) => {
			if (isCut) return;
			received();
			if (!isBinary) return this.control(socket, behaviour, cut, data.toString());
			this.longestFrame = Math.max(this.longestFrame, data.length);
			const end = this.bytes + data.length;
			const reaches = (position?: number) => position !== undefined && end >= position;
			if (reaches(behaviour.cutAt)) return cut();
			if (behaviour.isOver === true) {
				isCut = true;
				setTimeout(() => this.sendEnd(socket, behaviour, cut), 50);
			}
			isRejecting ||= reaches(behaviour.rejectAt) || isCut;
			if (isRejecting) {
				const error = { message: 'Unexpected audio' };
				return this.sendMessage(socket, {
					type: 'audio_chunk',
					acknowledged: false,
					error,
					data: null,
				});
			}
			isCut = reaches(behaviour.muteAt);
			if (isCut) return;
			const range = [this.bytes, this.inclusive ? end - 1 : end].map((at) => at - lineStart);
			this.hash.update(data);
			this.lastFrames = [...this.lastFrames.slice(-99), data];
			this.bytes = end;
			if (reaches(behaviour.loseAckAt)) return cut();
			const confirm = () =>
				this.sendMessage(socket, {
					type: 'audio_chunk',
					acknowledged: true,
					error: null,
					data: { byte_range: range, time_range: range.map((byte) => byte / 32_000) },
				});
			if (!reaches(behaviour.unconfirmedFrom)) this.inTime(confirm);
			const { closeAt } = behaviour;
			if (closeAt !== undefined && end >= closeAt.bytes) {
				isCut = true;
				if (closeAt.says !== undefined) this.sendMessage(socket, closeAt.says);
				socket.close(closeAt.code, closeAt.reason);
			}
		});
	}

	private control(socket: PeerSocket, behaviour: Behaviour, cut: () => void, text: string): void {
		if ((JSON.parse(text) as { type: string }).type !== 'stop_recording') {
			return this.onEmptyChunk(socket, text);
		}
		this.stops.push(this.bytes);
		if (behaviour.silentAtEnd === true) return;
		if (behaviour.cutAtEnd === true) return cut();
		this.inTime(() => {
			if (behaviour.unconfirmedStop !== true) {
				this.sendMessage(socket, {
					type: 'stop_recording',
					acknowledged: true,
					error: null,
					data: {},
				});
			}
			this.sendEnd(socket, behaviour, cut);
		});
	}

	private sendEnd(socket: PeerSocket, behaviour: Behaviour, cut: () => void): void {
		for (const message of this.finalMessages) this.sendMessage(socket, message);
		const { lastCode = 1000 } = behaviour;
		if (behaviour.endless === true) {
			const talk = setInterval(
				() => this.sendMessage(socket, { type: 'speech_start', data: {} }),
				50,
			);
			socket.on('close', () => clearInterval(talk));
			return;
		}
		if (behaviour.staysOpen === true) return;
		if (lastCode === 1006) void cutWhenRead(socket, cut);
		else socket.close(lastCode);
	}

	/** @returns to be called when something was received */
	private closeWhenSilent(socket: PeerSocket): () => void {
		const { silence } = this;
		if (silence === undefined) return () => undefined;
		const timer = setTimeout(() => socket.close(silence.code), silence.milliseconds);
		socket.on('close', () => clearTimeout(timer));
		return () => timer.refresh();
	}

	private onEmptyChunk(socket: PeerSocket, text: string): void {
		expect(JSON.parse(text)).toEqual({ type: 'audio_chunk', data: { chunk: '' } });
		this.emptyChunks++;
		if (this.answersEmpty === undefined) return;
		const range = [this.bytes, this.inclusive ? this.bytes - 1 : this.bytes];
		this.sendMessage(socket, {
			type: 'audio_chunk',
			acknowledged: this.answersEmpty,
			error: this.answersEmpty ? null : { message: 'The audio chunk is empty' },
			data: this.answersEmpty ? { byte_range: range, time_range: [0, 0] } : null,
		});
	}

	private inTime(confirm: () => void): void {
		if (this.ackDelay === 0) confirm();
		else setTimeout(confirm, this.ackDelay);
	}

	private sendMessage(socket: PeerSocket, message: object): void {
		const envelope = { session_id: 'session', created_at: new Date().toISOString() };
		socket.send(JSON.stringify({ ...envelope, ...message }));
	}
}

/** Cuts a connection once the client has read everything that was sent. */
async function cutWhenRead(socket: PeerSocket, cut: () => void): Promise<void> {
	socket.ping();
	await new Promise((resolve) => socket.once('pong', resolve));
	cut();
}

/**
 * A connection to a server that breaks after so many bytes from the client, anywhere within a frame.
 * What the server has answered by then still arrives.
 */
export class FragileConnection {
	url = '';

	private readonly server: Server;

	private readonly sockets = new Set<Socket>();

	constructor(
		target: string,
		private readonly breaksAfter: number[],
	) {
		const { port } = new URL(target);
		this.server = createServer({ allowHalfOpen: true }, (client) =>
			this.pipe(client, Number(port)),
		);
	}

	async listen(): Promise<this> {
		await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
		const { port } = this.server.address() as AddressInfo;
		this.url = `ws://127.0.0.1:${port}/v2/live?token=t`;
		return this;
	}

	async close(): Promise<void> {
		for (const socket of this.sockets) socket.destroy();
		await new Promise((resolve) => this.server.close(resolve));
	}

	private pipe(client: Socket, port: number): void {
		const server = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
		let left = this.breaksAfter.shift() ?? Infinity;
		for (const socket of [client, server]) {
			this.sockets.add(socket);
			socket.on('error', () => undefined);
			socket.on('close', () => this.sockets.delete(socket));
		}
		client.on('data', (data: Buffer) => {
			if (left === 0) return;
			const passed = data.subarray(0, left);
			left -= passed.length;
			if (left === 0) server.end(passed);
			else if (!server.write(passed)) {
				client.pause();
				server.once('drain', () => client.resume());
			}
		});
		client.on('end', () => server.end());
		server.on('data', (data: Buffer) => client.write(data));
		server.on('end', () => client.end(() => client.destroy()));
		server.on('close', () => client.end());
	}
}
