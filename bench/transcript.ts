import type { TranscriptionJob } from '../nodes/shared/api/types';
import { buildResult } from '../sandbox/result/buildResult';

/** The sandbox's people talk at this pace, pauses included. */
const WORDS_PER_SECOND = 2.3;

const request = {
	audio_url: 'https://example.com/long.mp3',
	diarization: true,
	named_entity_recognition: true,
	sentiment_analysis: true,
	summarization: true,
	chapterization: true,
	translation: true,
	translation_config: { target_languages: ['fr'] },
};

/**
 * A finished job with about so many words and several add-ons, but without those that cut the
 * speech into sentences and captions: then the node does it itself.
 */
export function longJob(words: number): TranscriptionJob {
	const duration = words / WORDS_PER_SECOND;
	const audio = {
		id: '00000000-0000-4000-8000-000000000001',
		filename: 'long.mp3',
		extension: 'mp3',
		size: 1,
		duration,
		channels: 1,
		sha256: '0'.repeat(64),
	};
	const job = {
		id: '00000000-0000-4000-8000-000000000002',
		request_id: 'G-bench',
		version: 2,
		status: 'done',
		created_at: '2026-01-01T00:00:00.000Z',
		completed_at: '2026-01-01T00:05:00.000Z',
		custom_metadata: null,
		error_code: null,
		post_session_metadata: {},
		kind: 'pre-recorded',
		file: { id: audio.id, filename: audio.filename, source: null, audio_duration: duration },
		request_params: request,
		result: buildResult({ audio, request, failedAddOns: {}, transcriptionSeconds: 300 }),
	};
	// As it comes from the network: no part of it is shared with another one.
	return JSON.parse(JSON.stringify(job)) as TranscriptionJob;
}
