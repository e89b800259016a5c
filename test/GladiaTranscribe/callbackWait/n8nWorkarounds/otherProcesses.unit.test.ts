import { ResumesElsewhere } from '../../../../nodes/GladiaTranscribe/callbackWait/n8nWorkarounds/otherProcesses';

it('an execution that another process has resumed keeps running for 5 s', () => {
	let now = 0;
	const resumes = new ResumesElsewhere(() => now);
	resumes.record('1');
	const times = [0, 4_000, 5_000, 5_001].map((time) => {
		now = time;
		return resumes.timeToSettle('1');
	});
	expect(times).toEqual([5_000, 1_000, 0, 0]);
	expect(resumes.timeToSettle('2')).toBe(0);
});

it('the last resume counts', () => {
	let now = 0;
	const resumes = new ResumesElsewhere(() => now);
	resumes.record('1');
	now = 3_000;
	resumes.record('1');
	expect(resumes.timeToSettle('1')).toBe(5_000);
});
