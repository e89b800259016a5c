import type { IExecuteSingleFunctions } from 'n8n-workflow';
import { bytesPerSecond } from '../audio/audioFormat';
import { PacedAudio } from '../audio/pace';
import type { Track } from '../audio/track';
import type { Clock } from '../clock';
import { systemClock } from '../clock';
import type { StreamOptions } from '../fields/streamOptions';
import { collect, CollectedParts } from '../messages/collectMessages';
import type { LiveMessage } from '../messages/liveMessage';
import type { StreamedSession } from '../output/streamedSession';
import type { OpenSocket } from '../session/connection';
import { LiveSession } from '../session/session';

/** A track and the session it goes to. */
export interface Streaming {
	url: string;
	/** The session's id, if it is known before the first message. */
	id?: string;
	/** Whether another client may have sent audio to the session before. */
	isUsed: boolean;
	track: Track;
	options: StreamOptions;
	/** Called with every message as it arrives. */
	onMessage: (message: LiveMessage) => void;
}

const openSocket: OpenSocket = (url) => new WebSocket(url);

/** Whether this n8n runs on a Node.js that has WebSocket. */
export function hasWebSocket(): boolean {
	return typeof WebSocket !== 'undefined';
}

/**
 * Streams a track to a session and collects what the session reports. Source, socket and timers are gone
 * afterwards, however it ends.
 *
 * @throws the reason of the context's cancel signal when that fires
 */
export async function streamTrack(
	context: IExecuteSingleFunctions,
	{ url, id, isUsed, track, options, onMessage }: Streaming,
): Promise<StreamedSession> {
	const ended = new AbortController();
	const cancelled = context.getExecutionCancelSignal() ?? ended.signal;
	const whileRunning = AbortSignal.any([cancelled, ended.signal]);
	const clock: Clock = {
		...systemClock,
		pause: async (milliseconds, signal = whileRunning) =>
			await systemClock.pause(milliseconds, signal),
	};
	const parts = new CollectedParts(id);
	const frames = new PacedAudio(track, { ...options, clock });
	try {
		const report = await new LiveSession({
			url,
			isUsed,
			frames,
			bytesPerSecond: bytesPerSecond(track.format),
			limits: options.session,
			openSocket,
			clock,
			cancelled,
			onMessage(message) {
				collect(parts, message);
				onMessage(message);
			},
		}).run();
		return {
			parts,
			report,
			acknowledgedSeconds: report.acknowledgedBytes / bytesPerSecond(track.format),
			readSeconds: report.readBytes / bytesPerSecond(track.format),
			reachedLimit: frames.reachedLimit,
		};
	} finally {
		ended.abort();
		track.close();
	}
}
