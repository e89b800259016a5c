import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket as PlatformSocket } from 'undici';
import type { OpenSocket } from '../../../nodes/GladiaLive/session/connection';
import { LiveSession } from '../../../nodes/GladiaLive/session/session';
import type { SessionStart } from '../../../nodes/GladiaLive/session/sessionTypes';
import { fixedLimits, type SessionLimits } from '../../../nodes/GladiaLive/session/sessionLimits';

/** The WebSocket of Node 22 and newer, which is undici's. */
export const openSocket: OpenSocket = (url) => new PlatformSocket(url) as ReturnType<OpenSocket>;

/** Limits that make a test of a bad line short. */
export const impatient: SessionLimits = {
	...fixedLimits,
	handshake: 1_000,
	acknowledgment: 1_500,
	silenceAtEnd: 1_500,
	ending: 4_000,
	tries: 3,
	triesAtEnd: 1,
	farewell: 300,
};

/** Bytes that differ at every position, so that a lost or doubled one changes the hash. */
export function noise(length: number): Uint8Array {
	const bytes = new Uint8Array(length);
	let state = 0x2545f491;
	for (let at = 0; at < length; at++) {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		bytes[at] = state >>> 24;
	}
	return bytes;
}

export const sha256 = (bytes: Uint8Array): string =>
	createHash('sha256').update(bytes).digest('hex');

export async function* inFrames(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
	for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** A session with everything set that a test does not care about. */
export function session(
	start: Pick<SessionStart, 'url' | 'frames'> &
		Partial<Omit<SessionStart, 'tools'>> & { cancelled?: AbortSignal; open?: OpenSocket },
): LiveSession {
	const { cancelled = new AbortController().signal, open = openSocket, ...rest } = start;
	return new LiveSession({
		isUsed: false,
		// As if it were spoken in no time.
		bytesPerSecond: Infinity,
		hear: () => undefined,
		limits: impatient,
		tools: {
			open,
			pause: async (milliseconds, signal) => await sleep(milliseconds, undefined, { signal }),
			cancelled,
		},
		...rest,
	});
}
