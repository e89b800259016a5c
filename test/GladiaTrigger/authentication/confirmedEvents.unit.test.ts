import { removeOld } from '../../../nodes/GladiaTrigger/authentication/confirmedEvents';

const NOW = 2_000_000_000;

it('removes events older than the window', () => {
	const confirmed = { old: NOW / 1000 - 61, young: NOW / 1000 - 60, now: NOW / 1000 };
	removeOld(confirmed, 60_000, NOW);
	expect(Object.keys(confirmed)).toEqual(['young', 'now']);
});

it('keeps the 1,000 youngest events', () => {
	const ages = Array.from({ length: 1_010 }, (_, n) => [`event-${n}`, NOW / 1000 - n]);
	const confirmed = Object.fromEntries(ages) as Record<string, number>;
	removeOld(confirmed, 60 * 60_000, NOW);
	expect(Object.keys(confirmed)).toHaveLength(1_000);
	expect(confirmed).toHaveProperty('event-999');
	expect(confirmed).not.toHaveProperty('event-1000');
});
