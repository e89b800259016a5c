import type { IDataObject } from 'n8n-workflow';
import { liveBitDepths, liveSampleRates, MAX_LIVE_CHANNELS } from '../../shared/parameters';

/** The format of a session's audio, with the API's own field names. */
export interface AudioFormat {
	encoding: string;
	/** Undefined where the encoding implies it. */
	bit_depth?: number;
	/** Hz. */
	sample_rate: number;
	channels: number;
}

/** Gladia takes three hours of audio in a session. */
export const MAX_SESSION_SECONDS = 3 * 60 * 60;

/** Bytes of one sample of all channels; audio is cut only at multiples of it. */
export function blockSize(format: AudioFormat): number {
	return sampleSize(format) * format.channels;
}

/** Bytes of one sample of one channel, rounded up to whole bytes. */
function sampleSize({ bit_depth: bits = 8 }: AudioFormat): number {
	return Math.max(1, Math.ceil(bits / 8));
}

/** Whether the encoding is one that Gladia documents, and that this code understands. */
export function isKnownEncoding(encoding: string): boolean {
	return encoding === 'wav/pcm' || isCompanded(encoding);
}

export function bytesPerSecond(format: AudioFormat): number {
	return blockSize(format) * format.sample_rate;
}

/** One sample of silence: the middle of the encoding's range. */
export function silentSample(format: AudioFormat): Uint8Array {
	if (format.encoding === 'wav/alaw') return Uint8Array.of(0xd5);
	if (format.encoding === 'wav/ulaw') return Uint8Array.of(0xff);
	return format.bit_depth === 8 ? Uint8Array.of(0x80) : new Uint8Array(sampleSize(format));
}

function isCompanded(encoding: string): boolean {
	return encoding === 'wav/alaw' || encoding === 'wav/ulaw';
}

/** The format of audio without a header, from the parameters or the API's defaults. */
export function formatOf(body: IDataObject): AudioFormat {
	const encoding = String(body.encoding ?? 'wav/pcm');
	const bits = isCompanded(encoding) ? 8 : body.bit_depth;
	const depth = bits ?? (encoding === 'wav/pcm' ? 16 : undefined);
	return {
		encoding,
		...(depth !== undefined && { bit_depth: Number(depth) }),
		sample_rate: Number(body.sample_rate ?? 16_000),
		channels: Number(body.channels ?? 1),
	};
}

/** `16 bit PCM, 16 kHz, 2 channels` */
export function describeFormat(format: AudioFormat): string {
	const { encoding, bit_depth: bits, sample_rate: rate, channels } = format;
	const names: Record<string, string> = { 'wav/alaw': 'A-law', 'wav/ulaw': 'µ-law' };
	const pcm = encoding === 'wav/pcm' ? `${bits} bit PCM` : encoding;
	const coding = names[encoding] ?? pcm;
	return `${coding}, ${rate / 1000} kHz, ${channels} ${channels === 1 ? 'channel' : 'channels'}`;
}

/**
 * What about a WAV file's format Gladia does not document for live audio, following on "The audio in …",
 * or undefined when the format is fine.
 */
export function formatIssue(format: AudioFormat): string | undefined {
	const { encoding, bit_depth: bits, sample_rate: rate, channels } = format;
	if (encoding === 'wav/pcm' && !isOneOf(liveBitDepths, bits ?? NaN)) {
		return `has ${bits} bit samples`;
	}
	if (!isOneOf(liveSampleRates, rate)) return `has a sample rate of ${rate} Hz`;
	if (channels < 1 || channels > MAX_LIVE_CHANNELS) return `has ${channels} channels`;
	return undefined;
}

function isOneOf(known: readonly number[], value: number): boolean {
	return known.includes(value);
}
