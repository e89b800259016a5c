import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StoredAudio } from './storedAudio';

const DIRECTORY = join(__dirname, '..', 'speech');

/** The bundled recording of two speakers; `speech/README.md` says whose voices they are. */
export const SAMPLE_PATH = join(DIRECTORY, 'sample.wav');

/** 16 kHz, mono, 16 bit after a header of 44 bytes. */
const HEADER_BYTES = 44;
const BYTES_PER_SECOND = 32_000;

export interface SampleUtterance {
	speaker: number;
	channel: number;
	/** Seconds. */
	start: number;
	end: number;
	language: string;
	text: string;
	words: Array<{ word: string; start: number; end: number }>;
}

const wave = readFileSync(SAMPLE_PATH);
const SHA256 = createHash('sha256').update(wave).digest('hex');

/** The sample without its header. */
export const samplePcm = wave.subarray(HEADER_BYTES);

const DURATION = Math.round((samplePcm.length / BYTES_PER_SECOND) * 1000) / 1000;

/** The words really spoken in the sample. */
export const sampleUtterances = (
	JSON.parse(readFileSync(join(DIRECTORY, 'sample.json'), 'utf8')) as {
		utterances: SampleUtterance[];
	}
).utterances;

/** Recognises the sample by its content, whatever its name. */
export function isSample(audio: Pick<StoredAudio, 'sha256'>): boolean {
	return audio.sha256 === SHA256;
}

/** The sample as if it had been uploaded. */
export function sampleAudio(): StoredAudio {
	return {
		id: '5a3b1e00-0000-4000-8000-000000000001',
		filename: 'sample.wav',
		extension: 'wav',
		size: wave.length,
		duration: DURATION,
		channels: 1,
		sha256: SHA256,
		filePath: SAMPLE_PATH,
	};
}
