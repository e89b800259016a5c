import { updateFrom } from '../../../nodes/GladiaTranscribe/callbackWait/checkAfterResume';
import type { SuspendedJob } from '../../../nodes/GladiaTranscribe/callbackWait/suspendedItem';
import type { TranscriptionJob } from '../../../nodes/shared/api/types';

const suspended = (known: Partial<SuspendedJob> = {}): SuspendedJob => ({
	id: 'job',
	result_url: 'https://api.gladia.io/v2/pre-recorded/job',
	status: 'processing',
	deadline: 0,
	input: {},
	...known,
});
const jobOf = (status: string) => ({ id: 'job', status }) as TranscriptionJob;
const callbackResult = jobOf('done');

it.each(['done', 'error'])('a job that is %s has ended, whatever a callback said', (status) => {
	expect(updateFrom(jobOf(status), suspended({ callbackResult }))).toEqual({
		job: { ended: true, status },
		seen: jobOf(status),
	});
});

it('a job that runs keeps its unconfirmed callback, and is no longer gone', () => {
	expect(updateFrom(jobOf('queued'), suspended({ callbackResult, timesGone: 2 }))).toEqual({
		job: { callbackResult, timesGone: undefined, status: 'queued' },
	});
});

it('a job without an answer stays as it was known', () => {
	expect(updateFrom('no answer', suspended({ callbackResult, timesGone: 2 }))).toEqual({
		job: { callbackResult, timesGone: undefined, status: 'processing' },
		isSilent: true,
	});
});

it('a job that is gone has ended if its callback came', () => {
	expect(updateFrom('nothing kept', suspended({ callbackResult }))).toEqual({
		job: { callbackResult, ended: true, timesGone: 1 },
	});
});

it.each([
	[undefined, 1, false],
	[1, 2, false],
	[2, 3, true],
])('a job without a callback that was gone %s times before has ended the third time', (...row) => {
	const [before, timesGone, ended] = row;
	expect(updateFrom('nothing kept', suspended({ timesGone: before }))).toEqual({
		job: { callbackResult: undefined, ended, timesGone },
	});
});
