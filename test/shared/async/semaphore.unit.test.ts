import { Semaphore } from '../../../nodes/shared/async/semaphore';

/** Work that ends when the test says so. */
function heldWork() {
	let end: () => void = () => {};
	const ended = new Promise<void>((resolve) => (end = resolve));
	return { ended, end };
}

const settled = async () => await new Promise((resolve) => setImmediate(resolve));

it('lets as many in as it has slots, and the others in the order in which they came', async () => {
	const semaphore = new Semaphore(2);
	const works = [heldWork(), heldWork(), heldWork(), heldWork()];
	const started: number[] = [];
	const results = works.map(
		async ({ ended }, index) =>
			await semaphore.run(async () => {
				started.push(index);
				await ended;
				return index;
			}),
	);
	await settled();
	expect(started).toEqual([0, 1]);
	works[1]?.end();
	await settled();
	expect(started).toEqual([0, 1, 2]);
	for (const { end } of works) end();
	expect(await Promise.all(results)).toEqual([0, 1, 2, 3]);
});

it('frees the slot of work that fails', async () => {
	const semaphore = new Semaphore(1);
	const failing = semaphore.run(async () => await Promise.reject(new Error('failed')));
	const next = semaphore.run(async () => await Promise.resolve('done'));
	await expect(failing).rejects.toThrow('failed');
	expect(await next).toBe('done');
});
