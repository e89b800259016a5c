import { GladiaCount } from './byteOffset';
import type { ByteRange } from './messages';
import { UnacknowledgedAudio } from './retransmitBuffer';

/** How much of the audio has been read, sent and confirmed, over all lines of a session. */
export class AudioDelivery {
	private readonly held: UnacknowledgedAudio;

	private readonly count: GladiaCount;

	/**
	 * @param capacity from how many unconfirmed bytes on nothing more should be added
	 * @param isUsed whether others may have sent audio to the session before
	 */
	constructor(capacity: number, isUsed: boolean) {
		this.held = new UnacknowledgedAudio(capacity);
		this.count = new GladiaCount(isUsed);
	}

	get bytes(): { readBytes: number; acknowledgedBytes: number; misplacedBytes: number } {
		const { read: readBytes, acknowledged: acknowledgedBytes } = this.held;
		return { readBytes, acknowledgedBytes, misplacedBytes: this.count.misplacedBytes };
	}

	get isFull(): boolean {
		return this.held.isFull;
	}

	/** Whether all that was read so far is confirmed. */
	get isAllConfirmed(): boolean {
		return this.held.isEmpty;
	}

	/** Whether a confirmation of something sent over the present line has still to come. */
	get isOverdue(): boolean {
		return this.held.sent > this.held.acknowledged;
	}

	/**
	 * Whether nothing may be sent before the next confirmation. The first one on a new line shows how
	 * much Gladia has kept of the audio before it, so that no more than one chunk is sent twice.
	 */
	get mustWait(): boolean {
		return this.count.isUnsure && this.isOverdue;
	}

	/** Whether it is known where to go on over another line. */
	get canResume(): boolean {
		return this.count.isKnown || this.held.sent === 0;
	}

	/** Goes on over another line, with the first byte that is not confirmed. */
	beginLine(): void {
		this.count.beginLine(this.held.acknowledged, this.held.sent - this.held.acknowledged);
		this.held.rewind();
	}

	add(frame: Uint8Array): void {
		this.held.add(frame);
	}

	/** The next frame to send over the present line, if there is one. */
	takeNext(): Uint8Array | undefined {
		return this.held.takeNext();
	}

	/** @returns whether the range brought the session on */
	confirm(range: ByteRange): boolean {
		const { end, keptUntil } = this.count.place(range);
		const isNew = this.held.acknowledge(end);
		const skipped = keptUntil - this.held.acknowledged;
		if (skipped <= 0) return isNew;
		this.held.skipTo(keptUntil);
		this.count.skip(skipped);
		return true;
	}

	/** Takes everything that was read for confirmed. */
	confirmAll(): void {
		this.held.skipTo(this.held.read);
	}
}
