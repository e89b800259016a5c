/**
 * Audio that may have to be sent again: everything after the last acknowledged byte. Positions are
 * counted in bytes from the first byte of the audio.
 */
export class RetransmitBuffer {
	/** Up to where the server has acknowledged the audio. */
	acknowledged = 0;

	/** Up to where the audio was sent over the current connection. */
	sent = 0;

	/** Up to where the audio has been read. */
	read = 0;

	private frames: Uint8Array[] = [];

	/** Position of the first frame. */
	private start = 0;

	/** Whether acknowledged ranges include their end position; unknown before the first one. */
	private isInclusive?: boolean;

	/** How many of the frames were sent over the current connection. */
	private sentFrames = 0;

	/** @param capacity bytes at which the buffer counts as full */
	constructor(private readonly capacity: number) {}

	get isFull(): boolean {
		return this.read - this.acknowledged >= this.capacity;
	}

	/** Whether the server has acknowledged everything that was read so far. */
	get isEmpty(): boolean {
		return this.acknowledged === this.read;
	}

	add(frame: Uint8Array): void {
		this.frames.push(frame);
		this.read += frame.length;
	}

	/** The next frame to send over the current connection, if there is one. */
	takeNext(): Uint8Array | undefined {
		const frame = this.frames[this.sentFrames];
		if (frame === undefined) return undefined;
		this.sentFrames++;
		this.sent += frame.length;
		return frame;
	}

	/** Goes back to right after the last acknowledged byte, for another connection. */
	rewind(): void {
		const [first] = this.frames;
		const acknowledged = this.acknowledged - this.start;
		if (first !== undefined && acknowledged > 0) this.frames[0] = first.subarray(acknowledged);
		this.start = this.acknowledged;
		this.sent = this.acknowledged;
		this.sentFrames = 0;
	}

	/** Continues from a position up to which the server turned out to have all audio. */
	skipTo(position: number): void {
		this.acknowledged = position;
		this.discard(position);
		this.rewind();
	}

	/**
	 * Discards acknowledged audio. A position that was not sent yet counts as the last one that was; a
	 * position before the acknowledged one changes nothing.
	 *
	 * @param end position as reported, see `endOf`
	 * @returns whether the position was new
	 */
	acknowledge(end: number): boolean {
		const acknowledged = Math.min(this.endOf(end), this.sent);
		if (acknowledged <= this.acknowledged) return false;
		this.acknowledged = acknowledged;
		this.discard(acknowledged);
		return true;
	}

	/** Discards the frames that end at or before a position. */
	private discard(position: number): void {
		for (let [first] = this.frames; first !== undefined; [first] = this.frames) {
			if (this.start + first.length > position) break;
			this.start += first.length;
			this.frames.shift();
			this.sentFrames--;
		}
	}

	/**
	 * Gladia's SDK reads the second number of a byte range as the position after the last byte, its
	 * published AsyncAPI document as the last byte itself. The first acknowledgment that ends where one
	 * of our frames ends shows which it is.
	 */
	private endOf(reported: number): number {
		let end = this.start;
		for (const { length } of this.frames) {
			if (this.isInclusive !== undefined || end > reported) break;
			end += length;
			if (end === reported) this.isInclusive = false;
			else if (end === reported + 1) this.isInclusive = true;
		}
		return this.isInclusive === true ? reported + 1 : reported;
	}
}
