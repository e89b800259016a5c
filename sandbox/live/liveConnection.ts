import type { IncomingHttpHeaders } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { RawData, WebSocket } from 'ws';
import { parseClientMessage, UnknownClientMessage } from './clientMessage';
import { CLOSE_CODES } from './closeCodes';
import type { Line } from './line';
import type { LiveFault } from './liveFaults';
import type { LiveMessage } from './liveMessage';
import { WrongAudioFormat } from './liveRecording';
import type { LiveSession } from './liveSession';

/** So much may wait for the disk, or for the client to read it, before no more is read. */
const MAX_BACKLOG_BYTES = 4_194_304;
/** A client that answers no ping for so long is cut off all the same. */
const PATIENCE_MS = 5_000;

/** What clients see of a line that was cut. */
const NO_CODE = 1006;

/** One connection, for tests to look at; times in milliseconds since 1970. */
export interface LiveConnectionReport {
	openedAt: number;
	/** Of the handshake. */
	headers: IncomingHttpHeaders;
	/** Bytes of audio, whether or not they were accepted. */
	receivedBytes: number;
	fault?: LiveFault['kind'];
	closedAt?: number;
	/** As soon as the sandbox or the client has decided to close; 1006 when the line was cut. */
	closeCode?: number;
}

function bytesOf(data: RawData): Buffer {
	if (Array.isArray(data)) return Buffer.concat(data);
	return Buffer.isBuffer(data) ? data : Buffer.from(data);
}

/** One WebSocket of a session, with the fault it has to suffer. */
export class LiveConnection implements Line {
	readonly report: LiveConnectionReport;
	private goingDown = false;
	private isMute = false;
	private sideFaultPlayed = false;
	private holds = 0;
	private readUntil = 0;
	private silence: NodeJS.Timeout | undefined;

	constructor(
		private readonly socket: WebSocket,
		private readonly session: LiveSession,
		private readonly fault: LiveFault | undefined,
		headers: IncomingHttpHeaders,
	) {
		this.report = { openedAt: Date.now(), headers, receivedBytes: 0, fault: fault?.kind };
	}

	open(): void {
		this.socket.on('message', (data, isBinary) => this.receive(bytesOf(data), isBinary));
		this.socket.on('close', (code) => {
			this.report.closedAt = Date.now();
			this.report.closeCode ??= code;
			clearTimeout(this.silence);
			this.session.detach(this, code === 1000);
		});
		this.isMute = this.fault?.kind === 'mute' && !this.fault.afterBytes;
		this.session.attach(this);
		this.awaitAudio();
		this.playFault();
	}

	send(message: LiveMessage): boolean {
		if (message.type === 'end_session') this.dropBeforeEnd();
		if (this.goingDown || this.isMute) return false;
		if (this.loses(message)) return true;
		const isFull = this.socket.bufferedAmount > MAX_BACKLOG_BYTES;
		const sent = new Promise<void>((resolve) => {
			this.socket.send(JSON.stringify(message), () => resolve());
		});
		if (isFull) this.hold(sent);
		return true;
	}

	end(): boolean {
		this.dropBeforeEnd();
		if (this.goingDown || this.isMute) return false;
		this.close(1000);
		return true;
	}

	replaced(): void {
		if (!this.goingDown) this.close(CLOSE_CODES.replaced, 'Another connection took over');
	}

	private loses({ type }: LiveMessage): boolean {
		const { fault, report } = this;
		if (fault?.kind !== 'lose-acknowledgments') return false;
		const isLost = type === 'audio_chunk' || fault.everything === true;
		return isLost && report.receivedBytes > (fault.afterBytes ?? 0);
	}

	/** Closes the line when no audio comes for long, where the reading says so. */
	private awaitAudio(): void {
		clearTimeout(this.silence);
		const limit = this.session.silenceLimit;
		if (limit === undefined) return;
		this.silence = setTimeout(() => this.goDown(limit.code, 'No audio'), limit.seconds * 1000);
		this.silence.unref();
	}

	private dropBeforeEnd(): void {
		if (this.fault?.kind === 'drop-before-end') this.goDown(this.fault.code);
	}

	private receive(data: Buffer, isBinary: boolean): void {
		if (this.fault?.kind === 'slow-reader') this.slowDown(data.length, this.fault.bytesPerSecond);
		if (this.goingDown || this.isMute) return;
		try {
			const message = isBinary ? undefined : parseClientMessage(data.toString());
			if (message?.type === 'stop_recording') this.session.stop(this);
			else this.receiveAudio(message?.audio ?? data);
			this.awaitAudio();
		} catch (error) {
			if (error instanceof UnknownClientMessage) this.session.complain(error.message);
			else if (error instanceof WrongAudioFormat) {
				this.session.complain(error.message);
				this.goDown(CLOSE_CODES.wrongFormat, 'Wrong audio format');
			} else throw error;
		}
	}

	private receiveAudio(chunk: Buffer): void {
		const { fault, report, session } = this;
		const before = report.receivedBytes;
		report.receivedBytes += chunk.length;
		if (fault?.kind === 'mute' && report.receivedBytes > (fault.afterBytes ?? 0)) {
			this.isMute = true;
			return;
		}
		const mark = this.cuttingMark();
		if (report.receivedBytes < mark) session.receive(chunk);
		else {
			const accepted = chunk.subarray(0, mark - before);
			const isLost = fault?.kind === 'drop-after-bytes' && !fault.ackBefore;
			if (accepted.length > 0 && !isLost) session.receive(accepted);
		}
		this.playFault();
		const { recording } = session;
		if (recording.backlog > MAX_BACKLOG_BYTES) this.hold(recording.drained());
	}

	/** The byte of this connection at which its fault takes it down. */
	private cuttingMark(): number {
		if (this.fault?.kind === 'drop-after-bytes') return this.fault.bytes;
		if (this.fault?.kind === 'close-code') return this.fault.afterBytes ?? 0;
		return Infinity;
	}

	/** Plays what is due after the audio so far. */
	private playFault(): void {
		const { fault, report } = this;
		if (fault?.kind === 'drop-after-bytes' || fault?.kind === 'close-code') {
			if (report.receivedBytes >= this.cuttingMark()) this.goDown(fault.code);
		} else if (fault?.kind === 'lose-acknowledgments') {
			if (report.receivedBytes >= fault.bytes) this.goDown();
		} else if (fault?.kind === 'invalid-json' || fault?.kind === 'error-message') {
			if (this.sideFaultPlayed || report.receivedBytes < (fault.afterBytes ?? 0)) return;
			this.sideFaultPlayed = true;
			if (fault.kind === 'invalid-json') this.socket.send('{"type":"transcript","data":{"id"');
			else this.session.complain(fault.message ?? 'An error, as asked for');
		}
	}

	/** From here on the session waits for another connection. */
	private goDown(code?: number, reason?: string): void {
		if (this.goingDown) return;
		if (code === undefined) void this.cut();
		else this.close(code, reason);
		this.session.detach(this);
	}

	private close(code: number, reason?: string): void {
		this.goingDown = true;
		this.report.closeCode = code;
		this.socket.close(code, reason);
	}

	/**
	 * Cuts the line once the client has read everything that was sent: a lost acknowledgement
	 * would make it send accepted bytes again, which the protocol cannot tell from new ones.
	 */
	private async cut(): Promise<void> {
		this.goingDown = true;
		this.report.closeCode = NO_CODE;
		const answered = new Promise((resolve) => this.socket.once('pong', resolve));
		this.socket.ping();
		await Promise.race([answered, wait(PATIENCE_MS, undefined, { ref: false })]);
		this.socket.terminate();
	}

	private slowDown(bytes: number, bytesPerSecond: number): void {
		const now = Date.now();
		this.readUntil = Math.max(now, this.readUntil) + (bytes / bytesPerSecond) * 1000;
		this.hold(wait(this.readUntil - now, undefined, { ref: false }));
	}

	/** Reads no more until the promise is settled. */
	private hold(until: Promise<void>): void {
		if (this.holds++ === 0) this.socket.pause();
		const release = () => {
			if (--this.holds === 0) this.socket.resume();
		};
		until.then(release, release);
	}
}
