import { randomUUID } from 'node:crypto';
import type { AudioStore } from '../audio/audioStore';
import type { StoredAudio } from '../audio/storedAudio';
import type { LiveRecording } from './liveRecording';

/**
 * Makes a finished recording a WAV file of the store.
 * @param filename with the extension `wav`
 * @returns undefined when there is no audio in it
 */
export async function storeRecording(
	recording: LiveRecording,
	filename: string,
	store: AudioStore,
): Promise<StoredAudio | undefined> {
	const size = await recording.finish();
	if (recording.seconds === 0) {
		await recording.discard();
		return undefined;
	}
	const audio: StoredAudio = {
		id: randomUUID(),
		filename,
		extension: 'wav',
		size,
		duration: Math.round(recording.seconds * 1000) / 1000,
		channels: recording.format.channels,
		sha256: recording.sha256,
		filePath: recording.filePath,
	};
	await store.adopt(audio);
	return audio;
}
