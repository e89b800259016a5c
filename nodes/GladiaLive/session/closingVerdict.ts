import type { ConnectionClose } from './connection';
import type { SessionEnd } from './sessionOptions';

const DONE = 1000;
/** Sent right after the handshake to clients that connect to a session that has ended. */
const ENDED_CODES = [4401, 4403, 4404];

/** How far a session had come when its connection was closed. */
export interface Progress {
	/** The end was announced after all audio was sent. */
	isDone: boolean;
	/** All audio was acknowledged. */
	hasArrived: boolean;
	/** All audio was sent, followed by stop_recording. */
	isAllSent: boolean;
	/** Whether it is known where to continue; starting over might send audio twice. */
	canResume: boolean;
	/** Why Gladia did not take audio on this connection, for people. */
	refusal?: string;
}

/**
 * What a closed connection means for its session: how the session ends without another connection, and
 * whether another one may help. 1000 is the end, and codes from 4400 to 4499 are final; after any other
 * code, another connection may help, as in Gladia's own SDK.
 */
export function judgeClosing(
	close: ConnectionClose,
	{ isDone, hasArrived, isAllSent, canResume, refusal }: Progress,
): SessionEnd & { isFinal: boolean } {
	const { code } = close;
	if (isDone || (code === DONE && hasArrived)) {
		return { outcome: 'complete', reason: '', isFinal: true };
	}
	if (code === DONE) {
		const missing = isAllSent ? 'it had confirmed all audio' : 'all audio was sent';
		const reason = refusal ?? `Gladia ended the session before ${missing}`;
		return { outcome: 'lost', reason, isFinal: true };
	}
	const outcome = hasArrived ? 'unconfirmed' : 'lost';
	const reason = explainClosing(close);
	if (isFinalCode(code)) return { outcome, reason, isFinal: true };
	if (canResume) return { outcome, reason, isFinal: false };
	return { outcome, reason: `${reason}, and no audio was confirmed before`, isFinal: true };
}

/** Whether Gladia closes a connection in this way because the session has ended. */
export function isEndOfSession({ code }: ConnectionClose): boolean {
	return code === DONE || ENDED_CODES.includes(code);
}

/**
 * After these codes, another connection would end the same way: Gladia refuses what we send, or the
 * session itself. Its SDK uses the same range.
 */
function isFinalCode(code: number): boolean {
	return code >= 4400 && code <= 4499;
}

function explainClosing({ code, reason }: ConnectionClose): string {
	if (!ENDED_CODES.includes(code)) {
		return reason === '' ? `The connection was closed with code ${code}` : reason;
	}
	const detail = reason === '' ? '' : `: ${reason}`;
	return `The session has ended or does not exist (close code ${code}${detail})`;
}
