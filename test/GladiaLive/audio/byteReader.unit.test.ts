import { ByteReader, withStallTimeout } from '../../../nodes/GladiaLive/audio/byteReader';
import { steppingClock } from '../support/steppingClock';

async function* chunks(...lengths: number[]): AsyncGenerator<Uint8Array> {
	let next = 0;
	for (const length of lengths) yield Uint8Array.from({ length }, () => next++);
}
async function* failing(...lengths: number[]): AsyncGenerator<Uint8Array> {
	yield* chunks(...lengths);
	throw new Error('broken');
}
const read = async (reader: ByteReader, count: number) => [...(await reader.read(count))];

it('reads across chunks, and what is left at the end', async () => {
	const reader = new ByteReader(chunks(2, 3, 1));
	expect(await read(reader, 3)).toEqual([0, 1, 2]);
	expect(await read(reader, 1)).toEqual([3]);
	expect(await read(reader, 9)).toEqual([4, 5]);
	expect(await read(reader, 9)).toEqual([]);
});

it('peeks without consuming', async () => {
	const reader = new ByteReader(chunks(2, 3));
	expect([...(await reader.peek(3))]).toEqual([0, 1, 2, 3, 4]);
	expect([...(await reader.peek(9))]).toEqual([0, 1, 2, 3, 4]);
	expect(await read(reader, 9)).toEqual([0, 1, 2, 3, 4]);
});

it('returns what arrived before a failure, then throws it', async () => {
	const reader = new ByteReader(failing(2));
	expect(await read(reader, 9)).toEqual([0, 1]);
	expect(reader.failure?.message).toBe('broken');
	await expect(reader.read(1)).rejects.toThrow('broken');
});

it('reads nothing more once closed', async () => {
	const reader = new ByteReader(chunks(2, 3));
	expect(await read(reader, 1)).toEqual([0]);
	reader.close();
	expect(await read(reader, 9)).toEqual([1]);
	expect(reader.failure).toBeUndefined();
});

describe('a stall timeout', () => {
	it('passes a stream on that keeps sending', async () => {
		const received: number[] = [];
		for await (const { length } of withStallTimeout(chunks(2, 3), 60, steppingClock())) {
			received.push(length);
		}
		expect(received).toEqual([2, 3]);
	});

	it('ends a stream that stalls', async () => {
		async function* stalling(): AsyncGenerator<Uint8Array> {
			yield* chunks(2);
			await new Promise(() => undefined);
		}
		const clock = steppingClock();
		const stream = withStallTimeout(stalling(), 60, clock);
		expect((await stream.next()).value).toHaveLength(2);
		await expect(stream.next()).rejects.toThrow('No audio arrived for 60 seconds');
		expect(clock.pauses).toEqual([60_000, 60_000]);
	});
});
