import type {
	LiveV2Response,
	LiveV2TranscriptionResultWithMessages,
	PreRecordedV2AddonError,
	PreRecordedV2Response,
	PreRecordedV2TranscriptionResult,
} from '@gladiaio/sdk';

/**
 * The answer of one add-on. `success` can be false while the job itself is `done`; `error` then
 * says why. `exec_time` is in seconds.
 */
export interface AddOnSection<Results> {
	success: boolean;
	is_empty: boolean;
	exec_time: number;
	error: PreRecordedV2AddonError | null;
	results: Results | null;
}

/** A chapter as the older API wrote it; times are in seconds. */
export interface Chapter {
	headline?: string;
	gist?: string;
	summary?: string;
	abstractive_summary?: string;
	extractive_summary?: string;
	keywords?: string[];
	start?: number;
	end?: number;
	text?: string;
	sentences?: unknown[];
}

/** Sections that the SDK's types do not list (any more), but that older and live jobs hold. */
export interface LegacySections {
	chapterization?: AddOnSection<Chapter[]>;
	/** The same as `chapterization`, under the name that older documents use. */
	chapters?: AddOnSection<Chapter[]>;
	custom_spelling?: AddOnSection<string>;
	pii_redaction?: AddOnSection<unknown>;
	speaker_reidentification?: AddOnSection<unknown>;
}

export type TranscriptionResult = PreRecordedV2TranscriptionResult &
	Pick<LiveV2TranscriptionResultWithMessages, 'messages'> &
	LegacySections;

/**
 * A job as `GET /v2/pre-recorded/{id}` and `GET /v2/live/{id}` answer it, in every state. What
 * arrives is not checked against this type, so code that reads a job treats it as unknown data.
 */
export type TranscriptionJob = Omit<PreRecordedV2Response | LiveV2Response, 'result'> & {
	result?: TranscriptionResult | null;
};
