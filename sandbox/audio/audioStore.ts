import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ApiError } from '../server/apiError';
import { extensionOf, imagineRemoteAudio, readAudioFacts } from './audioMetadata';
import type { StoredAudio } from './storedAudio';

const MAX_STORED_BYTES = 8_000_000_000;
const MAX_STORED_FILES = 10_000;

function tooLarge(limitBytes: number): ApiError {
	const megabytes = Math.round(limitBytes / 1_048_576);
	return new ApiError(413, `The file is larger than the limit of ${megabytes} MB`);
}

async function removeFile({ filePath }: StoredAudio): Promise<void> {
	if (filePath) await rm(filePath, { force: true });
}

/** Audio files in a private temporary directory; never whole in memory. */
export class AudioStore {
	private readonly files = new Map<string, StoredAudio>();
	private storedBytes = 0;

	private constructor(
		private readonly directory: string,
		private readonly maxFileBytes: number,
	) {}

	/** @param maxFileBytes larger files are refused with 413 */
	static async open(maxFileBytes: number): Promise<AudioStore> {
		const prefix = join(tmpdir(), `gladia-sandbox-${process.pid}-`);
		return new AudioStore(await mkdtemp(prefix), maxFileBytes);
	}

	/** @throws ApiError 413 when an announced length (bytes) exceeds the limit */
	refuseTooLarge(announcedBytes: number): void {
		// The length of a multipart body includes boundaries and part headers.
		if (announcedBytes > this.maxFileBytes + 65_536) throw tooLarge(this.maxFileBytes);
	}

	/**
	 * Writes the bytes to disk while hashing them.
	 * @throws ApiError 413 as soon as the limit is passed, 422 for an empty file
	 */
	async save(input: Readable, filename: string, source?: string): Promise<StoredAudio> {
		const id = randomUUID();
		const filePath = join(this.directory, id);
		const hash = createHash('sha256');
		const limit = this.maxFileBytes;
		let size = 0;
		const meter = new Transform({
			transform(chunk: Buffer, _encoding, done) {
				size += chunk.length;
				hash.update(chunk);
				done(size > limit ? tooLarge(limit) : null, chunk);
			},
		});
		try {
			await pipeline(input, meter, createWriteStream(filePath));
			if (size === 0) throw new ApiError(422, 'The file is empty');
		} catch (error) {
			await rm(filePath, { force: true });
			throw error;
		}
		const facts = await readAudioFacts(filePath, size);
		const audio: StoredAudio = {
			id,
			filename,
			extension: extensionOf(filename),
			source,
			size,
			...facts,
			sha256: hash.digest('hex'),
			filePath,
		};
		await this.adopt(audio);
		return audio;
	}

	/** Remembers media that the sandbox does not fetch: its facts are derived from its URL. */
	async rememberRemote(url: string): Promise<StoredAudio> {
		const audio = { id: randomUUID(), ...imagineRemoteAudio(url) };
		await this.adopt(audio);
		return audio;
	}

	/** A path for audio that others write; `adopt` then makes it one of the store's files. */
	newPath(): string {
		return join(this.directory, randomUUID());
	}

	get(id: string): StoredAudio | undefined {
		return this.files.get(id);
	}

	async remove(audio: StoredAudio): Promise<void> {
		if (!this.files.delete(audio.id)) return;
		if (audio.filePath) this.storedBytes -= audio.size;
		await removeFile(audio);
	}

	async clear(): Promise<void> {
		const dropped = [...this.files.values()];
		this.files.clear();
		this.storedBytes = 0;
		await Promise.all(dropped.map(removeFile));
	}

	async close(): Promise<void> {
		await rm(this.directory, { recursive: true, force: true });
	}

	/** Takes a finished file over, and removes the oldest ones when there are too many. */
	async adopt(audio: StoredAudio): Promise<void> {
		this.files.set(audio.id, audio);
		if (audio.filePath) this.storedBytes += audio.size;
		for (const oldest of [...this.files.values()]) {
			const full = this.storedBytes > MAX_STORED_BYTES || this.files.size > MAX_STORED_FILES;
			if (!full || oldest === audio) break;
			await this.remove(oldest);
		}
	}
}
