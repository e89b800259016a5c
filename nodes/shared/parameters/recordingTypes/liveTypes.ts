import type { RecordingType } from '../engine/recordingType';
import { custom } from '../engine/recordingType';

/** Seconds of silence that end an utterance, and its greatest length in seconds. */
const pauses = (endpointing: number, longest: number) => ({
	endpointing,
	maximum_duration_without_endpointing: longest,
});

const partials = { 'messages_config.receive_partial_transcripts': true };

/**
 * What Gladia recommends for live audio, by the value of 'Recording Type'.
 *
 * @see https://docs.gladia.io/chapters/live-stt/recommended-parameters
 */
export const liveTypes = {
	call: {
		name: 'Call',
		description: 'People on the phone, who take turns quickly',
		notice: 'Sets Endpointing to 0.3 and Longest Utterance to 15 seconds',
		presets: [{ values: pauses(0.3, 15) }],
	},
	captions: {
		name: 'Captions',
		description: 'Text to read along while it is being spoken',
		notice:
			'Sets Endpointing to 0.3 and Longest Utterance to 5 seconds, and turns on Partial Transcripts',
		presets: [{ values: { ...pauses(0.3, 5), ...partials } }],
	},
	custom,
	meeting: {
		name: 'Meeting',
		description: 'Several people, who pause to think',
		notice:
			'Sets Endpointing to 0.4 and Longest Utterance to 15 seconds, and turns on Partial Transcripts',
		presets: [{ values: { ...pauses(0.4, 15), ...partials } }],
	},
	voiceAgent: {
		name: 'Voice Agent',
		description: 'One person who waits for an answer, so every moment counts',
		notice:
			'Sets Endpointing to 0.1 and Longest Utterance to 15 seconds, and turns on Partial Transcripts',
		presets: [{ values: { ...pauses(0.1, 15), ...partials } }],
	},
} satisfies Record<string, RecordingType>;
