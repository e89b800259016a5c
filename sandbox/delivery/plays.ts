import { ApiError } from '../server/apiError';
import { CountedList } from '../server/countedList';
import type { Channel, Message } from './message';

export const PLAY_KINDS = [
	'early',
	'late',
	'twice',
	'parallel',
	'forged',
	'stale',
	'tampered',
	'never',
] as const;

/**
 * Misbehaviour of the next deliveries.
 *
 * - `early`: the end of a job is told before its start is answered: the first try has its answer
 *   before the 201 goes out. The job is over by then, or with `whileRunning` goes on as usual,
 *   so that the API shows it as not done
 * - `late`: sent `delayMs` (default 1000) late, without holding up others
 * - `twice`: sent again, `delayMs` after the first was answered, whatever the answer
 * - `parallel`: `copies` (default 2) sent at once
 * - `forged`: a webhook is signed with a wrong secret, a callback bears the id of no job
 * - `stale`: a webhook whose timestamp, rightly signed, is ten minutes old
 * - `tampered`: a webhook's job id is changed after signing; in a callback every transcript, text
 *   and message is
 * - `never`: not sent at all
 *
 * A forged, stale or tampered delivery is sent once, in place of the genuine one, and not tried
 * again; with `thenGenuine` the genuine one follows, `delayMs` after its answer.
 */
export interface Play {
	kind: (typeof PLAY_KINDS)[number];
	/** How many matching deliveries (for `early`: jobs) misbehave; default 1. */
	times?: number;
	/** How many matching deliveries pass before the first that misbehaves; default 0. */
	skip?: number;
	/** Only this channel; default both. */
	channel?: Channel;
	/** Only this event, e.g. `transcription.success`; not for `early`. */
	event?: string;
	delayMs?: number;
	copies?: number;
	thenGenuine?: boolean;
	whileRunning?: boolean;
}

/** The misbehaviour to play, in the order in which it was asked for. */
export class PlayQueue {
	private readonly pending = new CountedList<Play>();

	/** @throws ApiError 400 for what cannot be played */
	add(play: Play): void {
		if (play.kind === 'stale' && play.channel === 'callback') {
			throw new ApiError(400, 'A callback has no timestamp that could be stale');
		}
		if (play.kind === 'early' && play.event !== undefined) {
			throw new ApiError(400, 'early is always about the end of a job: it takes no event');
		}
		this.pending.add(play);
	}

	clear(): void {
		this.pending.clear();
	}

	/** What happens to this delivery, used up by one. */
	takeFor({ channel, event, signature }: Message): Play | undefined {
		return this.pending.takeFirst(
			(play) =>
				play.kind !== 'early' &&
				(play.kind !== 'stale' || signature !== undefined) &&
				(play.channel === undefined || play.channel === channel) &&
				(play.event === undefined || play.event === event),
		);
	}

	/** Whether the end of a job that starts now is told early, used up by one. */
	takeForJob(hasCallback: boolean): Play | undefined {
		return this.pending.takeFirst(
			({ kind, channel }) => kind === 'early' && (channel !== 'callback' || hasCallback),
		);
	}
}
