import type { LiveMessage } from '../messages/liveMessage';
import { readMessage } from '../messages/liveMessage';

/** What a session needs of the platform's WebSocket. */
export type Socket = Pick<
	WebSocket,
	'bufferedAmount' | 'send' | 'close' | 'onopen' | 'onmessage' | 'onclose' | 'onerror'
>;

/** Opens a WebSocket to an address. */
export type OpenSocket = (url: string) => Socket;

/** How a connection was closed. */
export interface ConnectionClose {
	/** WebSocket close code; 1006 when there was none. */
	code: number;
	/** For people; may be empty. */
	reason: string;
}

/** Close code of a connection that was lost without a closing handshake. */
export const CONNECTION_LOST = 1006;

/** One connection to a session. Socket events become state; `onChange` says when to look at it. */
export class LiveConnection {
	isOpen = false;

	/** Set once the connection is closed. */
	closed?: ConnectionClose;

	constructor(
		private readonly socket: Socket,
		onMessage: (message: LiveMessage) => void,
		private readonly onChange: () => void,
	) {
		socket.onopen = () => {
			this.isOpen = true;
			onChange();
		};
		socket.onmessage = ({ data }) => {
			const message = readMessage(data);
			if (message !== undefined) onMessage(message);
			onChange();
		};
		// Carries no cause; the close event that follows does.
		socket.onerror = () => {};
		socket.onclose = ({ code, reason }) => this.end({ code, reason });
	}

	/** Bytes that the socket has accepted but not yet handed to the network. */
	get bufferedBytes(): number {
		return this.socket.bufferedAmount;
	}

	send(data: string | Uint8Array): void {
		this.socket.send(data);
	}

	/** Asks the server to close; everything sent before still goes out. */
	close(): void {
		this.socket.close(1000);
	}

	/** Abandons the connection at once, even during its handshake. */
	abandon(reason: string): void {
		if (this.closed !== undefined) return;
		// First, since closing a socket that is still connecting reports a close of its own at once.
		this.end({ code: CONNECTION_LOST, reason });
		this.socket.close();
	}

	private end(close: ConnectionClose): void {
		if (this.closed !== undefined) return;
		this.closed = close;
		this.isOpen = false;
		this.socket.onopen = null;
		this.socket.onmessage = null;
		this.socket.onclose = null;
		this.onChange();
	}
}
