import type { Clock } from '../../../nodes/GladiaLive/clock';

/** A clock that starts at 0 and advances only by its own pauses, which take no real time. */
export interface SteppingClock extends Clock {
	/** Length of every pause so far, in milliseconds. */
	pauses: number[];
}

export function steppingClock(): SteppingClock {
	let time = 0;
	const pauses: number[] = [];
	return {
		pauses,
		now: () => time,
		async pause(milliseconds) {
			pauses.push(milliseconds);
			// Everything that is ready comes before the end of a pause.
			await new Promise((resolve) => setImmediate(resolve));
			time += milliseconds;
		},
	};
}
