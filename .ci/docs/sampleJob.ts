import type { TranscriptionJob } from '../../nodes/shared/api/types';
import { sampleAudio } from '../../sandbox/audio/speechSample';
import { jobFile } from '../../sandbox/audio/storedAudio';
import { buildResult } from '../../sandbox/result/buildResult';

const audio = sampleAudio();

/** A request that turns on what the outputs can show. */
const request = {
	audio_url: `https://api.gladia.io/file/${audio.id}`,
	diarization: true,
	summarization: true,
	audio_to_llm: true,
	audio_to_llm_config: { prompts: ['What is the caller waiting for?'] },
	translation: true,
	translation_config: { target_languages: ['fr'] },
	sentiment_analysis: true,
	named_entity_recognition: true,
	chapterization: true,
	sentences: true,
};

/** What the sandbox answers to the request for the bundled recording, with an id and times that stay. */
export const sampleJob = {
	id: '45463597-20b7-4af7-b3b3-f5fb778203ab',
	request_id: 'G-45463597',
	version: 2,
	status: 'done',
	created_at: '2026-11-21T10:00:00.000Z',
	completed_at: '2026-11-21T10:00:04.000Z',
	custom_metadata: { order: 1042 },
	error_code: null,
	post_session_metadata: {},
	kind: 'pre-recorded',
	file: jobFile(audio),
	request_params: request,
	result: buildResult({ audio, request, failedAddOns: {}, transcriptionSeconds: 1 }),
} as unknown as TranscriptionJob;
