import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket as PlatformSocket } from 'undici';
import type { OpenSocket } from '../../../nodes/GladiaLive/session/connection';
import { LiveSession } from '../../../nodes/GladiaLive/session/session';
import type { SessionLimits } from '../../../nodes/GladiaLive/session/sessionLimits';
import { fixedLimits } from '../../../nodes/GladiaLive/session/sessionLimits';
import type { SessionOptions } from '../../../nodes/GladiaLive/session/sessionOptions';

/** The WebSocket of Node 22 and newer, which is undici's. */
export const openSocket: OpenSocket = (url) => new PlatformSocket(url) as ReturnType<OpenSocket>;

/** Limits that make a test of a bad connection short. */
export const impatient: SessionLimits = {
	...fixedLimits,
	handshake: 1_000,
	acknowledgment: 1_500,
	silenceAtEnd: 1_500,
	ending: 4_000,
	maxReconnects: 3,
	maxReconnectsAtEnd: 1,
	closing: 300,
};

export const sha256 = (bytes: Uint8Array): string =>
	createHash('sha256').update(bytes).digest('hex');

export async function* inFrames(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
	for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** A session with defaults for everything that a test does not care about. */
export function session(
	options: Pick<SessionOptions, 'url' | 'frames'> & Partial<SessionOptions>,
): LiveSession {
	return new LiveSession({
		isUsed: false,
		// As if the audio took no time to be spoken.
		bytesPerSecond: Infinity,
		onMessage: () => undefined,
		limits: impatient,
		openSocket,
		clock: {
			now: () => Date.now(),
			pause: async (milliseconds, signal) => await sleep(milliseconds, undefined, { signal }),
		},
		cancelled: new AbortController().signal,
		...options,
	});
}
