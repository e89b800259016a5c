import type { Delivery } from '../../nodes/GladiaTrigger/deliveries';
import { claimDelivery, deliveryKey } from '../../nodes/GladiaTrigger/deliveries';
import { ExpiringMap } from '../../nodes/GladiaTrigger/expiringMap';
import type { TriggerEvent } from '../../nodes/GladiaTrigger/readEvent';

const event = (change: Partial<TriggerEvent> = {}): TriggerEvent => ({
	id: 'job-1',
	event: 'transcription.success',
	name: 'transcription.success',
	sender: 'webhook',
	kind: 'pre-recorded',
	isKindKnown: true,
	...change,
});
const call = (id: string, body = 'body') => ({
	signature: { id, timestamp: '1', signatures: '' },
	rawBody: Buffer.from(body),
});

describe('The key of a delivery', () => {
	it('is the Svix id for signed calls, whatever the body', () => {
		const key = deliveryKey(event(), 'signature', call('msg_1'));
		expect(deliveryKey(event({ id: 'job-2' }), 'signature', call('msg_1', 'new'))).toBe(key);
		expect(deliveryKey(event(), 'signature', call('msg_2'))).not.toBe(key);
	});

	it.each(['api', 'token'] as const)('is job and event for calls proved by %s', (proof) => {
		const key = deliveryKey(event(), proof, call('msg_1'));
		expect(deliveryKey(event(), proof, call('msg_2', 'new'))).toBe(key);
		expect(deliveryKey(event({ id: 'job-2' }), proof, call('msg_1'))).not.toBe(key);
		expect(deliveryKey(event({ event: 'transcription.error' }), proof, call('msg_1'))).not.toBe(
			key,
		);
	});

	it('includes the bytes of live messages with a token, but not of confirmed ones', () => {
		const live = event({ event: 'live.transcript', kind: 'live' });
		const keys = (proof: 'token' | 'api') =>
			['one', 'two'].map((body) => deliveryKey(live, proof, call('', body)));
		expect(new Set(keys('token')).size).toBe(2);
		expect(new Set(keys('api')).size).toBe(1);
	});

	it('has a fixed length and differs by proof', () => {
		const proofs = ['signature', 'api', 'token'] as const;
		const keys = proofs.map((proof) =>
			deliveryKey(event({ id: 'x'.repeat(5_000) }), proof, call('a')),
		);
		expect(new Set(keys).size).toBe(3);
		expect(keys.map(({ length }) => length)).toEqual([22, 22, 22]);
	});
});

describe('A claim', () => {
	it('goes to one of several copies, and the others learn that it succeeded', async () => {
		const deliveries = new ExpiringMap<Delivery>(10);
		const first = await claimDelivery(deliveries, 'a');
		const copies = [claimDelivery(deliveries, 'a'), claimDelivery(deliveries, 'a')];
		first?.settle(true);
		expect(await Promise.all(copies)).toEqual([undefined, undefined]);
		expect(await claimDelivery(deliveries, 'b')).toBeDefined();
	});

	it('passes to exactly one copy after a failure', async () => {
		const deliveries = new ExpiringMap<Delivery>(10);
		const first = await claimDelivery(deliveries, 'a');
		const copies = [claimDelivery(deliveries, 'a'), claimDelivery(deliveries, 'a')];
		first?.settle(false);
		const next = await Promise.race(copies);
		expect(next).toBeDefined();
		next?.settle(true);
		expect((await Promise.all(copies)).filter((claim) => claim !== undefined)).toHaveLength(1);
		expect(await claimDelivery(deliveries, 'a')).toBeUndefined();
	});

	it('keeps its first outcome', async () => {
		const deliveries = new ExpiringMap<Delivery>(10);
		const claim = await claimDelivery(deliveries, 'a');
		claim?.settle(Promise.resolve(true));
		claim?.settle(false);
		expect(await claimDelivery(deliveries, 'a')).toBeUndefined();
	});
});
