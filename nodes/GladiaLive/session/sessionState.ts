import { AudioDelivery } from './audioDelivery';
import type { Progress } from './closingVerdict';
import { KeepAlive } from './keepAlive';
import type { Line } from './connection';
import { byteRangeOf, refusalOf, tellsEnd, type LiveMessage } from './messages';
import type { PulledAudio } from './frameQueue';
import type { SessionStart } from './sessionTypes';

/** What was sent to a session and what Gladia has said about it, over all its lines. */
export class SessionState {
	readonly delivery: AudioDelivery;

	/** Whether stop_recording was sent, which follows all audio. */
	stopSent = false;

	/** Whether it went over the present line. */
	stopSentHere = false;

	/** Whether Gladia has been given all the time that the end of a session may take. */
	isOvertime = false;

	/** When all must be over on the present line, in milliseconds since 1970. */
	private deadline = Infinity;

	private readonly began = Date.now();

	/** Whether it went over an earlier one, so that Gladia may be done with recording. */
	private stoppedBefore = false;

	private readonly keepAlive: KeepAlive;

	/** Since when something is overdue: an acknowledgment, or after the end any message. */
	private waitingSince = 0;

	/** Why Gladia did not take audio on the present line. */
	private refusal?: string;

	/** Whether Gladia has said that the session is over. */
	private endHeard = false;

	/** @param progressed called when Gladia has confirmed more of the audio */
	constructor(
		private readonly start: Pick<SessionStart, 'isUsed' | 'limits' | 'bytesPerSecond'>,
		private readonly audio: PulledAudio,
		private readonly progressed: () => void,
	) {
		this.delivery = new AudioDelivery(start.limits.held, start.isUsed);
		this.keepAlive = new KeepAlive(start.limits.keepAlive);
	}

	/** How far the session has come, to judge a closed line by. */
	get progress(): Progress {
		const { isDone, stopSent: isAllSent, refusal, delivery } = this;
		const hasArrived = this.audio.ended && delivery.isAllConfirmed;
		return { isDone, hasArrived, isAllSent, canResume: delivery.canResume, refusal };
	}

	/** A new line is about to be opened. */
	replaceLine(): void {
		this.stoppedBefore = this.stopSent;
		this.stopSentHere = false;
		this.deadline = Infinity;
		this.refusal = undefined;
	}

	/** The new line is open. */
	beginLine(): void {
		this.delivery.beginLine();
		this.keepAlive.restart();
	}

	/** Sends the next frame of what was read before, if there is one that may be sent. */
	sendNext(line: Line): boolean {
		const { isOverdue } = this.delivery;
		const frame = this.delivery.takeNext();
		if (frame === undefined) return false;
		if (!isOverdue) this.waitingSince = Date.now();
		line.send(frame);
		this.keepAlive.audioSent();
		return true;
	}

	/** Sends an empty chunk when there was no audio for long. */
	sendKeepAlive(line: Line): void {
		const isIdle = !this.delivery.isOverdue && !this.stopSentHere;
		if (isIdle && this.keepAlive.isDue) line.send(this.keepAlive.take());
	}

	sendStop(line: Line): void {
		line.send(JSON.stringify({ type: 'stop_recording' }));
		this.stopSent = true;
		this.stopSentHere = true;
		this.waitingSince = Date.now();
		const { bytesPerSecond, limits } = this.start;
		const spoken = this.began + (this.delivery.bytes.readBytes / bytesPerSecond) * 1000;
		this.deadline = Math.max(this.waitingSince, spoken) + limits.ending;
	}

	/** Gives up a line on which something is overdue. */
	watch(line: Line): void {
		const { acknowledgment, silenceAtEnd, farewell } = this.start.limits;
		const waited = Date.now() - this.waitingSince;
		if (Date.now() > this.deadline) {
			this.isOvertime = true;
			line.drop('Gladia did not end the session in time after the end of the audio');
			return;
		}
		if (this.isDone) {
			if (waited > farewell) line.drop('Gladia did not close the connection');
		} else if (this.delivery.isOverdue) {
			const silence = `Gladia confirmed no audio for ${acknowledgment / 1000} seconds`;
			if (waited > acknowledgment) line.drop(this.refusal ?? silence);
		} else if (this.stopSentHere && waited > silenceAtEnd) {
			line.drop(`Gladia sent nothing for ${silenceAtEnd / 1000} seconds after the end`);
		}
	}

	/** @returns whether the message is for others too */
	receive(message: LiveMessage, line: Line): boolean {
		if (message.type !== 'audio_chunk') {
			this.endHeard ||= tellsEnd(message);
			if (message.type === 'stop_recording') this.confirmStop(message);
			if (this.stopSent || this.delivery.isAllConfirmed) this.waitingSince = Date.now();
			return true;
		}
		// A refused empty chunk is no mistake of the session.
		if (this.keepAlive.isAnswer(message)) return message.acknowledged === true;
		const range = byteRangeOf(message);
		if (range === undefined) this.refuse(refusalOf(message), line);
		else if (this.delivery.confirm(range)) {
			this.waitingSince = Date.now();
			this.progressed();
		}
		return true;
	}

	/** What came before stop_recording on the same line has arrived with it. */
	private confirmStop({ acknowledged }: LiveMessage): void {
		if (acknowledged !== true || !this.stopSentHere || this.refusal !== undefined) return;
		this.delivery.confirmAll();
	}

	private refuse(reason: string | undefined, line: Line): void {
		if (reason === undefined) return;
		this.refusal = `Gladia did not take the audio: ${reason}`;
		// A recording that is over takes no more, but what it has brought is still told.
		if (!this.stoppedBefore) line.drop(this.refusal);
	}

	/** Whether the end was told after all audio was sent. No confirmation is missed then. */
	private get isDone(): boolean {
		const hasArrived = this.audio.ended && this.delivery.isAllConfirmed;
		return this.endHeard && (this.stopSent || hasArrived);
	}
}
