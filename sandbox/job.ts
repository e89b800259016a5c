import type { JsonObject } from './json';

export type JobStatus = 'queued' | 'processing' | 'done' | 'error';
export type JobKind = 'pre-recorded' | 'live';

/** What the API says about the audio of a job; durations in seconds. */
export interface JobFile {
	id: string;
	filename: string | null;
	source: string | null;
	audio_duration: number | null;
	number_of_channels: number | null;
}

/** A job exactly as `GET /v2/pre-recorded/{id}` or `GET /v2/live/{id}` answers it. */
export interface Job {
	id: string;
	request_id: string;
	version: number;
	status: JobStatus;
	created_at: string;
	completed_at: string | null;
	custom_metadata?: JsonObject;
	error_code: number | null;
	post_session_metadata: JsonObject;
	kind: JobKind;
	file: JobFile | null;
	request_params: JsonObject | null;
	result: JsonObject | null;
}
