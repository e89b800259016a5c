import { samplePcm } from '../audio/speechSample';
import type { AudioFormat } from './audioFormat';
import { samplesIn } from './sampleMatcher';

const SAMPLE_RATE = 16_000;
/** So much is heard before the recording is looked for in it. */
const RECOGNITION_SECONDS = 1.5;
/** How much later than its own beginning, or earlier, the recording may be heard. */
const LONGEST_DELAY = SAMPLE_RATE;
/** The first search looks at one of so many samples, each the mean of its neighbours. */
const COARSE = 4;
/** Samples compared at a time, and how far a busy machine may have moved them. */
const STEP = 1600;
const LONGEST_SLIP = 800;
/** From 0 (nothing in common) to 1 (the same). Through a microphone it is above 0.9. */
const LEAST_LIKENESS = 0.7;
/** A slip in the middle of a step spoils it, and perhaps the next one. */
const MOST_UNLIKE_STEPS = 3;
/** Root mean square of what counts as speech. */
const LEAST_LOUDNESS = 50;

const recording: Float64Array = Float64Array.from(samplesIn(samplePcm));

/** How alike heard sound and the recording are, which begins `delay` samples after what was heard. */
function likeness(heard: Float64Array, delay: number, of: Float64Array): number {
	const from = Math.max(0, delay);
	const to = Math.min(heard.length, delay + of.length);
	let product = 0;
	let energy = 0;
	let energyOf = 0;
	for (let at = from; at < to; at++) {
		const here = heard[at] ?? 0;
		const there = of[at - delay] ?? 0;
		product += here * there;
		energy += here * here;
		energyOf += there * there;
	}
	return energy * energyOf === 0 ? 0 : product / Math.sqrt(energy * energyOf);
}

/** The delay, of all from `least` to `most`, at which they are most alike. */
function bestDelay(heard: Float64Array, least: number, most: number, of = recording): number {
	let best = least;
	let bestLikeness = -1;
	for (let delay = least; delay <= most; delay++) {
		const now = likeness(heard, delay, of);
		if (now > bestLikeness) [best, bestLikeness] = [delay, now];
	}
	return best;
}

function thinned(samples: Float64Array): Float64Array {
	return Float64Array.from({ length: Math.floor(samples.length / COARSE) }, (_, index) => {
		const group = samples.subarray(index * COARSE, (index + 1) * COARSE);
		return group.reduce((sum, one) => sum + one, 0) / COARSE;
	});
}

/**
 * Recognises the bundled recording in what a microphone has heard of it in a mono stream of 16 kHz and
 * 16 bit: resampled, fainter, a little late, or without its first moments; once, and without pieces
 * missing.
 */
export class MicrophoneMatcher {
	readonly recognitionSeconds = RECOGNITION_SECONDS;
	isPossible: boolean;
	/** Samples; unknown until enough was heard. */
	private delay: number | undefined;
	private heard: Float64Array = new Float64Array(0);
	/** Samples before those in `heard`. */
	private passed = 0;
	private lastVoiced = -1;
	private unlikeSteps = 0;

	constructor({ encoding, bitDepth, sampleRate, channels }: AudioFormat) {
		this.isPossible =
			encoding === 'wav/pcm' && bitDepth === 16 && sampleRate === SAMPLE_RATE && channels === 1;
	}

	get delaySeconds(): number {
		return (this.delay ?? 0) / SAMPLE_RATE;
	}

	channelHeardSince(seconds: number): number | undefined {
		return this.isPossible && this.lastVoiced >= seconds * SAMPLE_RATE ? 0 : undefined;
	}

	feed(audio: Buffer): void {
		this.heard = Float64Array.from([...this.heard, ...samplesIn(audio)]);
		if (this.delay === undefined) {
			if (this.heard.length < RECOGNITION_SECONDS * SAMPLE_RATE) return;
			this.delay = this.findDelay();
		}
		while (this.isPossible && this.heard.length >= STEP) {
			this.compare(this.heard.slice(0, STEP), this.delay);
			this.heard = this.heard.slice(STEP);
			this.passed += STEP;
		}
	}

	private findDelay(): number {
		const farthest = LONGEST_DELAY / COARSE;
		const coarse = bestDelay(thinned(this.heard), -farthest, farthest, thinned(recording)) * COARSE;
		return bestDelay(this.heard, coarse - COARSE, coarse + COARSE);
	}

	private compare(step: Float64Array, delay: number): void {
		const energy = step.reduce((sum, one) => sum + one * one, 0);
		if (Math.sqrt(energy / STEP) < LEAST_LOUDNESS) return;
		const position = delay - this.passed;
		if (likeness(step, position, recording) < LEAST_LIKENESS) {
			const slipped = bestDelay(step, position - LONGEST_SLIP, position + LONGEST_SLIP);
			if (likeness(step, slipped, recording) < LEAST_LIKENESS) {
				this.isPossible = ++this.unlikeSteps < MOST_UNLIKE_STEPS;
				return;
			}
			this.delay = slipped + this.passed;
		}
		this.unlikeSteps = 0;
		this.lastVoiced = this.passed + STEP;
	}
}
