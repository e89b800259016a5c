import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { open, rm } from 'node:fs/promises';
import type { AudioFormat } from './audioFormat';
import { bytesPerSecond } from './audioFormat';
import { headerMismatch, readWaveHeader, waveHeader, waveHeaderLength } from './waveHeader';

/** A header longer than this is none that a client would send. */
const MAX_HEADER_BYTES = 65_536;
const NOTHING = Buffer.alloc(0);

/** A stream whose header contradicts the session. */
export class WrongAudioFormat extends Error {}

/**
 * The audio a session has accepted: counted and hashed as it came, written to disk without the
 * client's WAV header. Memory stays flat however long it gets.
 */
export class LiveRecording {
	/** Bytes accepted, the client's WAV header included. */
	acceptedBytes = 0;
	private readonly hash = createHash('sha256');
	private headerBytes: number | undefined;
	private head: Buffer = NOTHING;
	private queue: Buffer[] = [];
	private queuedBytes = 0;
	private writing: Promise<void> | undefined;
	private file: FileHandle | undefined;
	private written = 0;

	constructor(
		readonly format: AudioFormat,
		readonly filePath: string,
	) {}

	/** Hex, of all bytes accepted so far. */
	get sha256(): string {
		return this.hash.copy().digest('hex');
	}

	/** Seconds of audio in the first so many bytes. */
	secondsAt(bytes: number): number {
		const header = this.headerBytes ?? this.head.length;
		return Math.max(0, bytes - header) / bytesPerSecond(this.format);
	}

	get seconds(): number {
		return this.secondsAt(this.acceptedBytes);
	}

	/** Bytes that still wait for the disk. */
	get backlog(): number {
		return this.queuedBytes;
	}

	/**
	 * Takes the next bytes.
	 * @returns the audio in them, which is all but the header
	 * @throws WrongAudioFormat when a WAV header contradicts the session; nothing is accepted
	 */
	accept(chunk: Buffer): Buffer {
		const audio = this.withoutHeader(chunk);
		this.acceptedBytes += chunk.length;
		this.hash.update(chunk);
		if (audio.length > 0) {
			this.queue.push(audio);
			this.queuedBytes += audio.length;
			this.startWriting();
		}
		return audio;
	}

	/** Resolves when the disk has caught up. */
	async drained(): Promise<void> {
		await this.writing;
	}

	/** Completes the WAV file. @returns its size in bytes */
	async finish(): Promise<number> {
		await this.drained();
		const file = await this.opened();
		await file.write(waveHeader(this.format, this.written), 0, null, 0);
		await this.close();
		return waveHeaderLength(this.format) + this.written;
	}

	/** Closes and removes the file. */
	async discard(): Promise<void> {
		this.queue = [];
		await this.drained();
		await this.close();
		await rm(this.filePath, { force: true });
	}

	private async close(): Promise<void> {
		await this.file?.close();
		this.file = undefined;
	}

	private withoutHeader(chunk: Buffer): Buffer {
		if (this.headerBytes !== undefined) return chunk;
		const head = this.head.length === 0 ? chunk : Buffer.concat([this.head, chunk]);
		const header = readWaveHeader(head);
		if (header === 'incomplete' && head.length < MAX_HEADER_BYTES) {
			this.head = head;
			return NOTHING;
		}
		if (typeof header === 'object') {
			const mismatch = headerMismatch(header, this.format);
			if (mismatch) throw new WrongAudioFormat(mismatch);
		}
		this.headerBytes = typeof header === 'object' ? header.length : 0;
		this.head = NOTHING;
		return head.subarray(this.headerBytes);
	}

	private async opened(): Promise<FileHandle> {
		return (this.file ??= await open(this.filePath, 'w'));
	}

	private startWriting(): void {
		if (this.writing) return;
		this.writing = this.write();
		// A full disk is reported by `drained` and `finish`.
		this.writing.catch(() => undefined);
	}

	/** Writes whatever is queued in one go, until nothing is left. */
	private async write(): Promise<void> {
		const file = await this.opened();
		while (this.queue.length > 0) {
			const buffers = this.queue;
			this.queue = [];
			await file.writev(buffers, waveHeaderLength(this.format) + this.written);
			const bytes = buffers.reduce((sum, { length }) => sum + length, 0);
			this.written += bytes;
			this.queuedBytes -= bytes;
		}
		this.writing = undefined;
	}
}
