/** Reads a stream frame by frame, so that a reader with other things to do need not wait for it. */
export class PulledAudio {
	/** Nothing more will come. */
	ended = false;

	/** Why reading ended too early; undefined when all was read. */
	failure?: Error;

	/** Since when the next frame is being waited for, in milliseconds; undefined while none is. */
	waitingSince?: number;

	private readonly frames: AsyncIterator<Uint8Array>;

	private ready?: Uint8Array;

	/**
	 * @param changed called when a frame has arrived or the audio has ended
	 * @param now the time in milliseconds
	 */
	constructor(
		frames: AsyncIterable<Uint8Array>,
		private readonly changed: () => void,
		private readonly now: () => number,
	) {
		this.frames = frames[Symbol.asyncIterator]();
	}

	/** The next frame if it has been read; otherwise reading begins, and `changed` tells. */
	take(): Uint8Array | undefined {
		const frame = this.ready;
		this.ready = undefined;
		if (frame === undefined && !this.ended && this.waitingSince === undefined) void this.read();
		return frame;
	}

	/** Takes the audio as ended here. */
	giveUp(failure: Error): void {
		this.failure ??= failure;
		this.ended = true;
	}

	private async read(): Promise<void> {
		this.waitingSince = this.now();
		try {
			const { done, value } = await this.frames.next();
			if (done === true) this.ended = true;
			else this.ready = value;
		} catch (error) {
			this.giveUp(error instanceof Error ? error : new Error(String(error)));
		} finally {
			this.waitingSince = undefined;
			this.changed();
		}
	}
}
