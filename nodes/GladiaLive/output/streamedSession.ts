import type { CollectedParts } from '../messages/collectMessages';
import type { SessionReport } from '../session/sessionOptions';

/** A session that audio was streamed to, with everything it reported. */
export interface StreamedSession {
	parts: CollectedParts;
	report: SessionReport;
	/** Seconds of audio that Gladia has acknowledged. */
	acknowledgedSeconds: number;
	/** Seconds of audio that were read from the source. */
	readSeconds: number;
	/** Whether the audio was cut off by 'Stop After'. */
	reachedLimit: boolean;
}
