import type { LiveMessage } from '../messages/liveMessage';
import { isEndOfSession, judgeClosing } from './closingVerdict';
import type { ConnectionClose } from './connection';
import { CONNECTION_LOST, LiveConnection } from './connection';
import { FrameQueue } from './frameQueue';
import { ReconnectBudget } from './reconnectBudget';
import type { SessionEnd, SessionOptions, SessionReport } from './sessionOptions';
import { SessionState } from './sessionState';
import { Signal } from './signal';

/**
 * Streams audio to a live session and makes sure that every byte arrives once: over as many connections
 * as it takes, each continuing right after the last acknowledged byte.
 *
 * A byte goes one way: `FrameQueue` reads it, `AudioDelivery` keeps it until it is acknowledged,
 * `LiveConnection` sends it. One task decides what to do next; everything else changes state and
 * notifies it.
 */
export class LiveSession {
	private readonly changed = new Signal();

	private readonly frames: FrameQueue;

	private readonly state: SessionState;

	private readonly reconnects: ReconnectBudget;

	private readonly over = new AbortController();

	/** Set while closing the session, which a cancelled session does as well. */
	private isClosing = false;

	private connection?: LiveConnection;

	private connections = 0;

	/** Since when the current connection is open; undefined when it could not be opened. */
	private openSince?: number;

	/** Whether Gladia has closed a connection because the session has ended. */
	private isOver = false;

	/** What a listener threw; it must not reach the socket, which has no caller. */
	private listenerFailure?: { error: unknown };

	constructor(private readonly options: SessionOptions) {
		const { frames, cancelled, limits } = options;
		const notify = () => this.changed.notify();
		this.frames = new FrameQueue(frames, notify);
		this.reconnects = new ReconnectBudget(limits);
		this.state = new SessionState(options, this.frames, () => this.reconnects.reset());
		cancelled.addEventListener('abort', notify, { signal: this.over.signal });
	}

	/**
	 * Runs the session to its end. However it ends, stop_recording has been sent if there was any way to,
	 * and the socket and all timers are gone.
	 *
	 * @throws the reason of `cancelled` when that fires, or what a listener threw
	 */
	async run(): Promise<SessionReport> {
		const ticking = this.tick();
		let end: SessionEnd | undefined;
		try {
			end = await this.untilEnded();
			return {
				end,
				...this.state.delivery.bytes,
				isAllSent: this.state.stopSent,
				isOver: this.isOver,
				reconnects: this.connections - 1,
				sourceFailure: this.frames.failure,
			};
		} finally {
			if (end === undefined || end.outcome === 'lost') await this.stopRecording(end === undefined);
			this.connection?.abandon('The session has ended');
			this.over.abort();
			await ticking;
		}
	}

	private async untilEnded(): Promise<SessionEnd> {
		for (;;) {
			const connection = await this.connect(this.options.limits.handshake);
			const end = this.judge(connection.closed ?? (await this.exchange(connection)));
			if (end !== undefined) return end;
			await this.waitUntil(this.now() + this.reconnects.delay());
		}
	}

	/** A connection that is open, or closed when it could not be opened in time. */
	private async connect(timeout: number): Promise<LiveConnection> {
		this.connection?.abandon('Replaced by another connection');
		const connection: LiveConnection = new LiveConnection(
			this.options.openSocket(this.options.url),
			(message) => this.receive(message, connection),
			() => this.changed.notify(),
		);
		this.connection = connection;
		this.connections++;
		this.openSince = undefined;
		this.state.resetConnection();
		const deadline = this.now() + timeout;
		while (!connection.isOpen && connection.closed === undefined) {
			if (this.now() >= deadline) connection.abandon('The server did not answer the connection');
			else await this.waitForChange();
		}
		return connection;
	}

	/** Sends and receives until the connection is closed. */
	private async exchange(connection: LiveConnection): Promise<ConnectionClose> {
		const { limits, clock, cancelled } = this.options;
		this.openSince = this.now();
		this.state.startConnection();
		while (connection.closed === undefined) {
			this.state.checkDeadlines(connection);
			if (connection.closed !== undefined) break;
			if (connection.bufferedBytes > limits.socketBuffer) {
				await clock.pause(limits.drainPoll, cancelled);
			} else if (!this.advance(connection)) await this.waitForChange();
		}
		return connection.closed;
	}

	/** Does the next thing there is to do; false when there is none. */
	private advance(connection: LiveConnection): boolean {
		const { delivery } = this.state;
		if (delivery.mustWait) return false;
		if (this.state.sendNext(connection)) return true;
		this.state.sendKeepAlive(connection);
		if (delivery.isFull) return false;
		const frame = this.frames.take();
		if (frame !== undefined) {
			delivery.add(frame);
			return true;
		}
		if (!this.frames.ended || this.state.stopSentHere) return false;
		this.state.sendStop(connection);
		return true;
	}

	private receive(message: LiveMessage, connection: LiveConnection): void {
		if (!this.state.receive(message, connection)) return;
		try {
			this.options.onMessage(message);
		} catch (error) {
			this.listenerFailure = { error };
		}
	}

	/** What a closed connection means for the session; undefined when to try another one. */
	private judge(close: ConnectionClose): SessionEnd | undefined {
		const { reconnects, state } = this;
		this.isOver = isEndOfSession(close);
		const { progress } = state;
		const { outcome, reason, isFinal } = judgeClosing(close, progress);
		if (outcome === 'complete') return { outcome, reason };
		if (isFinal || state.isOvertime) return { outcome, reason: reconnects.explain(reason) };
		const openFor = this.now() - (this.openSince ?? Infinity);
		// A connection that worked while there was no audio to send.
		const isStable = openFor > this.options.limits.stableAfter;
		if (isStable && !state.delivery.isAwaitingAcknowledgment && !progress.isAllSent) {
			reconnects.reset();
		}
		reconnects.countFailure(reason, this.now());
		const isAtEnd = progress.hasArrived && progress.isAllSent;
		if (!reconnects.isExhausted(isAtEnd, this.now())) return undefined;
		return { outcome, reason: reconnects.explain(reason) };
	}

	/**
	 * Tells Gladia that no more audio will come, over a new connection if need be.
	 *
	 * @param isUrgent whether to retry for as long as closing may take: a session that is lost has been
	 * retried often enough
	 */
	private async stopRecording(isUrgent: boolean): Promise<void> {
		const { closing, stopRetry } = this.options.limits;
		const deadline = this.now() + closing;
		this.isClosing = true;
		for (;;) {
			const timeout = isUrgent ? Math.min(closing / 2, deadline - this.now()) : closing;
			const open = this.connection?.isOpen === true ? this.connection : undefined;
			const connection = open ?? (await this.connect(timeout));
			const close = connection.closed ?? (await this.closeGracefully(connection, deadline));
			const nextTry = this.now() + stopRetry;
			if (!isUrgent || close?.code !== CONNECTION_LOST || nextTry >= deadline) return;
			await this.waitUntil(nextTry);
		}
	}

	/** @returns how the connection was closed, which shows whether stop_recording arrived */
	private async closeGracefully(
		connection: LiveConnection,
		deadline: number,
	): Promise<ConnectionClose | undefined> {
		if (!this.state.stopSentHere) this.state.sendStop(connection);
		connection.close();
		while (connection.closed === undefined && this.now() < deadline) await this.waitForChange();
		return connection.closed;
	}

	private async waitUntil(time: number): Promise<void> {
		while (this.now() < time) await this.waitForChange();
	}

	private async waitForChange(): Promise<void> {
		if (!this.isClosing) this.throwIfEnded();
		await this.changed.wait();
		if (!this.isClosing) this.throwIfEnded();
	}

	/** @throws when the session must not continue */
	private throwIfEnded(): void {
		this.options.cancelled.throwIfAborted();
		if (this.listenerFailure !== undefined) throw this.listenerFailure.error;
	}

	private async tick(): Promise<void> {
		const { signal } = this.over;
		const { clock, limits } = this.options;
		while (!signal.aborted) {
			await clock.pause(limits.tick, signal).catch(() => undefined);
			this.changed.notify();
		}
	}

	private now(): number {
		return this.options.clock.now();
	}
}
