import { Bell } from './bell';
import { GladiaCount } from './gladiaCount';
import type { Closing } from './line';
import { Line } from './line';
import { byteRangeOf, refusalOf, type LiveMessage } from './messages';
import { Outage } from './outage';
import { PulledAudio } from './pulledAudio';
import { isFinalCode } from './sessionLimits';
import type { SessionEnd, SessionReport, SessionStart } from './sessionTypes';
import { UnacknowledgedAudio } from './unacknowledgedAudio';

/** How often time limits are looked at, in milliseconds. */
const TICK = 100;
/** How often a full socket is looked at, in milliseconds. */
const DRAIN_POLL = 2;
const DONE = 1000;

/**
 * Streams audio to a live session and sees to it that every byte arrives once: over as many lines as
 * it takes, each going on exactly after the last acknowledged byte.
 */
export class LiveSession {
	private readonly bell = new Bell();

	private readonly held: UnacknowledgedAudio;

	private readonly audio: PulledAudio;

	private readonly over = new AbortController();

	/** Set while saying farewell, which a cancelled session does as well. */
	private isLeaving = false;

	private line?: Line;

	private lines = 0;

	private readonly outage = new Outage();

	/** Since when something is overdue: an acknowledgment, or after the end any message. */
	private waitingSince = 0;

	private stopSent = false;

	/** Whether stop_recording went over the present line. */
	private stopSentHere = false;

	private readonly count: GladiaCount;

	/** What a listener of ours threw; it must not reach the socket, whose caller is nobody. */
	private broken?: { error: unknown };

	constructor(private readonly start: SessionStart) {
		const changed = () => this.bell.ring();
		this.held = new UnacknowledgedAudio(start.limits.held);
		this.audio = new PulledAudio(start.frames, changed);
		this.count = new GladiaCount(start.isUsed);
		start.tools.cancelled.addEventListener('abort', changed, { signal: this.over.signal });
	}

	/**
	 * Runs the session to its end. However it ends, stop_recording has been sent if there was any way
	 * to, and the socket and all timers are gone.
	 *
	 * @throws the reason of `cancelled` when that fires
	 */
	async run(): Promise<SessionReport> {
		const ticking = this.tick();
		let end: SessionEnd | undefined;
		try {
			end = await this.untilEnded();
			return this.report(end);
		} finally {
			if (end === undefined || end.how === 'lost') await this.sayStop();
			this.line?.drop('The session has ended');
			this.over.abort();
			await ticking;
		}
	}

	private report(end: SessionEnd): SessionReport {
		return {
			end,
			readBytes: this.held.read,
			acknowledgedBytes: this.held.acknowledged,
			reconnects: this.lines - 1,
			misplacedBytes: this.count.misplacedBytes,
			sourceFailure: this.audio.failure,
		};
	}

	private async untilEnded(): Promise<SessionEnd> {
		for (;;) {
			const line = await this.connect(this.start.limits.handshake);
			const end = this.judge(line.closing ?? (await this.talk(line)));
			if (end !== undefined) return end;
			const nextTry = Date.now() + this.outage.delay;
			while (Date.now() < nextTry) await this.somethingHappens();
		}
	}

	/** A line that is open, or closed when it could not be had. */
	private async connect(patience: number): Promise<Line> {
		this.line?.drop('Replaced by another connection');
		const line = new Line(
			this.start.tools.open(this.start.url),
			(message) => this.receive(message),
			() => this.bell.ring(),
		);
		this.line = line;
		this.lines++;
		this.stopSentHere = false;
		const deadline = Date.now() + patience;
		while (!line.isOpen && line.closing === undefined) {
			if (Date.now() >= deadline) line.drop('The server did not answer the connection');
			else await this.somethingHappens();
		}
		return line;
	}

	/** Sends and hears until the line is gone. */
	private async talk(line: Line): Promise<Closing> {
		const { limits, tools } = this.start;
		this.held.rewind();
		this.count.beginLine(this.held.sent);
		while (line.closing === undefined) {
			this.watch(line);
			if (line.closing !== undefined) break;
			if (line.waiting > limits.inSocket) await tools.pause(DRAIN_POLL, tools.cancelled);
			else if (!this.advance(line)) await this.somethingHappens();
		}
		return line.closing;
	}

	/** Does the next thing there is to do; false when there is none. */
	private advance(line: Line): boolean {
		const isNothingOverdue = this.held.sent === this.held.acknowledged;
		const frame = this.held.takeNext();
		if (frame !== undefined) {
			if (isNothingOverdue) this.waitingSince = Date.now();
			line.send(frame);
			return true;
		}
		if (this.held.isFull) return false;
		const fresh = this.audio.take();
		if (fresh !== undefined) {
			this.held.add(fresh);
			return true;
		}
		if (!this.audio.ended || this.stopSentHere) return false;
		this.stop(line);
		return true;
	}

	private stop(line: Line): void {
		line.send(JSON.stringify({ type: 'stop_recording' }));
		this.stopSent = true;
		this.stopSentHere = true;
		this.waitingSince = Date.now();
	}

	/** Gives up a line on which something is overdue. */
	private watch(line: Line): void {
		const { acknowledgment, silenceAtEnd } = this.start.limits;
		const waited = Date.now() - this.waitingSince;
		if (this.held.sent > this.held.acknowledged) {
			if (waited > acknowledgment) {
				line.drop(`Gladia confirmed no audio for ${acknowledgment / 1000} seconds`);
			}
		} else if (this.stopSentHere && waited > silenceAtEnd) {
			line.drop(`Gladia sent nothing for ${silenceAtEnd / 1000} seconds after the end`);
		}
	}

	private receive(message: LiveMessage): void {
		if (message.type === 'audio_chunk') this.confirm(message);
		else if (this.held.isEmpty) this.waitingSince = Date.now();
		try {
			this.start.hear(message);
		} catch (error) {
			this.broken = { error };
		}
	}

	private confirm(message: LiveMessage): void {
		const range = byteRangeOf(message);
		if (range === undefined) {
			const refusal = refusalOf(message);
			if (refusal !== undefined) this.line?.drop(`Gladia did not take the audio: ${refusal}`);
			return;
		}
		if (!this.held.acknowledge(this.count.endOf(range))) return;
		this.outage.end();
		this.waitingSince = Date.now();
	}

	/** What a closed line means for the session; undefined when there shall be another one. */
	private judge({ code, reason }: Closing): SessionEnd | undefined {
		const { limits } = this.start;
		const why = reason === '' ? `The connection was closed with code ${code}` : reason;
		const hasArrived = this.stopSent && this.held.isEmpty;
		if (code === DONE) {
			if (hasArrived) return { how: 'complete', reason: '' };
			const missing = this.stopSent ? 'it had confirmed all audio' : 'all audio was sent';
			return { how: 'lost', reason: `Gladia ended the session before ${missing}` };
		}
		const how = hasArrived ? 'unconfirmed' : 'lost';
		if (isFinalCode(code)) return { how, reason: why };
		if (!this.count.isKnown && this.held.sent > 0) {
			// Nothing tells where to go on, and to begin again might send audio twice.
			return { how, reason: `${why}, and no audio was confirmed before` };
		}
		this.outage.fail();
		const tries = hasArrived ? limits.triesAtEnd : limits.tries;
		return this.outage.exceeds(tries, limits.outage) ? { how, reason: why } : undefined;
	}

	/** Tells Gladia that no more audio will come, over a new line if need be. */
	private async sayStop(): Promise<void> {
		const deadline = Date.now() + this.start.limits.farewell;
		this.isLeaving = true;
		let { line } = this;
		if (line?.isOpen !== true) line = await this.connect(this.start.limits.farewell);
		if (!line.isOpen) return;
		if (!this.stopSentHere) this.stop(line);
		line.hangUp();
		while (line.closing === undefined && Date.now() < deadline) await this.somethingHappens();
	}

	private async somethingHappens(): Promise<void> {
		if (!this.isLeaving) this.goOn();
		await this.bell.heard();
		if (!this.isLeaving) this.goOn();
	}

	/** @throws when the session is not to go on */
	private goOn(): void {
		this.start.tools.cancelled.throwIfAborted();
		if (this.broken !== undefined) throw this.broken.error;
	}

	private async tick(): Promise<void> {
		const { signal } = this.over;
		while (!signal.aborted) {
			await this.start.tools.pause(TICK, signal).catch(() => undefined);
			this.bell.ring();
		}
	}
}
