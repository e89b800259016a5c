import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { JsonObject } from '../json';
import { ApiError } from '../server/apiError';
import { errorReply, rawReply } from '../server/reply';
import type { SandboxServices } from '../services';
import { CLOSE_CODES, ENDED_CODES } from './closeCodes';
import type { LiveConnectionReport } from './liveConnection';
import { LiveConnection } from './liveConnection';
import { LiveFaultQueue } from './liveFaults';
import type { LiveStart } from './liveSession';
import { LiveSession } from './liveSession';

/** The API's limit of a WebSocket frame; `ws` closes with 1009 beyond it. */
const MAX_FRAME_BYTES = 1_048_576;
const MAX_REMEMBERED_SESSIONS = 1_000;

/** A live session, for tests to look at. */
export interface LiveSessionReport {
	id: string;
	/** The WebSocket address given to the client. */
	url: string;
	createdAt: string;
	region: string | null;
	/** The body of `POST /v2/live`. */
	config: JsonObject;
	state: LiveSession['state'];
	/** Bytes that arrived, over all connections. */
	receivedBytes: number;
	/** Length and SHA-256 (hex) of the stream that was accepted, WAV header included. */
	acceptedBytes: number;
	sha256: string;
	/** Seconds. */
	audioDuration: number;
	connections: LiveConnectionReport[];
	stopReceived: boolean;
	/** Ended because nobody was connected for `liveIdleSeconds`. */
	expired: boolean;
	/** Over, and the client was told by code 1000 or did not come back for it. */
	closed: boolean;
}

interface KnownSession {
	session: LiveSession;
	createdAt: string;
	region: string | null;
	connections: LiveConnectionReport[];
}

/** All live sessions and their WebSockets. */
export class LiveSessions {
	readonly faults = new LiveFaultQueue();
	private readonly known = new Map<string, KnownSession>();
	private readonly sockets = new Set<Duplex>();
	private readonly server = new WebSocketServer({
		noServer: true,
		maxPayload: MAX_FRAME_BYTES,
		perMessageDeflate: false,
	});

	/** @param currentState read when something happens; it is not there yet when this is made */
	constructor(private readonly currentState: () => SandboxServices) {}

	private get state(): SandboxServices {
		return this.currentState();
	}

	/** @throws ApiError 429 with Retry-After when as many sessions are open as the plan allows */
	refuseIfFull(): void {
		const open = [...this.known.values()].filter(({ session }) => session.state !== 'ended');
		if (open.length < this.state.settings.concurrentLiveSessions) return;
		throw new ApiError(429, 'Maximum number of concurrent live sessions reached', {
			retryAfterSeconds: 1,
		});
	}

	/** @returns the address of its WebSocket */
	start(start: Omit<LiveStart, 'filePath'>, region: string | null): string {
		const filePath = this.state.audio.newPath();
		const session = new LiveSession({ ...start, filePath }, this.state);
		const createdAt = start.record.job.created_at;
		this.known.set(session.token, { session, createdAt, region, connections: [] });
		for (const [token, { session: oldest }] of this.known) {
			if (this.known.size <= MAX_REMEMBERED_SESSIONS) break;
			if (oldest.closed) this.known.delete(token);
		}
		return this.urlOf(session);
	}

	/** Answers the handshake of a WebSocket. */
	upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
		this.sockets.add(socket);
		socket.on('close', () => this.sockets.delete(socket));
		// A client that goes away in the middle of the handshake.
		socket.on('error', () => socket.destroy());
		const url = new URL(request.url ?? '/', this.state.url);
		if (url.pathname !== '/v2/live') {
			socket.end(rawReply(errorReply(new ApiError(404, 'No WebSocket here'), url.pathname)));
			return;
		}
		const fault = this.faults.take();
		if (fault?.kind === 'hang-handshake') return;
		if (fault?.kind === 'refuse') {
			const { status = 503, retryAfterSeconds } = fault;
			const error = new ApiError(status, 'Refused, as asked for', { retryAfterSeconds });
			socket.end(rawReply(errorReply(error, url.pathname)));
			return;
		}
		this.server.handleUpgrade(request, socket, head, (webSocket) => {
			// Broken frames; `ws` closes the line with the right code by itself.
			webSocket.on('error', () => undefined);
			const known = this.known.get(url.searchParams.get('token') ?? '');
			if (!known) webSocket.close(CLOSE_CODES.unknownToken, 'Unknown token');
			else if (known.session.closed || this.isOverForGood(known.session)) {
				webSocket.close(ENDED_CODES[this.state.readings.of('endedSession')], 'The session is over');
			} else {
				const connection = new LiveConnection(webSocket, known.session, fault, request.headers);
				known.connections.push(connection.report);
				connection.open();
			}
		});
	}

	/** The latest 1,000 sessions, oldest first. */
	reports(): LiveSessionReport[] {
		return [...this.known.values()].map(({ session, connections, createdAt, region }) => ({
			id: session.id,
			url: this.urlOf(session),
			createdAt,
			region,
			config: session.config,
			state: session.state,
			receivedBytes: connections.reduce((sum, { receivedBytes }) => sum + receivedBytes, 0),
			acceptedBytes: session.recording.acceptedBytes,
			sha256: session.recording.sha256,
			audioDuration: session.recording.seconds,
			connections,
			stopReceived: session.stopReceived,
			expired: session.expired,
			closed: session.closed,
		}));
	}

	/** Cuts all lines and forgets sessions and faults. */
	async clear(): Promise<void> {
		const sessions = [...this.known.values()];
		this.known.clear();
		this.faults.clear();
		for (const socket of this.sockets) socket.destroy();
		await Promise.all(sessions.map(({ session }) => session.abandon()));
	}

	private isOverForGood({ state }: LiveSession): boolean {
		return state === 'ended' && this.state.readings.of('endMissed') === 'end-told-once';
	}

	private urlOf({ token }: LiveSession): string {
		return `${this.state.url.replace(/^http/, 'ws')}/v2/live?token=${token}`;
	}
}
