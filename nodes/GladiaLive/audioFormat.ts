import type { IDataObject } from 'n8n-workflow';
import { liveBitDepths, liveSampleRates, maxLiveChannels } from '../shared/parameters';

/** The format of a session's audio, in the API's own words. */
export interface AudioFormat {
	encoding: string;
	bit_depth: number;
	/** Hz. */
	sample_rate: number;
	channels: number;
}

/** Gladia takes three hours of audio in one session. */
export const MAX_SESSION_SECONDS = 3 * 60 * 60;

/** Bytes of one sample of all channels: audio is cut at multiples of it only. */
export function blockSize({ bit_depth: bits, channels }: AudioFormat): number {
	return (bits / 8) * channels;
}

export function bytesPerSecond(format: AudioFormat): number {
	return blockSize(format) * format.sample_rate;
}

/** One sample of nothing, in the words of the encoding: the middle of its range. */
export function silentSample({ encoding, bit_depth: bits }: AudioFormat): Uint8Array {
	if (encoding === 'wav/alaw') return Uint8Array.of(0xd5);
	if (encoding === 'wav/ulaw') return Uint8Array.of(0xff);
	return bits === 8 ? Uint8Array.of(0x80) : new Uint8Array(bits / 8);
}

/** What the parameters, or the API's defaults, say about audio that has no header. */
export function formatOf(body: IDataObject): AudioFormat {
	const encoding = String(body.encoding ?? 'wav/pcm');
	return {
		encoding,
		bit_depth: encoding === 'wav/pcm' ? Number(body.bit_depth ?? 16) : 8,
		sample_rate: Number(body.sample_rate ?? 16_000),
		channels: Number(body.channels ?? 1),
	};
}

/** `16 bit PCM, 16 kHz, 2 channels` */
export function describeFormat(format: AudioFormat): string {
	const { encoding, bit_depth: bits, sample_rate: rate, channels } = format;
	const names: Record<string, string> = { 'wav/alaw': 'A-law', 'wav/ulaw': 'µ-law' };
	const coding = names[encoding] ?? `${bits} bit PCM`;
	return `${coding}, ${rate / 1000} kHz, ${channels} ${channels === 1 ? 'channel' : 'channels'}`;
}

/** Why Gladia does not take the format live, or undefined when it does. */
export function formatMistake(format: AudioFormat): string | undefined {
	const { encoding, bit_depth: bits, sample_rate: rate, channels } = format;
	if (encoding === 'wav/pcm' && !isOneOf(liveBitDepths, bits)) {
		return `has ${bits} bit samples`;
	}
	if (!isOneOf(liveSampleRates, rate)) return `has a sample rate of ${rate} Hz`;
	if (channels < 1 || channels > maxLiveChannels) return `has ${channels} channels`;
	return undefined;
}

function isOneOf(known: readonly number[], value: number): boolean {
	return known.includes(value);
}
