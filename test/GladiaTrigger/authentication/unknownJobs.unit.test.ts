import { UnknownJobs } from '../../../nodes/GladiaTrigger/authentication/unknownJobs';

const MINUTE = 60_000;

it('pauses longer each time a job is unknown', () => {
	const jobs = new UnknownJobs();
	expect(jobs.has('/v2/live/a', 0)).toBe(false);
	let now = 0;
	for (const pause of [3_000, MINUTE, 4 * MINUTE, 10 * MINUTE, 10 * MINUTE]) {
		jobs.add('/v2/live/a', now);
		expect(jobs.has('/v2/live/a', now + pause - 1)).toBe(true);
		now += pause;
		expect(jobs.has('/v2/live/a', now)).toBe(false);
	}
});

it('pauses for each job by itself', () => {
	const jobs = new UnknownJobs();
	jobs.add('/v2/live/a', 0);
	expect(jobs.has('/v2/pre-recorded/a', 0)).toBe(false);
	expect(jobs.has('/v2/live/b', 0)).toBe(false);
});

it('starts with the shortest pause again after an hour', () => {
	const jobs = new UnknownJobs();
	jobs.add('/v2/live/a', 0);
	jobs.add('/v2/live/a', 3_000);
	const later = 61 * MINUTE + 3_000;
	jobs.add('/v2/live/a', later);
	expect(jobs.has('/v2/live/a', later + 2_999)).toBe(true);
	expect(jobs.has('/v2/live/a', later + 3_000)).toBe(false);
});
