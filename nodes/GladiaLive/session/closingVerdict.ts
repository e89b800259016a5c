import type { Closing } from './connection';
import { isFinalCode } from './sessionLimits';
import type { SessionEnd } from './sessionTypes';

const DONE = 1000;
/** Who connects to a session that has ended is let in, and then turned away with one of these. */
const ENDED_CODES = [4401, 4403, 4404];

/** How far a session had come when its line was closed. */
export interface Progress {
	/** The end was told after all audio was sent. */
	isDone: boolean;
	/** All audio was confirmed. */
	hasArrived: boolean;
	/** All audio was sent, and that it is all. */
	isAllSent: boolean;
	/** Whether it is known where to go on; to begin again might send audio twice. */
	canResume: boolean;
	/** Why Gladia did not take audio on this line, for people. */
	refusal?: string;
}

/**
 * What a closed line means for its session: how the session has ended if there is no other line, and
 * whether one may help. 1000 is the end, and codes from 4400 to 4499 stay as they are; all others may
 * be tried again, as Gladia's own SDK does.
 */
export function judgeClosing(
	closing: Closing,
	{ isDone, hasArrived, isAllSent, canResume, refusal }: Progress,
): SessionEnd & { isFinal: boolean } {
	const { code } = closing;
	if (isDone || (code === DONE && hasArrived)) {
		return { how: 'complete', reason: '', isFinal: true };
	}
	if (code === DONE) {
		const missing = isAllSent ? 'it had confirmed all audio' : 'all audio was sent';
		const reason = refusal ?? `Gladia ended the session before ${missing}`;
		return { how: 'lost', reason, isFinal: true };
	}
	const how = hasArrived ? 'unconfirmed' : 'lost';
	const reason = explainClosing(closing);
	if (isFinalCode(code)) return { how, reason, isFinal: true };
	if (canResume) return { how, reason, isFinal: false };
	return { how, reason: `${reason}, and no audio was confirmed before`, isFinal: true };
}

/** Whether Gladia closes a line in that way because the session has ended. */
export function isEndOfSession({ code }: Closing): boolean {
	return code === DONE || ENDED_CODES.includes(code);
}

function explainClosing({ code, reason }: Closing): string {
	if (!ENDED_CODES.includes(code)) {
		return reason === '' ? `The connection was closed with code ${code}` : reason;
	}
	const said = reason === '' ? '' : `: ${reason}`;
	return `The session has ended or does not exist (close code ${code}${said})`;
}
