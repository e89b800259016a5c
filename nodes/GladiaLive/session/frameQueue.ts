/** Reads a stream one frame ahead, so that a reader with other things to do need not wait for it. */
export class FrameQueue {
	/** Nothing more will come. */
	ended = false;

	/** Why reading ended too early; undefined when all was read. */
	failure?: Error;

	private readonly frames: AsyncIterator<Uint8Array, unknown>;

	private ready?: Uint8Array;

	private isReading = false;

	/** @param onChange called when a frame has arrived or the audio has ended */
	constructor(
		frames: AsyncIterable<Uint8Array>,
		private readonly onChange: () => void,
	) {
		this.frames = frames[Symbol.asyncIterator]();
	}

	/** The next frame if it has been read; otherwise starts reading it, and `onChange` follows. */
	take(): Uint8Array | undefined {
		const frame = this.ready;
		this.ready = undefined;
		if (frame === undefined && !this.ended && !this.isReading) void this.read();
		return frame;
	}

	private async read(): Promise<void> {
		this.isReading = true;
		try {
			const { done, value } = await this.frames.next();
			if (done === true) this.ended = true;
			else this.ready = value;
		} catch (error) {
			this.failure = error instanceof Error ? error : new Error(String(error));
			this.ended = true;
		} finally {
			this.isReading = false;
			this.onChange();
		}
	}
}
