import type { LiveMessage } from './messages';
import { readMessage } from './messages';

/** What a session needs of the platform's WebSocket. */
export type Socket = Pick<
	WebSocket,
	'bufferedAmount' | 'send' | 'close' | 'onopen' | 'onmessage' | 'onclose' | 'onerror'
>;

export type OpenSocket = (url: string) => Socket;

/** How a line ended. */
export interface Closing {
	/** WebSocket close code; 1006 when there was none. */
	code: number;
	/** For people; may be empty. */
	reason: string;
}

export const LINE_BROKE = 1006;

/** One connection to a session. Its events arrive as state, to be looked at when `changed` is called. */
export class Line {
	isOpen = false;

	/** Set once the line is gone. */
	closing?: Closing;

	constructor(
		private readonly socket: Socket,
		hear: (message: LiveMessage) => void,
		private readonly changed: () => void,
	) {
		socket.onopen = () => {
			this.isOpen = true;
			changed();
		};
		socket.onmessage = ({ data }) => {
			const message = readMessage(data);
			if (message !== undefined) hear(message);
			changed();
		};
		// Tells no cause; the close event that follows is what counts.
		socket.onerror = () => {};
		socket.onclose = ({ code, reason }) => this.end({ code, reason });
	}

	/** Bytes that the socket has taken but not yet handed to the network. */
	get waiting(): number {
		return this.socket.bufferedAmount;
	}

	send(data: string | Uint8Array): void {
		this.socket.send(data);
	}

	/** Asks the server to close; what was sent before still goes out. */
	hangUp(): void {
		this.socket.close(1000);
	}

	/** Gives the line up at once. A handshake that hangs ends with it. */
	drop(reason: string): void {
		if (this.closing !== undefined) return;
		// First, since closing a socket that is still connecting reports an end of its own at once.
		this.end({ code: LINE_BROKE, reason });
		this.socket.close();
	}

	private end(closing: Closing): void {
		if (this.closing !== undefined) return;
		this.closing = closing;
		this.isOpen = false;
		this.socket.onopen = null;
		this.socket.onmessage = null;
		this.socket.onclose = null;
		this.changed();
	}
}
