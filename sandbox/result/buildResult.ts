import type { StoredAudio } from '../audio/storedAudio';
import type { JsonObject } from '../json';
import { failed, succeeded } from './addOn';
import { sections } from './sections';
import { transcribe } from './transcript';
import { transcriptionOf } from './transcriptionPart';
import type { Spoken } from './utterance';

export interface ResultInput {
	audio: StoredAudio;
	/** The body of the request that started the job. */
	request: JsonObject;
	/** Result section → status of its failure. */
	failedAddOns: Record<string, number>;
	transcriptionSeconds: number;
}

/** The `result` of a finished job: every section the request enabled and no other. */
export function buildResult(input: ResultInput): JsonObject {
	const { audio, request, failedAddOns } = input;
	const spoken = transcribe(audio, request, failedAddOns.diarization !== undefined);
	return resultOf({ ...input, spoken });
}

/** The same for words that are known already; the audio's content does not matter. */
export function resultOf(
	input: Omit<ResultInput, 'audio'> & {
		audio: Pick<StoredAudio, 'duration' | 'channels'>;
		spoken: Spoken[];
	},
): JsonObject {
	const { audio, spoken, request, failedAddOns, transcriptionSeconds } = input;
	const utterances = spoken.map(({ utterance }) => utterance);
	const addOns = Object.fromEntries(
		Object.entries(sections)
			.filter(([name, { enabled }]) => enabled(request, failedAddOns[name] !== undefined))
			.map(([name, { results }]) => {
				const status = failedAddOns[name];
				return [
					name,
					status === undefined
						? succeeded(results({ spoken, utterances, request }))
						: failed(name, status),
				];
			}),
	);
	return {
		metadata: {
			audio_duration: audio.duration,
			number_of_distinct_channels: audio.channels,
			billing_time: audio.duration * audio.channels,
			transcription_time: transcriptionSeconds,
		},
		transcription: {
			...transcriptionOf(utterances, request),
			...(addOns.sentences === undefined ? {} : { sentences: [addOns.sentences] }),
		},
		...addOns,
	};
}
