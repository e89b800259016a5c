import type { INodeExecutionData } from 'n8n-workflow';
import type { AudioFormat } from '../../sandbox/live/audioFormat';
import { waveHeader } from '../../sandbox/live/waveHeader';

/** So few samples that hours of silence are a small file. */
const SILENCE: AudioFormat = { encoding: 'wav/pcm', bitDepth: 8, sampleRate: 100, channels: 1 };

/** A WAV file (8 bit, mono) of so many minutes of silence. */
export function wavOfMinutes(minutes: number): Buffer {
	const samples = Buffer.alloc(minutes * 60 * SILENCE.sampleRate, 128);
	return Buffer.concat([waveHeader(SILENCE, samples.length), samples]);
}

/** An item with a file that n8n holds in memory. */
export function itemWithFile(
	bytes: Buffer,
	fileName: string,
	mimeType = 'audio/wav',
): INodeExecutionData {
	return {
		json: {},
		binary: { data: { fileName, mimeType, data: bytes.toString('base64') } },
	};
}
