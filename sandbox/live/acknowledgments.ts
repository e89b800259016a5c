import type { Readings } from '../readings/readings';
import type { LiveRecording } from './liveRecording';
import type { LiveTeller } from './liveTeller';

/** How long acknowledgments are held back where the last ones are to go missing, in milliseconds. */
const LATE_MS = 20;

/** A duration as messages state it. */
export const toMilliseconds = (seconds: number) => Math.round(seconds * 1000) / 1000;

/** Tells a client which of its audio was accepted, counted as the readings in force say. */
export class Acknowledgments {
	/** Accepted bytes when the present line began, where the count starts anew with each. */
	private countedFrom = 0;
	private readonly late = new Set<NodeJS.Timeout>();
	private readonly areLate: boolean;
	private readonly isInclusive: boolean;

	constructor(
		private readonly recording: LiveRecording,
		private readonly teller: LiveTeller,
		private readonly readings: Readings,
	) {
		this.areLate = readings.of('liveEnd') === 'end-unacknowledged';
		this.isInclusive = readings.of('byteRange') === 'range-inclusive';
	}

	beginLine(): void {
		const restarts = this.readings.of('byteCount') === 'count-restarts';
		this.countedFrom = restarts ? this.recording.acceptedBytes : 0;
	}

	/** Acknowledges the bytes of the session from one position to another. */
	tell(from: number, to: number): void {
		const range = [from, this.isInclusive ? to - 1 : to];
		const fields = {
			acknowledged: true,
			error: null,
			data: {
				byte_range: range.map((bytes) => bytes - this.countedFrom),
				time_range: [from, to].map((bytes) => toMilliseconds(this.recording.secondsAt(bytes))),
			},
		};
		if (!this.areLate) return this.teller.tell('audio_chunk', fields);
		const timer = setTimeout(() => {
			this.late.delete(timer);
			this.teller.tell('audio_chunk', fields);
		}, LATE_MS);
		this.late.add(timer.unref());
	}

	answerEmptyChunk(): void {
		const reading = this.readings.of('emptyChunk');
		const { acceptedBytes } = this.recording;
		if (reading === 'empty-chunk-confirmed') this.tell(acceptedBytes, acceptedBytes);
		if (reading === 'empty-chunk-refused') this.refuse('audio_chunk', 'The audio chunk is empty');
	}

	/** Acknowledges `stop_recording`; what is late by then is never told. */
	tellStop(unprocessedSeconds: number): void {
		for (const timer of this.late) clearTimeout(timer);
		if (this.areLate) return;
		this.teller.tell('stop_recording', {
			acknowledged: true,
			error: null,
			data: {
				recording_duration: toMilliseconds(this.recording.seconds),
				recording_left_to_process: toMilliseconds(unprocessedSeconds),
			},
		});
	}

	refuse(type: 'audio_chunk' | 'stop_recording', message: string): void {
		this.teller.tell(type, { acknowledged: false, error: { message }, data: null });
	}
}
