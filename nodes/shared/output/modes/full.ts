import type { OutputMode } from '../outputMode';

/** Output 'Full Response': the document of the API. */
export const full: OutputMode<object> = {
	title: 'Full Response',
	description: 'Everything the API returns, with the secrets of callback addresses masked',
	fields: [],
	readSettings: () => ({}),
	needsTranscript: false,
	shape: (job) => [{ json: { ...job } }],
};
