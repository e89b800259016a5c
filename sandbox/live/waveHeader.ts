import type { AudioFormat } from './audioFormat';
import { bytesPerFrame, bytesPerSecond } from './audioFormat';

const FORMAT_TAGS: Record<AudioFormat['encoding'], number> = {
	'wav/pcm': 1,
	'wav/alaw': 6,
	'wav/ulaw': 7,
};
/** The real format of such a file stands in its extension. */
const EXTENSIBLE_TAG = 0xfffe;
const MAX_UINT32 = 0xffff_ffff;

/** A WAV header in front of a stream. */
export interface WaveHeader {
	/** Where the audio starts. */
	length: number;
	formatTag: number;
	channels: number;
	sampleRate: number;
	bitDepth: number;
}

function isPrefix(start: Buffer, text: string): boolean {
	return text.startsWith(start.toString('latin1', 0, text.length));
}

/**
 * Reads the header a stream starts with.
 * @returns `none` when it starts with audio, `incomplete` when more bytes are needed
 */
export function readWaveHeader(start: Buffer): WaveHeader | 'none' | 'incomplete' {
	if (!isPrefix(start, 'RIFF') || !isPrefix(start.subarray(8), 'WAVE')) return 'none';
	let format: Buffer | undefined;
	for (let at = 12; at + 8 <= start.length;) {
		const id = start.toString('latin1', at, at + 4);
		const size = start.readUInt32LE(at + 4);
		const content = start.subarray(at + 8, at + 8 + size);
		if (id === 'data') {
			if (!format || format.length < 16) return 'none';
			const tag = format.readUInt16LE(0);
			return {
				length: at + 8,
				formatTag: tag === EXTENSIBLE_TAG && format.length >= 26 ? format.readUInt16LE(24) : tag,
				channels: format.readUInt16LE(2),
				sampleRate: format.readUInt32LE(4),
				bitDepth: format.readUInt16LE(14),
			};
		}
		if (id === 'fmt ') format = content;
		// Chunks start at even positions.
		at += 8 + size + (size % 2);
	}
	return 'incomplete';
}

/** What a header says that the session was not opened for; undefined when it fits. */
export function headerMismatch(header: WaveHeader, format: AudioFormat): string | undefined {
	const wanted = { ...format, formatTag: FORMAT_TAGS[format.encoding] };
	const differing = (['formatTag', 'channels', 'sampleRate', 'bitDepth'] as const).filter(
		(key) => header[key] !== wanted[key],
	);
	if (differing.length === 0) return undefined;
	const facts = differing.map((key) => `${key} ${header[key]} instead of ${wanted[key]}`);
	return `The WAV header does not fit the session: ${facts.join(', ')}`;
}

/** Length of the header that `waveHeader` writes. */
export function waveHeaderLength({ encoding }: AudioFormat): number {
	return encoding === 'wav/pcm' ? 44 : 46;
}

/** A WAV header for so many bytes of audio; sizes beyond 4 GiB are stated as "unknown". */
export function waveHeader(format: AudioFormat, dataBytes: number): Buffer {
	const length = waveHeaderLength(format);
	const header = Buffer.alloc(length);
	header.write('RIFF', 0);
	header.writeUInt32LE(Math.min(length - 8 + dataBytes, MAX_UINT32), 4);
	header.write('WAVEfmt ', 8);
	// Codes other than PCM have a field for the (empty) extension.
	header.writeUInt32LE(length - 28, 16);
	header.writeUInt16LE(FORMAT_TAGS[format.encoding], 20);
	header.writeUInt16LE(format.channels, 22);
	header.writeUInt32LE(format.sampleRate, 24);
	header.writeUInt32LE(bytesPerSecond(format), 28);
	header.writeUInt16LE(bytesPerFrame(format), 32);
	header.writeUInt16LE(format.bitDepth, 34);
	header.write('data', length - 8);
	header.writeUInt32LE(Math.min(dataBytes, MAX_UINT32), length - 4);
	return header;
}
