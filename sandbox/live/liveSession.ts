import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { jobFile } from '../audio/storedAudio';
import { endOf } from '../jobs/jobLife';
import type { JobRecord } from '../jobs/jobStore';
import type { JsonObject } from '../json';
import type { SandboxServices } from '../services';
import { Acknowledgments, toMilliseconds } from './acknowledgments';
import { audioFormat } from './audioFormat';
import type { SilenceLimit } from './closeCodes';
import { silenceLimit } from './closeCodes';
import type { Line } from './line';
import {
	documentResult,
	flatRequest,
	liveResult,
	postMessages,
	speechMessages,
} from './liveContent';
import { LiveRecording } from './liveRecording';
import { LiveTeller } from './liveTeller';
import { recordingMatcher } from './recordingMatcher';
import type { SpeechEvent } from './speechTimeline';
import { SpeechTimeline } from './speechTimeline';
import { storeRecording } from './storeRecording';

/** Error codes of sessions that expired before any audio came, and whose audio could not be stored. */
const NOTHING_RECORDED = 408;
const FAILED = 500;

export interface LiveStart {
	record: JobRecord;
	/** The valid body of `POST /v2/live`. */
	body: JsonObject;
	/** Where the audio is written. */
	filePath: string;
	/** Set when the session is to end with status `error`. */
	errorCode?: number;
}

type Environment = Omit<SandboxServices, 'url' | 'life' | 'faults' | 'live'>;

/** A live session from its start to the end of its post-processing, over any number of lines. */
export class LiveSession {
	readonly token = randomUUID();
	readonly id: string;
	stopReceived = false;
	/** Over by itself, because nobody was connected for too long. */
	expired = false;
	/** The end was told and the line closed with 1000, or nobody came back to hear it. */
	closed = false;
	state: 'waiting' | 'recording' | 'post-processing' | 'ended' = 'waiting';
	readonly recording: LiveRecording;
	private readonly request: JsonObject;
	private readonly teller: LiveTeller;
	private readonly timeline: SpeechTimeline;
	private line: Line | undefined;
	private stoppedBy: Line | undefined;
	private idle: NodeJS.Timeout | undefined;
	private abandoned = false;
	private readonly acknowledgments: Acknowledgments;
	private readonly endsEarly: boolean;

	constructor(
		private readonly start: LiveStart,
		private readonly environment: Environment,
	) {
		const { record, body, filePath } = start;
		this.id = record.job.id;
		const format = audioFormat(body);
		this.endsEarly = environment.readings.of('liveEnd') === 'end-at-post-transcript';
		this.request = flatRequest(body);
		this.recording = new LiveRecording(format, filePath);
		this.teller = new LiveTeller(this.id, body, environment);
		this.acknowledgments = new Acknowledgments(this.recording, this.teller, environment.readings);
		const matcher = recordingMatcher(format, environment.settings);
		this.timeline = new SpeechTimeline(format, matcher, this.request, (event) => this.hear(event));
		this.teller.tell('start_session');
		this.awaitLine();
	}

	get config(): JsonObject {
		return this.start.body;
	}

	/** When and how to close a line that brings no audio; undefined when it is kept. */
	get silenceLimit(): SilenceLimit | undefined {
		return this.isOver ? undefined : silenceLimit(this.environment);
	}

	/** A client has connected; an older connection gives way. */
	attach(line: Line): void {
		clearTimeout(this.idle);
		const older = this.line;
		this.line = line;
		this.acknowledgments.beginLine();
		older?.replaced();
		const { job } = this.start.record;
		if (job.status === 'queued') job.status = 'processing';
		this.teller.setListener(line);
		if (this.state === 'ended') this.endLine();
	}

	/** @param byClient the client closed the line with 1000: it is not coming back */
	detach(line: Line, byClient = false): void {
		if (this.line !== line) return;
		this.line = undefined;
		this.teller.setListener(undefined);
		if (byClient && !this.isOver) this.finish();
		this.awaitLine();
	}

	/**
	 * The next audio. What is acknowledged is accepted, and nothing else is.
	 * @throws WrongAudioFormat for a WAV header that contradicts the session
	 */
	receive(chunk: Buffer): void {
		if (this.isOver) return this.acknowledgments.refuse('audio_chunk', 'The recording is over');
		if (chunk.length === 0) return this.acknowledgments.answerEmptyChunk();
		const from = this.recording.acceptedBytes;
		const audio = this.recording.accept(chunk);
		if (this.state === 'waiting') {
			this.state = 'recording';
			this.teller.tell('start_recording');
		}
		this.acknowledgments.tell(from, this.recording.acceptedBytes);
		this.timeline.feed(audio);
		const { liveMaximumSeconds } = this.environment.settings;
		if (this.recording.seconds >= liveMaximumSeconds) {
			this.complain(`A session cannot be longer than ${liveMaximumSeconds} seconds`);
			this.finish();
		}
	}

	/** `stop_recording`. On a new line it may come again: the client cannot know who heard it. */
	stop(line: Line): void {
		if (this.stoppedBy === line) {
			return this.acknowledgments.refuse('stop_recording', 'The recording was stopped before');
		}
		this.stoppedBy = line;
		this.stopReceived = true;
		this.acknowledgments.tellStop(this.timeline.unprocessedSeconds);
		if (!this.isOver) this.finish();
	}

	/** Something the client did wrong. */
	complain(message: string): void {
		this.teller.tell('error', { error: { message }, data: null });
	}

	/** Forgets everything: nothing is told any more. */
	async abandon(): Promise<void> {
		this.abandoned = true;
		this.closed = true;
		this.state = 'ended';
		clearTimeout(this.idle);
		await this.recording.discard();
	}

	private get isOver(): boolean {
		return this.state === 'post-processing' || this.state === 'ended';
	}

	private get duration(): number {
		return toMilliseconds(this.recording.seconds);
	}

	private awaitLine(): void {
		if (this.closed) return;
		const milliseconds = this.environment.settings.liveIdleSeconds * 1000;
		this.idle = setTimeout(() => this.expire(), milliseconds);
		this.idle.unref();
	}

	private expire(): void {
		if (this.isOver) {
			this.closed = true;
			return;
		}
		this.expired = true;
		if (this.state === 'recording') return this.finish();
		Object.assign(this.start.record.job, endOf(NOTHING_RECORDED));
		this.state = 'ended';
		this.closed = true;
		void this.recording.discard();
	}

	private hear(event: SpeechEvent): void {
		const { failedAddOns } = this.start.record;
		for (const { type, ...rest } of speechMessages(event, this.request, failedAddOns)) {
			this.teller.tell(type, rest);
		}
	}

	private finish(): void {
		this.state = 'post-processing';
		this.timeline.finish();
		this.teller.tell('end_recording', { data: { recording_duration: this.duration } });
		this.postProcess().catch(() => this.conclude(endOf(FAILED), null));
	}

	private async postProcess(): Promise<void> {
		const { record, errorCode } = this.start;
		const { audio, settings } = this.environment;
		record.audio = await storeRecording(this.recording, `${this.id}.wav`, audio);
		record.job.file = record.audio ? jobFile(record.audio) : null;
		await wait(settings.livePostProcessingSeconds * 1000, undefined, { ref: false });
		if (this.abandoned) return;
		const result = liveResult({
			spoken: this.timeline.finals,
			request: this.request,
			failedAddOns: record.failedAddOns,
			duration: this.duration,
			channels: this.recording.format.channels,
			transcriptionSeconds: toMilliseconds((Date.now() - Date.parse(record.job.created_at)) / 1000),
		});
		const messages = postMessages(result, this.request, record.failedAddOns);
		for (const { type, ...rest } of messages) this.teller.tell(type, rest);
		this.conclude(endOf(errorCode), errorCode === undefined ? result : null);
	}

	/** The document is complete before anybody hears of the end, or some time later. */
	private conclude(end: ReturnType<typeof endOf>, result: JsonObject | null): void {
		if (this.abandoned) return;
		const message = this.teller.create('end_session');
		const store = () => this.storeDocument(end, result);
		const { readings, settings } = this.environment;
		if (readings.of('liveDocument') === 'document-at-once') store();
		else setTimeout(store, settings.liveDocumentSeconds * 1000).unref();
		this.state = 'ended';
		if (this.endsEarly) this.teller.setListener(undefined);
		this.teller.send(message);
		this.endLine();
	}

	private storeDocument(end: ReturnType<typeof endOf>, result: JsonObject | null): void {
		if (this.abandoned) return;
		const { record } = this.start;
		record.fixedResult = result && documentResult(result, this.teller.messages);
		Object.assign(record.job, end);
		if (this.environment.settings.zeroDataRetention) this.environment.jobs.delete(this.id);
	}

	private endLine(): void {
		if (this.line ? this.line.end() : this.expired) this.closed = true;
	}
}
