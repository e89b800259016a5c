import type { ByteRange } from '../messages/liveMessage';
import { ByteOffset } from './byteOffset';
import { RetransmitBuffer } from './retransmitBuffer';

/** How much of the audio has been read, sent and acknowledged, over all connections of a session. */
export class AudioDelivery {
	private readonly buffer: RetransmitBuffer;

	private readonly offset: ByteOffset;

	/**
	 * @param capacity unacknowledged bytes at which reading should pause
	 * @param isUsed whether another client may have sent audio to the session before
	 */
	constructor(capacity: number, isUsed: boolean) {
		this.buffer = new RetransmitBuffer(capacity);
		this.offset = new ByteOffset(isUsed);
	}

	get bytes(): { readBytes: number; acknowledgedBytes: number; misplacedBytes: number } {
		const { read: readBytes, acknowledged: acknowledgedBytes } = this.buffer;
		return { readBytes, acknowledgedBytes, misplacedBytes: this.offset.misplacedBytes };
	}

	get isFull(): boolean {
		return this.buffer.isFull;
	}

	/** Whether everything that was read so far is acknowledged. */
	get isAllAcknowledged(): boolean {
		return this.buffer.isEmpty;
	}

	/** Whether audio sent over the current connection has not been acknowledged yet. */
	get isAwaitingAcknowledgment(): boolean {
		return this.buffer.sent > this.buffer.acknowledged;
	}

	/**
	 * Whether nothing may be sent before the next acknowledgment. The first one on a new connection shows
	 * how much Gladia has kept of the audio before it, so that at most one chunk is sent twice.
	 */
	get mustWait(): boolean {
		return this.offset.isUncertain && this.isAwaitingAcknowledgment;
	}

	/** Whether it is known where to continue over another connection. */
	get canResume(): boolean {
		return this.offset.isKnown || this.buffer.sent === 0;
	}

	/** Continues over another connection, with the first byte that is not acknowledged. */
	startConnection(): void {
		const { acknowledged, sent } = this.buffer;
		this.offset.startConnection(acknowledged, sent - acknowledged);
		this.buffer.rewind();
	}

	add(frame: Uint8Array): void {
		this.buffer.add(frame);
	}

	/** The next frame to send over the current connection, if there is one. */
	takeNext(): Uint8Array | undefined {
		return this.buffer.takeNext();
	}

	/** @returns whether the range was progress */
	acknowledge(range: ByteRange): boolean {
		const { end, keptUntil } = this.offset.place(range);
		const isNew = this.buffer.acknowledge(end);
		const skipped = keptUntil - this.buffer.acknowledged;
		if (skipped <= 0) return isNew;
		this.buffer.skipTo(keptUntil);
		this.offset.skip(skipped);
		return true;
	}

	/** Counts everything that was read as acknowledged. */
	acknowledgeAll(): void {
		this.buffer.skipTo(this.buffer.read);
	}
}
