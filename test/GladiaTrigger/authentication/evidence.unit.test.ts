import { isRecent, isShownBy } from '../../../nodes/GladiaTrigger/authentication/evidence';

describe('A job confirms', () => {
	it.each([
		['created', { queued: true, processing: true, done: true, error: true }],
		['done', { queued: undefined, processing: undefined, done: true, error: false }],
		['failed', { queued: undefined, processing: undefined, done: false, error: true }],
		['ended', { queued: undefined, processing: undefined, done: true, error: true }],
	] as const)('that it was %s, depending on its status', (evidence, expected) => {
		const statuses = ['queued', 'processing', 'done', 'error'] as const;
		const shown = statuses.map((status) => [status, isShownBy({ status }, evidence)]);
		expect(Object.fromEntries(shown)).toEqual(expected);
	});
});

describe('An event is recent', () => {
	const created_at = '2026-09-01T10:00:00.000Z';
	const completed_at = '2026-09-01T11:00:00.000Z';
	const [created, completed] = [Date.parse(created_at), Date.parse(completed_at)];

	it('by the creation of its job if it reports that', () => {
		expect(isRecent({ created_at, completed_at }, 'created', created)).toBe(true);
		expect(isRecent({ created_at, completed_at }, 'created', created + 1)).toBe(false);
	});

	it.each(['done', 'failed', 'ended'] as const)('by the end of its job (%s)', (evidence) => {
		expect(isRecent({ created_at, completed_at }, evidence, completed)).toBe(true);
		expect(isRecent({ created_at, completed_at }, evidence, completed + 1)).toBe(false);
	});

	it('by the creation of its job if the job has no end', () => {
		const job = { created_at, completed_at: null };
		expect(isRecent(job, 'ended', created)).toBe(true);
		expect(isRecent(job, 'ended', created + 1)).toBe(false);
	});

	it('never if the times of its job cannot be read', () => {
		expect(isRecent({ created_at: 'yesterday', completed_at: null }, 'ended', 0)).toBe(false);
	});
});
