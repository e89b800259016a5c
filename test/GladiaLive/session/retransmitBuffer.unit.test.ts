import { RetransmitBuffer } from '../../../nodes/GladiaLive/session/retransmitBuffer';

/** A buffer with frames whose bytes are their positions. */
function filled(lengths: number[], capacity = 100): RetransmitBuffer {
	const buffer = new RetransmitBuffer(capacity);
	let position = 0;
	for (const length of lengths) buffer.add(Uint8Array.from({ length }, () => position++));
	return buffer;
}
const sendAll = (buffer: RetransmitBuffer) => {
	const sent: number[] = [];
	for (let frame = buffer.takeNext(); frame !== undefined; frame = buffer.takeNext()) {
		sent.push(...frame);
	}
	return sent;
};

it('hands out every frame once per connection', () => {
	const buffer = filled([2, 2]);
	expect(sendAll(buffer)).toEqual([0, 1, 2, 3]);
	expect(sendAll(buffer)).toEqual([]);
	expect(buffer).toMatchObject({ read: 4, sent: 4, acknowledged: 0 });
});

it('is full at its capacity, until something is acknowledged', () => {
	const buffer = filled([5, 5], 10);
	expect(buffer.isFull).toBe(true);
	sendAll(buffer);
	expect(buffer.acknowledge(5)).toBe(true);
	expect(buffer.isFull).toBe(false);
	expect(buffer.isEmpty).toBe(false);
	expect(buffer.acknowledge(10)).toBe(true);
	expect(buffer.isEmpty).toBe(true);
});

it.each([
	['at the end of a frame', 3, [3, 4, 5]],
	['within a frame', 4, [4, 5]],
	['at the end', 6, []],
])('resends right after an acknowledgment %s', (_where, end, resent) => {
	const buffer = filled([3, 3]);
	sendAll(buffer);
	buffer.acknowledge(3);
	buffer.acknowledge(end);
	buffer.rewind();
	expect(buffer.sent).toBe(end);
	expect(sendAll(buffer)).toEqual(resent);
});

it('continues with new frames after resending old ones', () => {
	const buffer = filled([3, 3]);
	sendAll(buffer);
	buffer.acknowledge(3);
	buffer.rewind();
	expect([...(buffer.takeNext() ?? [])]).toEqual([3, 4, 5]);
	buffer.add(Uint8Array.of(6, 7));
	expect(sendAll(buffer)).toEqual([6, 7]);
});

it('reads ends as inclusive once one of them is a byte short of a frame', () => {
	const buffer = filled([3, 3, 3]);
	sendAll(buffer);
	expect(buffer.acknowledge(2)).toBe(true);
	expect(buffer.acknowledged).toBe(3);
	buffer.acknowledge(4);
	expect(buffer.acknowledged).toBe(5);
});

it('reads ends as exclusive once one of them is the end of a frame', () => {
	const buffer = filled([3, 3, 3]);
	sendAll(buffer);
	buffer.acknowledge(3);
	buffer.acknowledge(5);
	expect(buffer.acknowledged).toBe(5);
});

it('ignores old acknowledgments, and does not go beyond what was sent', () => {
	const buffer = filled([3, 3]);
	buffer.takeNext();
	expect(buffer.acknowledge(3)).toBe(true);
	expect(buffer.acknowledge(3)).toBe(false);
	expect(buffer.acknowledge(1)).toBe(false);
	expect(buffer.acknowledge(6)).toBe(false);
	expect(buffer.acknowledged).toBe(3);
});

it('skips audio that the server already has', () => {
	const buffer = filled([3, 3, 3]);
	buffer.takeNext();
	buffer.skipTo(4);
	expect(buffer).toMatchObject({ acknowledged: 4, sent: 4, read: 9 });
	expect(sendAll(buffer)).toEqual([4, 5, 6, 7, 8]);
});
