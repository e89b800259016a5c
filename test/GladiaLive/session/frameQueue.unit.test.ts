import { FrameQueue } from '../../../nodes/GladiaLive/session/frameQueue';

/** A queue, and a promise of its next change. */
function queueOf(frames: AsyncIterable<Uint8Array>) {
	let wake = () => {};
	const queue = new FrameQueue(frames, () => wake());
	const change = async () => await new Promise<void>((resolve) => (wake = resolve));
	return { queue, change };
}
async function* frames(...bytes: number[]): AsyncGenerator<Uint8Array> {
	for (const byte of bytes) yield Uint8Array.of(byte);
}

it('reads one frame ahead, and reports when it has arrived', async () => {
	const { queue, change } = queueOf(frames(1, 2));
	for (const byte of [1, 2]) {
		const changed = change();
		expect(queue.take()).toBeUndefined();
		await changed;
		expect(queue.take()).toEqual(Uint8Array.of(byte));
	}
});

it('reads nothing before it is asked', async () => {
	let reads = 0;
	const { queue, change } = queueOf(
		(async function* () {
			for (;;) yield Uint8Array.of(reads++);
		})(),
	);
	await new Promise((resolve) => setImmediate(resolve));
	expect(reads).toBe(0);
	const changed = change();
	queue.take();
	queue.take();
	await changed;
	expect(reads).toBe(1);
});

it('has ended when the stream has', async () => {
	const { queue, change } = queueOf(frames());
	const changed = change();
	expect(queue.take()).toBeUndefined();
	expect(queue.ended).toBe(false);
	await changed;
	expect(queue).toMatchObject({ ended: true, failure: undefined });
	expect(queue.take()).toBeUndefined();
});

it('has ended with the failure of the stream', async () => {
	const { queue, change } = queueOf(
		(async function* (): AsyncGenerator<Uint8Array> {
			yield* frames();
			throw new Error('disk on fire');
		})(),
	);
	const changed = change();
	queue.take();
	await changed;
	expect(queue.ended).toBe(true);
	expect(queue.failure?.message).toBe('disk on fire');
});
