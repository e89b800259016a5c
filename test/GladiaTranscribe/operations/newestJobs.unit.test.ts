import { ServerClock } from '../../../nodes/GladiaTranscribe/operations/newestJobs';

describe("the clock of Gladia's servers", () => {
	const NOW = Date.parse('2026-01-01T00:00:00Z');
	const date = (time: number) => ({ date: new Date(time).toUTCString() });

	it('is taken for right, give or take a second, before an answer has come', () => {
		expect(new ServerClock().earliest(NOW)).toBe(NOW - 1_000);
	});

	it.each([600_000, -600_000])('may be off by %d ms', (ahead) => {
		const clock = new ServerClock();
		clock.observe(date(NOW + ahead), NOW);
		expect(clock.earliest(NOW)).toBe(NOW + ahead - 1_000);
	});

	it('is read from the fastest answer, and from no header that is not a date', () => {
		const clock = new ServerClock();
		clock.observe(date(NOW), NOW + 5_000);
		clock.observe(date(NOW), NOW + 200);
		clock.observe({ date: 'soon' }, NOW);
		clock.observe({}, NOW);
		expect(clock.earliest(NOW)).toBe(NOW - 200 - 1_000);
	});
});
