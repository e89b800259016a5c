import { AudioDelivery } from '../../../nodes/GladiaLive/session/audioDelivery';

const delivered = (frames: number, isUsed = false) => {
	const delivery = new AudioDelivery(1_000, isUsed);
	delivery.startConnection();
	for (let n = 0; n < frames; n++) delivery.add(new Uint8Array(10));
	for (let n = 0; n < frames; n++) delivery.takeNext();
	return delivery;
};

it('counts what was read and acknowledged', () => {
	const delivery = delivered(3);
	expect(delivery.isAwaitingAcknowledgment).toBe(true);
	expect(delivery.acknowledge({ from: 0, to: 10 })).toBe(true);
	expect(delivery.bytes).toEqual({ readBytes: 30, acknowledgedBytes: 10, misplacedBytes: 0 });
	expect(delivery.acknowledge({ from: 10, to: 30 })).toBe(true);
	expect(delivery.isAllAcknowledged).toBe(true);
	expect(delivery.isAwaitingAcknowledgment).toBe(false);
});

it('never waits on the first connection', () => {
	expect(delivered(3).mustWait).toBe(false);
});

it('sends one chunk on a second connection, and waits for its acknowledgment', () => {
	const delivery = delivered(3);
	delivery.acknowledge({ from: 0, to: 10 });
	delivery.startConnection();
	expect(delivery.mustWait).toBe(false);
	expect(delivery.takeNext()).toHaveLength(10);
	expect(delivery.mustWait).toBe(true);
	delivery.acknowledge({ from: 10, to: 20 });
	expect(delivery.mustWait).toBe(false);
});

it('skips what Gladia turned out to have, except for the chunk that showed it', () => {
	const delivery = delivered(4);
	delivery.acknowledge({ from: 0, to: 10 });
	delivery.startConnection();
	delivery.takeNext();
	// Gladia had 40 bytes, and appended the chunk.
	expect(delivery.acknowledge({ from: 40, to: 50 })).toBe(true);
	expect(delivery.bytes).toEqual({ readBytes: 40, acknowledgedBytes: 40, misplacedBytes: 10 });
	expect(delivery.takeNext()).toBeUndefined();
});

it('can resume if the place of the audio is known, or nothing was sent', () => {
	expect(delivered(1).canResume).toBe(true);
	expect(delivered(0, true).canResume).toBe(true);
	const used = delivered(1, true);
	expect(used.canResume).toBe(false);
	used.acknowledge({ from: 500, to: 510 });
	expect(used.canResume).toBe(true);
});

it('can count everything as acknowledged', () => {
	const delivery = delivered(3);
	delivery.acknowledgeAll();
	expect(delivery.isAllAcknowledged).toBe(true);
	expect(delivery.bytes.acknowledgedBytes).toBe(30);
});
