import type { IExecuteSingleFunctions } from 'n8n-workflow';
import { pause } from '../../shared/async/cancellation';
import { bytesPerSecond } from '../audio/audioFormat';
import type { OpenSocket } from '../session/connection';
import { collect, CollectedParts, type LiveMessage } from '../session/messages';
import { PacedAudio } from '../audio/pace';
import { LiveSession } from '../session/session';
import type { SessionReport } from '../session/sessionTypes';
import type { StreamOptions } from '../fields/streamOptions';
import type { Track } from '../audio/track';

/** A session that audio was streamed to. */
export interface StreamedSession {
	parts: CollectedParts;
	report: SessionReport;
	/** Seconds of audio that Gladia has confirmed. */
	acknowledgedSeconds: number;
	/** Seconds of audio that were read from the source. */
	readSeconds: number;
	/** Whether the audio was ended because of 'Stop After'. */
	reachedLimit: boolean;
}

export interface Streaming {
	url: string;
	/** The session's id, where it is known before its first message. */
	id?: string;
	/** Whether others may have sent audio to the session before. */
	isUsed: boolean;
	track: Track;
	options: StreamOptions;
	/** Gets every message as it comes. */
	hear: (message: LiveMessage) => void;
}

const openSocket: OpenSocket = (url) => new WebSocket(url);

/** Whether this n8n runs on a Node that has the platform's WebSocket. */
export function hasWebSocket(): boolean {
	return typeof WebSocket !== 'undefined';
}

/**
 * Streams a track to a session and collects what it tells. Source, socket and timers are gone
 * afterwards, however it ends.
 *
 * @throws the reason of the context's cancel signal when that fires
 */
export async function streamAudio(
	context: IExecuteSingleFunctions,
	{ url, id, isUsed, track, options, hear }: Streaming,
): Promise<StreamedSession> {
	const ended = new AbortController();
	const cancelled = context.getExecutionCancelSignal() ?? ended.signal;
	const whileRunning = AbortSignal.any([cancelled, ended.signal]);
	const wait = async (milliseconds: number, signal = whileRunning) =>
		await pause({ getExecutionCancelSignal: () => signal }, milliseconds);
	const parts = new CollectedParts(id);
	const frames = new PacedAudio(track, { ...options, pause: wait });
	try {
		const report = await new LiveSession({
			url,
			isUsed,
			frames,
			bytesPerSecond: bytesPerSecond(track.format),
			limits: options.session,
			tools: { open: openSocket, pause: wait, cancelled },
			hear(message) {
				collect(parts, message);
				hear(message);
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
