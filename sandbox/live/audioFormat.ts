import type { JsonObject } from '../json';
import { numberAt, stringAt } from '../json';

/** How the audio of a session is coded, as its request says. */
export interface AudioFormat {
	encoding: 'wav/pcm' | 'wav/alaw' | 'wav/ulaw';
	/** Bits of one sample; always 8 for A-law and µ-law. */
	bitDepth: number;
	/** Hz. */
	sampleRate: number;
	channels: number;
}

/** The format of a valid `POST /v2/live` body, with the API's defaults. */
export function audioFormat(body: JsonObject): AudioFormat {
	const asked = stringAt(body, 'encoding');
	const encoding = asked === 'wav/alaw' || asked === 'wav/ulaw' ? asked : 'wav/pcm';
	return {
		encoding,
		bitDepth: encoding === 'wav/pcm' ? (numberAt(body, 'bit_depth') ?? 16) : 8,
		sampleRate: numberAt(body, 'sample_rate') ?? 16_000,
		channels: numberAt(body, 'channels') ?? 1,
	};
}

/** Bytes of one sample of every channel. */
export function bytesPerFrame({ bitDepth, channels }: AudioFormat): number {
	return (bitDepth / 8) * channels;
}

export function bytesPerSecond(format: AudioFormat): number {
	return bytesPerFrame(format) * format.sampleRate;
}
