import { ResumeGuard } from '../../../nodes/GladiaTranscribe/callbackWait/resumeGuard';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let now: number;
let guard: ResumeGuard;

beforeEach(() => {
	now = 0;
	guard = new ResumeGuard(() => now);
});

describe('a claim', () => {
	it('is granted once', () => {
		expect([guard.mayResume('a'), guard.mayResume('a'), guard.mayResume('b')]).toEqual([
			true,
			false,
			true,
		]);
		expect([guard.isClaimed('a'), guard.isClaimed('c')]).toEqual([true, false]);
	});

	it('comes to nothing when the node has not continued within a minute', () => {
		guard.mayResume('a');
		now = MINUTE;
		expect(guard.mayResume('a')).toBe(false);
		now = MINUTE + 1;
		expect(guard.mayResume('a')).toBe(true);
	});

	it('holds for six hours once the node has continued', () => {
		guard.mayResume('a');
		guard.continueAfter('a');
		now = 6 * HOUR;
		expect(guard.mayResume('a')).toBe(false);
		guard.continueAfter('b');
		expect(guard.isClaimed('a')).toBe(true);
		now += 1;
		guard.continueAfter('c');
		expect(guard.mayResume('a')).toBe(true);
	});

	it('is refused once the node has continued without one', () => {
		guard.continueAfter('a');
		expect([guard.isClaimed('a'), guard.mayResume('a')]).toEqual([true, false]);
	});
});

describe('the node continues', () => {
	it('after a claim in this process', () => {
		guard.mayResume('a');
		expect(guard.isOver('a')).toBe(false);
		expect(guard.continueAfter('a')).toBe('claimed here');
		expect(guard.isOver('a')).toBe(true);
	});

	it('after a claim in another process', () => {
		guard.mayResume('a');
		expect(guard.continueAfter('b')).toBe('claimed elsewhere');
	});

	it('once: the second run is a duplicate', () => {
		guard.mayResume('a');
		guard.continueAfter('a');
		expect(guard.continueAfter('a')).toBe('duplicate');
	});
});

it('remembers the latest 20,000 suspensions', () => {
	for (let count = 0; count <= 20_001; count++) guard.continueAfter(String(count));
	expect([guard.isOver('0'), guard.isOver('1'), guard.isOver('20001')]).toEqual([
		false,
		true,
		true,
	]);
});
