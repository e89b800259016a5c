import { Bell } from './signal';
import { isEndOfSession, judgeClosing } from './closingVerdict';
import type { Closing } from './connection';
import { Line, LINE_BROKE } from './connection';
import type { LiveMessage } from './messages';
import { Outage } from './reconnectBudget';
import { PulledAudio } from './frameQueue';
import { SessionState } from './sessionState';
import type { SessionEnd, SessionReport, SessionStart } from './sessionTypes';

/** How often time limits are looked at, in milliseconds. */
const TICK = 100;
/** How often a full socket is looked at, in milliseconds. */
const DRAIN_POLL = 2;
/** Between two tries to say that no more audio will come, in milliseconds. */
const FAREWELL_PAUSE = 300;

/**
 * Streams audio to a live session and sees to it that every byte arrives once: over as many lines as
 * it takes, each going on exactly after the last acknowledged byte.
 */
export class LiveSession {
	private readonly bell = new Bell();

	private readonly audio: PulledAudio;

	private readonly state: SessionState;

	private readonly outage = new Outage();

	private readonly over = new AbortController();

	/** Set while saying farewell, which a cancelled session does as well. */
	private isLeaving = false;

	private line?: Line;

	private lines = 0;

	/** Since when the present line is open; undefined when it could not be had. */
	private openSince?: number;

	/** Whether Gladia has closed a line because the session has ended. */
	private isOver = false;

	/** What a listener of ours threw; it must not reach the socket, whose caller is nobody. */
	private broken?: { error: unknown };

	constructor(private readonly start: SessionStart) {
		const { frames, tools } = start;
		const changed = () => this.bell.ring();
		this.audio = new PulledAudio(frames, changed);
		this.state = new SessionState(start, this.audio, () => this.outage.end());
		tools.cancelled.addEventListener('abort', changed, { signal: this.over.signal });
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
			return {
				end,
				...this.state.delivery.bytes,
				isAllSent: this.state.stopSent,
				isOver: this.isOver,
				reconnects: this.lines - 1,
				sourceFailure: this.audio.failure,
			};
		} finally {
			if (end === undefined || end.how === 'lost') await this.sayStop(end === undefined);
			this.line?.drop('The session has ended');
			this.over.abort();
			await ticking;
		}
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
		const line: Line = new Line(
			this.start.tools.open(this.start.url),
			(message) => this.receive(message, line),
			() => this.bell.ring(),
		);
		this.line = line;
		this.lines++;
		this.openSince = undefined;
		this.state.replaceLine();
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
		this.openSince = Date.now();
		this.state.beginLine();
		while (line.closing === undefined) {
			this.state.watch(line);
			if (line.closing !== undefined) break;
			if (line.waiting > limits.inSocket) await tools.pause(DRAIN_POLL, tools.cancelled);
			else if (!this.advance(line)) await this.somethingHappens();
		}
		return line.closing;
	}

	/** Does the next thing there is to do; false when there is none. */
	private advance(line: Line): boolean {
		const { delivery } = this.state;
		if (delivery.mustWait) return false;
		if (this.state.sendNext(line)) return true;
		this.state.sendKeepAlive(line);
		if (delivery.isFull) return false;
		const fresh = this.audio.take();
		if (fresh !== undefined) {
			delivery.add(fresh);
			return true;
		}
		if (!this.audio.ended || this.state.stopSentHere) return false;
		this.state.sendStop(line);
		return true;
	}

	private receive(message: LiveMessage, line: Line): void {
		if (!this.state.receive(message, line)) return;
		try {
			this.start.hear(message);
		} catch (error) {
			this.broken = { error };
		}
	}

	/** What a closed line means for the session; undefined when there shall be another one. */
	private judge(closing: Closing): SessionEnd | undefined {
		const { outage, state } = this;
		this.isOver = isEndOfSession(closing);
		const { progress } = state;
		const { how, reason, isFinal } = judgeClosing(closing, progress);
		if (how === 'complete') return { how, reason };
		if (isFinal || state.isOvertime) return { how, reason: outage.explain(reason) };
		const { limits } = this.start;
		const lasted = Date.now() - (this.openSince ?? Infinity);
		// A line that was fine as long as there was no audio to send.
		if (lasted > limits.steady && !state.delivery.isOverdue && !progress.isAllSent) outage.end();
		outage.fail(reason);
		const tries = progress.hasArrived && progress.isAllSent ? limits.triesAtEnd : limits.tries;
		if (!outage.exceeds(tries, limits.outage)) return undefined;
		return { how, reason: outage.explain(reason) };
	}

	/**
	 * Tells Gladia that no more audio will come, over a new line if need be.
	 *
	 * @param isUrgent whether to try as often as the time of a farewell allows: a session that is lost
	 * has been tried often enough
	 */
	private async sayStop(isUrgent: boolean): Promise<void> {
		const { farewell } = this.start.limits;
		const deadline = Date.now() + farewell;
		this.isLeaving = true;
		for (;;) {
			const patience = isUrgent ? Math.min(farewell / 2, deadline - Date.now()) : farewell;
			const line = this.line?.isOpen === true ? this.line : await this.connect(patience);
			const closing = line.closing ?? (await this.leave(line, deadline));
			const nextTry = Date.now() + FAREWELL_PAUSE;
			if (!isUrgent || closing?.code !== LINE_BROKE || nextTry >= deadline) return;
			while (Date.now() < nextTry) await this.somethingHappens();
		}
	}

	/** @returns how the line was closed, which shows whether stop_recording arrived */
	private async leave(line: Line, deadline: number): Promise<Closing | undefined> {
		if (!this.state.stopSentHere) this.state.sendStop(line);
		line.hangUp();
		while (line.closing === undefined && Date.now() < deadline) await this.somethingHappens();
		return line.closing;
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
