import { ExpiringMap } from '../../nodes/GladiaTrigger/expiringMap';

const HOUR = 60 * 60_000;

it('keeps only the latest entries', () => {
	const map = new ExpiringMap<number>(3);
	for (const [index, key] of ['a', 'b', 'c', 'a', 'd'].entries()) map.set(key, index);
	expect(['a', 'b', 'c', 'd'].map((key) => map.get(key))).toEqual([3, undefined, 2, 4]);
	expect(map.size).toBe(3);
});

it('keeps entries longer than Svix repeats a delivery, but not forever', () => {
	const map = new ExpiringMap<string>(3);
	map.set('a', 'first', 0);
	expect(map.get('a', 27.7 * HOUR)).toBe('first');
	expect(map.get('a', 28.1 * HOUR)).toBeUndefined();
});

it('frees the memory of expired entries with the next entry', () => {
	const map = new ExpiringMap<string>(3, 1_000);
	map.set('a', 'first', 0);
	map.set('b', 'second', 900);
	map.set('c', 'third', 1_001);
	expect(map.size).toBe(2);
	expect(map.get('b', 1_001)).toBe('second');
});

it('counts the age of an entry from when it was last set', () => {
	const map = new ExpiringMap<string>(3, 1_000);
	map.set('a', 'first', 0);
	map.set('a', 'again', 900);
	expect(map.get('a', 1_900)).toBe('again');
	expect(map.get('a', 1_901)).toBeUndefined();
});

it('forgets a deleted entry', () => {
	const map = new ExpiringMap<string>(3);
	map.set('a', 'first');
	map.delete('a');
	expect(map.get('a')).toBeUndefined();
	expect(map.size).toBe(0);
});
