import { samplePcm } from '../audio/speechSample';
import type { AudioFormat } from './audioFormat';

/** The samples in a buffer, copied to where numbers of 16 bits may stand. */
export function samplesIn(audio: Buffer): Int16Array {
	return new Int16Array(Uint8Array.from(audio).buffer);
}

const recording = samplesIn(samplePcm);

/**
 * Recognises the bundled recording, sample by sample, in a 16 kHz, 16 bit stream, once or over and
 * over. In a stream of several channels each may carry all of it, parts of it with silence in between
 * (a call with one speaker per channel), or something else.
 */
export class SampleMatcher {
	readonly recognitionSeconds = 0.25;
	readonly delaySeconds = 0;
	private readonly stillMatches: boolean[];
	/** Per channel, the last frame with sound; -1 before the first. */
	private readonly lastVoiced: number[];
	private frame = 0;

	constructor(private readonly format: AudioFormat) {
		const { encoding, bitDepth, sampleRate, channels } = format;
		const possible = encoding === 'wav/pcm' && bitDepth === 16 && sampleRate === 16_000;
		this.stillMatches = new Array<boolean>(channels).fill(possible);
		this.lastVoiced = new Array<number>(channels).fill(-1);
	}

	get isPossible(): boolean {
		return this.stillMatches.includes(true);
	}

	channelHeardSince(seconds: number): number | undefined {
		const from = seconds * this.format.sampleRate;
		const channel = this.lastVoiced.findIndex(
			(frame, index) => this.stillMatches[index] && frame >= from,
		);
		return channel < 0 ? undefined : channel;
	}

	feed(audio: Buffer): void {
		const { channels } = this.format;
		const samples = samplesIn(audio);
		this.stillMatches.forEach((matches, channel) => {
			if (!matches) return;
			for (let at = channel, frame = this.frame; at < samples.length; at += channels, frame++) {
				const sample = samples[at];
				if (sample === 0) continue;
				if (sample !== recording[frame % recording.length]) {
					this.stillMatches[channel] = false;
					return;
				}
				this.lastVoiced[channel] = frame;
			}
		});
		this.frame += samples.length / channels;
	}
}
