import type { LiveMessage } from '../messages/liveMessage';
import { announcesEnd, byteRangeOf, refusalOf } from '../messages/liveMessage';
import { AudioDelivery } from './audioDelivery';
import type { Progress } from './closingVerdict';
import type { LiveConnection } from './connection';
import type { FrameQueue } from './frameQueue';
import { KeepAlive } from './keepAlive';
import type { SessionOptions } from './sessionOptions';

/** What was sent to a session and what Gladia has answered, over all its connections. */
export class SessionState {
	readonly delivery: AudioDelivery;

	/** Whether stop_recording was sent, which follows all audio. */
	stopSent = false;

	/** Whether it was sent over the current connection. */
	stopSentHere = false;

	/** Whether the end of the session has used up all its time. */
	isOvertime = false;

	/** When the session must have ended on the current connection, in milliseconds since 1970. */
	private deadline = Infinity;

	private readonly startedAt: number;

	/** Whether stop_recording was sent over an earlier connection, so that recording may be over. */
	private stoppedBefore = false;

	private readonly keepAlive: KeepAlive;

	/** Since when an answer is due: an acknowledgment, or any message after the end of the audio. */
	private waitingSince = 0;

	/** Why Gladia did not take audio on the current connection. */
	private refusal?: string;

	/** Whether Gladia has announced the end of the session. */
	private endAnnounced = false;

	/** @param onProgress called when Gladia has acknowledged more of the audio */
	constructor(
		private readonly options: Pick<
			SessionOptions,
			'isUsed' | 'limits' | 'bytesPerSecond' | 'clock'
		>,
		private readonly frames: FrameQueue,
		private readonly onProgress: () => void,
	) {
		const { limits, isUsed, clock } = options;
		this.startedAt = clock.now();
		this.delivery = new AudioDelivery(limits.retransmitBuffer, isUsed);
		this.keepAlive = new KeepAlive(limits.keepAlive);
	}

	/** How far the session has come, to judge a closed connection. */
	get progress(): Progress {
		const { isDone, hasArrived, stopSent: isAllSent, refusal, delivery } = this;
		return { isDone, hasArrived, isAllSent, canResume: delivery.canResume, refusal };
	}

	/** Call before another connection is opened. */
	resetConnection(): void {
		this.stoppedBefore = this.stopSent;
		this.stopSentHere = false;
		this.deadline = Infinity;
		this.refusal = undefined;
	}

	/** Call when the connection is open. */
	startConnection(): void {
		this.delivery.startConnection();
		this.keepAlive.restart(this.now());
	}

	/** Sends the next frame that was read before, if there is one that may be sent. */
	sendNext(connection: LiveConnection): boolean {
		const { isAwaitingAcknowledgment } = this.delivery;
		const frame = this.delivery.takeNext();
		if (frame === undefined) return false;
		if (!isAwaitingAcknowledgment) this.waitingSince = this.now();
		connection.send(frame);
		this.keepAlive.audioSent(this.now());
		return true;
	}

	/** Sends an empty chunk when there has been no audio for long. */
	sendKeepAlive(connection: LiveConnection): void {
		const isIdle = !this.delivery.isAwaitingAcknowledgment && !this.stopSentHere;
		if (isIdle && this.keepAlive.isDue(this.now())) {
			connection.send(this.keepAlive.take(this.now()));
		}
	}

	sendStop(connection: LiveConnection): void {
		connection.send(JSON.stringify({ type: 'stop_recording' }));
		this.stopSent = true;
		this.stopSentHere = true;
		this.waitingSince = this.now();
		const { bytesPerSecond, limits } = this.options;
		const spokenAt = this.startedAt + (this.delivery.bytes.readBytes / bytesPerSecond) * 1000;
		this.deadline = Math.max(this.waitingSince, spokenAt) + limits.ending;
	}

	/** Abandons a connection whose answer is overdue. */
	checkDeadlines(connection: LiveConnection): void {
		const { acknowledgment, silenceAtEnd, closing } = this.options.limits;
		const waited = this.now() - this.waitingSince;
		if (this.now() > this.deadline) {
			this.isOvertime = true;
			connection.abandon('Gladia did not end the session in time after the end of the audio');
			return;
		}
		if (this.isDone) {
			if (waited > closing) connection.abandon('Gladia did not close the connection');
		} else if (this.delivery.isAwaitingAcknowledgment) {
			const silence = `Gladia confirmed no audio for ${acknowledgment / 1000} seconds`;
			if (waited > acknowledgment) connection.abandon(this.refusal ?? silence);
		} else if (this.stopSentHere && waited > silenceAtEnd) {
			connection.abandon(`Gladia sent nothing for ${silenceAtEnd / 1000} seconds after the end`);
		}
	}

	/** @returns whether the message is for listeners too */
	receive(message: LiveMessage, connection: LiveConnection): boolean {
		if (message.type !== 'audio_chunk') {
			this.endAnnounced ||= announcesEnd(message);
			if (message.type === 'stop_recording') this.confirmStop(message);
			if (this.stopSent || this.delivery.isAllAcknowledged) this.waitingSince = this.now();
			return true;
		}
		// A refused empty chunk is not an error of the session.
		if (this.keepAlive.isAnswer(message)) return message.acknowledged === true;
		const range = byteRangeOf(message);
		if (range === undefined) this.noteRefusal(refusalOf(message), connection);
		else if (this.delivery.acknowledge(range)) {
			this.waitingSince = this.now();
			this.onProgress();
		}
		return true;
	}

	/** An acknowledged stop_recording implies everything sent before it on the same connection. */
	private confirmStop({ acknowledged }: LiveMessage): void {
		if (acknowledged !== true || !this.stopSentHere || this.refusal !== undefined) return;
		this.delivery.acknowledgeAll();
	}

	private noteRefusal(reason: string | undefined, connection: LiveConnection): void {
		if (reason === undefined) return;
		this.refusal = `Gladia did not take the audio: ${reason}`;
		// A recording that is over takes no more audio, but its results still arrive.
		if (!this.stoppedBefore) connection.abandon(this.refusal);
	}

	private get hasArrived(): boolean {
		return this.frames.ended && this.delivery.isAllAcknowledged;
	}

	/** Whether the end was announced after all audio was sent. No acknowledgment is missing then. */
	private get isDone(): boolean {
		return this.endAnnounced && (this.stopSent || this.hasArrived);
	}

	private now(): number {
		return this.options.clock.now();
	}
}
