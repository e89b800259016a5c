/**
 * Audio that may have to be sent again: everything from the last acknowledged byte on. Positions
 * are counted in bytes from the first byte of the audio.
 */
export class UnacknowledgedAudio {
	/** Up to where the server has confirmed the audio. */
	acknowledged = 0;

	/** Up to where the audio was sent over the present line. */
	sent = 0;

	/** Up to where the audio has been read. */
	read = 0;

	private frames: Uint8Array[] = [];

	/** Position of the first frame. */
	private start = 0;

	/** Whether confirmed ranges end with their last byte; unknown before the first one. */
	private lastByteIsNamed?: boolean;

	/** How many of the frames were sent over the present line. */
	private sentFrames = 0;

	/** @param capacity from how many bytes on nothing more should be added */
	constructor(private readonly capacity: number) {}

	get isFull(): boolean {
		return this.read - this.acknowledged >= this.capacity;
	}

	/** Whether the server has confirmed all that was read so far. */
	get isEmpty(): boolean {
		return this.acknowledged === this.read;
	}

	add(frame: Uint8Array): void {
		this.frames.push(frame);
		this.read += frame.length;
	}

	/** The next frame to send over the present line, if there is one. */
	takeNext(): Uint8Array | undefined {
		const frame = this.frames[this.sentFrames];
		if (frame === undefined) return undefined;
		this.sentFrames++;
		this.sent += frame.length;
		return frame;
	}

	/** Begins anew, over another line, exactly after the last acknowledged byte. */
	rewind(): void {
		const [first] = this.frames;
		const confirmed = this.acknowledged - this.start;
		if (first !== undefined && confirmed > 0) this.frames[0] = first.subarray(confirmed);
		this.start = this.acknowledged;
		this.sent = this.acknowledged;
		this.sentFrames = 0;
	}

	/** Goes on from a position up to which the server turned out to have all audio. */
	skipTo(position: number): void {
		this.acknowledged = position;
		this.forget(position);
		this.rewind();
	}

	/**
	 * Forgets what the server has confirmed. A position that was not reached yet counts as the last
	 * one that was, and one before the present position is old news.
	 *
	 * @param end position as reported, see `endOf`
	 * @returns whether there was something new to confirm
	 */
	acknowledge(end: number): boolean {
		const confirmed = Math.min(this.endOf(end), this.sent);
		if (confirmed <= this.acknowledged) return false;
		this.acknowledged = confirmed;
		this.forget(confirmed);
		return true;
	}

	/** Lets go of the frames that end at or before a position. */
	private forget(position: number): void {
		for (let [first] = this.frames; first !== undefined; [first] = this.frames) {
			if (this.start + first.length > position) break;
			this.start += first.length;
			this.frames.shift();
			this.sentFrames--;
		}
	}

	/**
	 * Gladia's SDK reads the second number of a byte range as the position after the last byte, its
	 * published AsyncAPI document as the last byte itself. The first confirmation that ends where a
	 * frame of ours ends tells which it is.
	 */
	private endOf(reported: number): number {
		let end = this.start;
		for (const { length } of this.frames) {
			if (this.lastByteIsNamed !== undefined || end > reported) break;
			end += length;
			if (end === reported) this.lastByteIsNamed = false;
			else if (end === reported + 1) this.lastByteIsNamed = true;
		}
		return this.lastByteIsNamed === true ? reported + 1 : reported;
	}
}
