import type { Hash } from 'node:crypto';
import { createHash } from 'node:crypto';
import type { JsonObject } from '../json';
import { numberAt } from '../json';
import { languagesOf, rewriterOf } from '../result/transcript';
import type { Spoken, Word } from '../result/utterance';
import { utteranceOf } from '../result/utterance';
import type { AudioFormat } from './audioFormat';
import { bytesPerFrame, bytesPerSecond } from './audioFormat';
import { inventedLines, sampleLines } from './liveDialogue';
import type { RecordingMatcher } from './recordingMatcher';

/** The recording is compared in steps, so that each line finds the channel it is heard on. */
const STEP_SECONDS = 0.1;
const WORDS_PER_PARTIAL = 3;
const DEFAULT_ENDPOINTING_SECONDS = 0.05;

/** What is heard while audio arrives; `id` names the utterance. */
export type SpeechEvent =
	| { kind: 'start' | 'end'; time: number; channel: number }
	| { kind: 'partial' | 'final'; id: string; spoken: Spoken };

interface CurrentLine {
	spoken: Spoken;
	id: string;
	started: boolean;
	wordsTold: number;
	/** The recording is silent where the line should be. */
	silent: boolean;
	ended: boolean;
}

/** Turns audio, as it arrives, into the events that Gladia would tell about it. */
export class SpeechTimeline {
	/** The final utterances so far. */
	readonly finals: Spoken[] = [];
	private readonly endpointing: number;
	private readonly rewrite: (spoken: Spoken) => Spoken;
	private readonly recognised: Hash = createHash('sha256');
	private lines: Iterator<Spoken> | undefined;
	private playsSample = false;
	private current: CurrentLine | undefined;
	private count = 0;
	private rest: Buffer = Buffer.alloc(0);
	private bytes = 0;

	/**
	 * @param matcher tells the recording, whose words are known, from other audio
	 * @param request language, vocabulary and spelling, all at the top level
	 * @param tell receives the events in order
	 */
	constructor(
		private readonly format: AudioFormat,
		private readonly matcher: RecordingMatcher,
		private readonly request: JsonObject,
		private readonly tell: (event: SpeechEvent) => void,
	) {
		this.endpointing = numberAt(request, 'endpointing') ?? DEFAULT_ENDPOINTING_SECONDS;
		this.rewrite = rewriterOf(request);
	}

	/** Seconds of audio at the end that no final utterance covers although somebody speaks. */
	get unprocessedSeconds(): number {
		if (!this.current?.started || this.current.silent) return 0;
		return Math.max(0, this.seconds - this.current.spoken.utterance.start);
	}

	/** Hears the next audio, without header. */
	feed(audio: Buffer): void {
		const buffer = this.rest.length === 0 ? audio : Buffer.concat([this.rest, audio]);
		const frameBytes = bytesPerFrame(this.format);
		const whole = buffer.length - (buffer.length % frameBytes);
		this.rest = Buffer.from(buffer.subarray(whole));
		for (let at = 0; at < whole;) {
			const next = Math.min(whole, at + this.stepBytes());
			this.hear(buffer.subarray(at, next));
			at = next;
		}
	}

	/** The recording is over: what is being said ends with its last word. */
	finish(): void {
		this.advance();
		const line = this.current;
		if (line) {
			const heard = line.spoken.utterance.words.filter(({ start }) => start < this.seconds);
			if (heard.length > 0) this.complete(this.cut(line, heard));
		}
		this.lines = [].values();
		this.current = undefined;
		this.playsSample = false;
	}

	private get seconds(): number {
		return this.bytes / bytesPerSecond(this.format);
	}

	/** So much is heard before it is clear whose words these are; nobody speaks earlier. */
	private get recognitionBytes(): number {
		return this.bytesIn(this.matcher.recognitionSeconds);
	}

	private bytesIn(seconds: number): number {
		return Math.round(this.format.sampleRate * seconds) * bytesPerFrame(this.format);
	}

	private stepBytes(): number {
		if (!this.lines) return this.recognitionBytes - this.bytes;
		return this.playsSample ? this.bytesIn(STEP_SECONDS) : Infinity;
	}

	private hear(audio: Buffer): void {
		if (!this.lines) this.recognised.update(audio);
		if (this.matcher.isPossible) this.matcher.feed(audio);
		this.bytes += audio.length;
		if (!this.lines && this.bytes >= this.recognitionBytes) this.recognise();
		this.advance();
		// Whatever follows a recording that breaks off has no words.
		if (this.playsSample && !this.matcher.isPossible) this.finish();
	}

	private recognise(): void {
		this.playsSample = this.matcher.channelHeardSince(0) !== undefined;
		const seed = parseInt(this.recognised.digest('hex').slice(0, 6), 16);
		this.lines = this.playsSample
			? sampleLines(this.matcher.delaySeconds)
			: inventedLines(seed, this.format.channels, languagesOf(this.request));
	}

	private advance(): void {
		for (;;) {
			const line = (this.current ??= this.nextLine());
			if (!line || !this.isOver(line)) return;
			this.complete(line);
		}
	}

	private nextLine(): CurrentLine | undefined {
		const next = this.lines?.next().value as Spoken | undefined;
		if (!next) return undefined;
		return {
			spoken: this.rewrite(next),
			id: '',
			started: false,
			silent: false,
			wordsTold: 0,
			ended: false,
		};
	}

	/** Tells what is due of a line. @returns whether all of it has been said */
	private isOver(line: CurrentLine): boolean {
		const { start, end } = line.spoken.utterance;
		if (!line.started && this.seconds < start + STEP_SECONDS) return false;
		this.start(line);
		if (line.silent) return this.seconds >= end;
		const { words } = line.spoken.utterance;
		for (
			let told = line.wordsTold + WORDS_PER_PARTIAL;
			told < words.length && (words[told - 1]?.end ?? Infinity) <= this.seconds;
			told += WORDS_PER_PARTIAL
		) {
			const { spoken } = this.cut(line, words.slice(0, told));
			this.tell({ kind: 'partial', id: line.id, spoken });
			line.wordsTold = told;
		}
		if (this.seconds >= end) this.end(line);
		return this.seconds >= end + this.endpointing;
	}

	private start(line: CurrentLine): void {
		if (line.started) return;
		line.started = true;
		const { utterance } = line.spoken;
		const channel = this.playsSample
			? this.matcher.channelHeardSince(utterance.start)
			: utterance.channel;
		if (channel === undefined) {
			line.silent = true;
			return;
		}
		line.spoken = { ...line.spoken, utterance: { ...utterance, channel } };
		line.id = `${String(channel).padStart(2, '0')}-${String(this.count++).padStart(8, '0')}`;
		this.tell({ kind: 'start', time: utterance.start, channel });
	}

	private end(line: CurrentLine): void {
		if (line.ended) return;
		line.ended = true;
		const { end, channel } = line.spoken.utterance;
		this.tell({ kind: 'end', time: end, channel });
	}

	private complete(line: CurrentLine): void {
		this.current = undefined;
		this.start(line);
		if (line.silent) return;
		this.end(line);
		this.finals.push(line.spoken);
		this.tell({ kind: 'final', id: line.id, spoken: line.spoken });
	}

	private cut(line: CurrentLine, words: Word[]): CurrentLine {
		const { channel, language } = line.spoken.utterance;
		const clipped = words.map((word) => ({ ...word, end: Math.min(word.end, this.seconds) }));
		return {
			...line,
			spoken: { ...line.spoken, utterance: utteranceOf(clipped, { channel, language }) },
		};
	}
}
