import type { JobFile } from '../job';

/** Audio the sandbox knows: uploaded, fetched, bundled or merely imagined from a URL. */
export interface StoredAudio {
	id: string;
	filename: string;
	/** File name extension without the dot, e.g. `wav`. */
	extension: string;
	/** The URL it was taken from; undefined for uploaded files. */
	source?: string;
	/** Size in bytes. */
	size: number;
	/** Seconds. */
	duration: number;
	channels: number;
	/** Hex; seeds the invented transcript and recognises the bundled sample. */
	sha256: string;
	/** Where the bytes are; undefined when the audio is only known by its URL. */
	filePath?: string;
}

/** The audio as job documents show it. */
export function jobFile(audio: StoredAudio): JobFile {
	return {
		id: audio.id,
		filename: audio.filename,
		source: audio.source ?? null,
		audio_duration: audio.duration,
		number_of_channels: audio.channels,
	};
}
