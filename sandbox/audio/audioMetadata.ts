import { createHash } from 'node:crypto';
import { basename, extname } from 'node:path';
import { parseFile } from 'music-metadata';

/** Up to this size MP3 frames without an index are counted for an exact duration. */
const EXACT_DURATION_BYTES = 50_000_000;
/** What unreadable audio is taken for: 16 kHz, 16 bit, mono. */
const ASSUMED_BYTES_PER_SECOND = 32_000;

export interface AudioFacts {
	/** Seconds, rounded to milliseconds. */
	duration: number;
	channels: number;
}

const toMilliseconds = (seconds: number) => Math.round(seconds * 1000) / 1000;

/**
 * Duration and channels as the file itself states them. A file of an unknown format counts as
 * 16 kHz mono PCM, so that any bytes can be uploaded in a test.
 */
export async function readAudioFacts(filePath: string, size: number): Promise<AudioFacts> {
	const assumed = { duration: toMilliseconds(size / ASSUMED_BYTES_PER_SECOND), channels: 1 };
	try {
		const { format } = await parseFile(filePath, {
			duration: size <= EXACT_DURATION_BYTES,
			skipCovers: true,
		});
		return {
			duration: format.duration === undefined ? assumed.duration : toMilliseconds(format.duration),
			channels: format.numberOfChannels ?? 1,
		};
	} catch {
		return assumed;
	}
}

export function extensionOf(filename: string): string {
	return extname(filename).slice(1).toLowerCase();
}

/** File name, duration (30–120 s) and size of media that is only known by its URL. */
export function imagineRemoteAudio(url: string) {
	const sha256 = createHash('sha256').update(url).digest('hex');
	const duration = 30 + (parseInt(sha256.slice(0, 8), 16) % 91);
	const filename = basename(new URL(url).pathname) || 'remote-audio';
	return {
		filename,
		extension: extensionOf(filename) || 'mp3',
		source: url,
		size: duration * ASSUMED_BYTES_PER_SECOND,
		duration,
		channels: 1,
		sha256,
	};
}
