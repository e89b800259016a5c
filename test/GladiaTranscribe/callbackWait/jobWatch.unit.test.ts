import { endWatch, JobWatch, watchOf } from '../../../nodes/GladiaTranscribe/callbackWait/jobWatch';
import type { JobState } from '../../../nodes/GladiaTranscribe/callbackWait/readJobState';
import type { SuspendedJob } from '../../../nodes/GladiaTranscribe/callbackWait/suspendedItem';
import type { TranscriptionJob } from '../../../nodes/shared/api/types';

const suspended = (id: string, known: Partial<SuspendedJob> = {}): SuspendedJob => ({
	id,
	result_url: `https://api.gladia.io/v2/pre-recorded/${id}`,
	status: 'queued',
	deadline: 0,
	input: {},
	...known,
});
const jobOf = (id: string, status: string) => ({ id, status }) as TranscriptionJob;
const jobs = ['old', 'young'].map((id) => suspended(id));

/** An API that knows a state of each job, and notes which ones were read. */
function api(states: Record<string, JobState>) {
	const reads: string[] = [];
	const readJob = async (id: string) => {
		reads.push(id);
		return states[id] ?? 'no answer';
	};
	return { reads, readJob };
}

const done = { old: jobOf('old', 'done'), young: jobOf('young', 'error') };

describe('a check of all jobs', () => {
	it('finds that all have ended, done or failed, and reads none again', async () => {
		const watch = new JobWatch();
		const { reads, readJob } = api(done);
		expect(await watch.check(jobs, readJob)).toBe('ended');
		expect(await watch.check(jobs, readJob)).toBe('ended');
		expect(reads).toEqual(['young', 'old']);
		expect(jobs.map((job) => watch.hasEnded(job))).toEqual([true, true]);
	});

	it('ends at the youngest job while that runs', async () => {
		const { reads, readJob } = api({ ...done, young: jobOf('young', 'processing') });
		expect(await new JobWatch().check(jobs, readJob)).toBe('running');
		expect(reads).toEqual(['young']);
	});

	it('is unknown while the API does not answer for a job', async () => {
		expect(await new JobWatch().check(jobs, api({ young: done.young }).readJob)).toBe('unknown');
	});

	it('does not read what is stored as ended', async () => {
		const { reads, readJob } = api(done);
		const stored = [suspended('old', { ended: true }), suspended('young')];
		expect(await new JobWatch().check(stored, readJob)).toBe('ended');
		expect(reads).toEqual(['young']);
	});

	it('waits for the callback of a job of which the API keeps nothing', async () => {
		const watch = new JobWatch();
		const { readJob } = api({ ...done, young: 'nothing kept' });
		expect(await watch.check(jobs, readJob)).toBe('running');
		watch.callbackResults.set('young', done.young);
		expect(await watch.check(jobs, readJob)).toBe('ended');
	});

	it('accepts a stored callback of a job of which the API keeps nothing', async () => {
		const stored = [suspended('young', { callbackResult: done.young })];
		const { readJob } = api({ young: 'nothing kept' });
		expect(await new JobWatch().check(stored, readJob)).toBe('ended');
	});

	it('serves calls that arrive in the meantime, and takes their news into account', async () => {
		const watch = new JobWatch();
		const states: Record<string, JobState> = { ...done, young: jobOf('young', 'processing') };
		const { reads, readJob } = api(states);
		const first = watch.check(jobs, readJob);
		expect(await watch.check(jobs, readJob)).toBe('busy');
		states.young = done.young;
		expect(await first).toBe('ended');
		expect(reads).toEqual(['young', 'young', 'old']);
	});
});

it('calls that read a job at the same time share the answer', async () => {
	const watch = new JobWatch();
	const { reads, readJob } = api(done);
	const answers = await Promise.all([watch.read('old', readJob), watch.read('old', readJob)]);
	expect(answers).toEqual([done.old, done.old]);
	expect(reads).toEqual(['old']);
});

it('a read that fails is made again', async () => {
	const watch = new JobWatch();
	const failing = async () => await Promise.reject(new Error('canceled'));
	await expect(watch.read('old', failing)).rejects.toThrow('canceled');
	expect(await watch.read('old', api(done).readJob)).toBe(done.old);
});

describe('the watch of an execution', () => {
	const HOUR = 60 * 60_000;

	it('is shared until its jobs have ended', () => {
		const watch = watchOf('1', 0);
		expect(watchOf('1', 0)).toBe(watch);
		expect(watchOf('2', 0)).not.toBe(watch);
		endWatch('1');
		expect(watchOf('1', 0)).not.toBe(watch);
	});

	it('is forgotten an hour after its last use', () => {
		const watch = watchOf('3', 0);
		expect(watchOf('3', HOUR)).toBe(watch);
		expect(watchOf('3', 2 * HOUR)).toBe(watch);
		expect(watchOf('3', 3 * HOUR + 1)).not.toBe(watch);
	});
});
