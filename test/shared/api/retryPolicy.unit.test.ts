import {
	backoff,
	billed,
	pauseBeforeRetry,
	repeatable,
	retryAfter,
	upload,
} from '../../../nodes/shared/api/retryPolicy';

const now = Date.parse('2026-11-20T12:00:00Z');
const inTenSeconds = 'Fri, 20 Nov 2026 12:00:10 GMT';

it.each([
	['seconds', { 'retry-after': '7' }, 7_000],
	['a date, by this clock', { 'retry-after': inTenSeconds }, 10_000],
	[
		'a date, by the clock of the server',
		{ 'retry-after': inTenSeconds, date: 'Fri, 20 Nov 2026 12:00:06 GMT' },
		4_000,
	],
	['a time that has passed', { 'retry-after': '-3' }, 0],
	['no header', {}, undefined],
	['an empty header', { 'retry-after': ' ' }, undefined],
	['a word', { 'retry-after': 'soon' }, undefined],
])('reads Retry-After: %s', (_, headers, expected) => {
	expect(retryAfter(headers, now)).toBe(expected);
});

it('pauses longer and longer, from about 1 s to about 30 s', () => {
	for (const [attempt, about] of [
		[0, 1_000],
		[1, 1_500],
		[20, 30_000],
	] as const) {
		const pause = backoff(attempt);
		expect(pause).toBeGreaterThanOrEqual(0.8 * about);
		expect(pause).toBeLessThanOrEqual(1.2 * about);
	}
});

it('waits as long as the server asks for, and up to a fifth longer', () => {
	const pause = pauseBeforeRetry(0, { 'retry-after': '20' });
	expect(pause).toBeGreaterThanOrEqual(20_000);
	expect(pause).toBeLessThanOrEqual(24_000);
});

it('grows the pauses where the server asks for less than a second', () => {
	expect(pauseBeforeRetry(6, { 'retry-after': '0' })).toBeGreaterThanOrEqual(9_000);
});

it('retries a start only after 429, and everything else after transient failures', () => {
	const statuses = [400, 401, 408, 409, 422, 429, 500, 503];
	expect(statuses.filter(billed.statuses)).toEqual([429]);
	expect(statuses.filter(repeatable.statuses)).toEqual([408, 429, 500, 503]);
	expect(statuses.filter(upload.statuses)).toEqual([408, 429, 500, 503]);
});
