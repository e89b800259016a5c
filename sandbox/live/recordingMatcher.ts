import type { AudioFormat } from './audioFormat';
import type { LiveSettings } from './liveSettings';
import { MicrophoneMatcher } from './microphoneMatcher';
import { SampleMatcher } from './sampleMatcher';

/** Recognises the bundled recording in a stream while it arrives. */
export interface RecordingMatcher {
	/** How much must be heard before it is clear whether it is the recording. */
	readonly recognitionSeconds: number;
	/** Whether the recording was heard so far, or may still be. */
	readonly isPossible: boolean;
	/** How much later than in the recording its words are heard; below 0 when its beginning is missing. */
	readonly delaySeconds: number;
	/** @param audio whole frames, in order and without gaps */
	feed(audio: Buffer): void;
	/** The first channel in which the recording was heard since a time (seconds). */
	channelHeardSince(seconds: number): number | undefined;
}

export function recordingMatcher(
	format: AudioFormat,
	{ liveByMicrophone }: Pick<LiveSettings, 'liveByMicrophone'>,
): RecordingMatcher {
	return liveByMicrophone ? new MicrophoneMatcher(format) : new SampleMatcher(format);
}
