import { ReconnectBudget } from '../../../nodes/GladiaLive/session/reconnectBudget';
import { fixedLimits } from '../../../nodes/GladiaLive/session/sessionLimits';

const limits = { ...fixedLimits, maxReconnects: 5 };
const failed = (count: number, now = 0) => {
	const budget = new ReconnectBudget(limits);
	for (let n = 0; n < count; n++) budget.countFailure(`cause ${n}`, now);
	return budget;
};

it('allows as many reconnects in a row as set', () => {
	expect(failed(5).isExhausted(false, 0)).toBe(false);
	expect(failed(6).isExhausted(false, 0)).toBe(true);
});

it('allows fewer when only the last messages are missing', () => {
	expect(failed(3).isExhausted(true, 0)).toBe(false);
	expect(failed(4).isExhausted(true, 0)).toBe(true);
});

it('is exhausted when the connection has been down for two minutes', () => {
	const budget = failed(1, 1_000);
	budget.countFailure('another', 100_000);
	expect(budget.isExhausted(false, 121_000)).toBe(false);
	expect(budget.isExhausted(false, 121_001)).toBe(true);
});

it('starts over after progress', () => {
	const budget = failed(6);
	budget.reset();
	budget.countFailure('later', 500_000);
	expect(budget.isExhausted(false, 500_000)).toBe(false);
	expect(budget.explain('last')).toBe('later, and connecting again did not help: last');
});

it('explains the first cause and the last', () => {
	expect(failed(0).explain('last')).toBe('last');
	expect(failed(3).explain('cause 0')).toBe('cause 0');
	expect(failed(3).explain('last')).toBe('cause 0, and connecting again did not help: last');
});

it('doubles its pauses up to 5 s, with 30 % of chance either way', () => {
	const pauses = [1, 2, 3, 4, 5, 6, 20].map((count) => failed(count).delay(0.5));
	expect(pauses).toEqual([250, 500, 1_000, 2_000, 4_000, 5_000, 5_000]);
	expect(failed(2).delay(0)).toBeCloseTo(350);
	expect(failed(2).delay(1)).toBeCloseTo(650);
});
