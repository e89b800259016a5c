import type { INodeParameters } from 'n8n-workflow';
import type { AudioFormat } from '../../nodes/GladiaLive/audio/audioFormat';
import { bytesPerSecond } from '../../nodes/GladiaLive/audio/audioFormat';
import { frameBytes } from '../../nodes/GladiaLive/audio/pace';

/** What all live measurements stream: samples without a header. */
export const format: AudioFormat = {
	encoding: 'wav/pcm',
	bit_depth: 16,
	sample_rate: 16_000,
	channels: 1,
};

export const BYTES_PER_SECOND = bytesPerSecond(format);

/** Gladia Live's own default. */
const FRAME_MILLISECONDS = 100;

export const FRAME_BYTES = frameBytes(format, FRAME_MILLISECONDS / 1000);

/** Parameters of Gladia Live for such a stream; without `speed` as fast as possible. */
export function liveParameters(speed = Infinity): INodeParameters {
	return {
		operation: 'transcribe',
		audioFormat: 'raw',
		pace: speed === Infinity ? 'fastest' : 'multiple',
		...(speed < Infinity && { speed }),
		limits: { chunkMilliseconds: FRAME_MILLISECONDS },
	};
}
