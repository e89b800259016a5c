import type { OutputMode } from '../outputMode';
import { outputOptions } from '../outputMode';
import { documentItem } from '../resultItem';

/** Output 'Full Response': the document of the API, and Simplified's fields. */
export const full: OutputMode<object> = {
	title: 'Full Response',
	description:
		'Simplified, and everything the API returns, with the secrets of callback addresses masked',
	fields: [],
	options: outputOptions,
	readSettings: () => ({}),
	needsTranscript: false,
	attachesFiles: true,
	shape: (job, { shared }) => [documentItem(job, shared)],
};
