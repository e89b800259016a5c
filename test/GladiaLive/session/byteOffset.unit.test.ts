import { ByteOffset } from '../../../nodes/GladiaLive/session/byteOffset';

it('is zero in a session that nobody else has used', () => {
	const offset = new ByteOffset(false);
	expect(offset.isKnown).toBe(true);
	offset.startConnection(0, 0);
	expect(offset.place({ from: 0, to: 100 })).toEqual({ end: 100, keptUntil: 0 });
	expect(offset.place({ from: 100, to: 250 })).toEqual({ end: 250, keptUntil: 0 });
	expect(offset.misplacedBytes).toBe(0);
});

it('is learned from the first acknowledgment in a used session', () => {
	const offset = new ByteOffset(true);
	expect(offset.isKnown).toBe(false);
	offset.startConnection(0, 0);
	expect(offset.place({ from: 700, to: 800 })).toEqual({ end: 100, keptUntil: 0 });
	expect(offset.isKnown).toBe(true);
	expect(offset.place({ from: 800, to: 900 })).toEqual({ end: 200, keptUntil: 0 });
	expect(offset.misplacedBytes).toBe(0);
});

describe('on a second connection', () => {
	/** 300 bytes were acknowledged, and 200 more were sent. */
	const reconnected = () => {
		const offset = new ByteOffset(false);
		offset.startConnection(0, 0);
		offset.place({ from: 0, to: 300 });
		offset.startConnection(300, 200);
		return offset;
	};

	it('is uncertain until the first acknowledgment', () => {
		const offset = reconnected();
		expect(offset.isUncertain).toBe(true);
		offset.place({ from: 300, to: 400 });
		expect(offset.isUncertain).toBe(false);
	});

	it('stays as it was if Gladia kept nothing more', () => {
		const offset = reconnected();
		expect(offset.place({ from: 300, to: 400 })).toEqual({ end: 400, keptUntil: 300 });
		expect(offset.misplacedBytes).toBe(0);
	});

	it('shows what Gladia kept of the unacknowledged bytes', () => {
		const offset = reconnected();
		expect(offset.place({ from: 500, to: 600 })).toEqual({ end: 400, keptUntil: 500 });
		expect(offset.misplacedBytes).toBe(200);
		// Of these, 100 were not sent again.
		offset.skip(100);
		expect(offset.misplacedBytes).toBe(100);
		expect(offset.place({ from: 600, to: 700 })).toEqual({ end: 600, keptUntil: 0 });
	});

	it('counts bytes that Gladia did not keep as misplaced', () => {
		const offset = reconnected();
		expect(offset.place({ from: 250, to: 350 })).toEqual({ end: 400, keptUntil: 300 });
		expect(offset.misplacedBytes).toBe(-50);
	});

	it('starts from 0 if Gladia counts every connection anew', () => {
		const offset = reconnected();
		expect(offset.place({ from: 0, to: 100 })).toEqual({ end: 400, keptUntil: 300 });
		expect(offset.misplacedBytes).toBe(0);
	});

	it('does not take bytes that were sent again for bytes that were kept', () => {
		const offset = reconnected();
		// 100 bytes were sent over this connection, which broke before any acknowledgment.
		offset.startConnection(300, 100);
		expect(offset.place({ from: 450, to: 550 })).toEqual({ end: 400, keptUntil: 350 });
		expect(offset.misplacedBytes).toBe(150);
	});
});
