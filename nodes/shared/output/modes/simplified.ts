import type { OutputMode } from '../outputMode';
import { outputOptions } from '../outputMode';
import { resultItem } from '../resultItem';

/** Output 'Simplified': one flat item. */
export const simplified: OutputMode<object> = {
	title: 'Simplified',
	description: 'The fields that most workflows need, such as transcript, summary and status',
	fields: [],
	options: outputOptions,
	readSettings: () => ({}),
	needsTranscript: false,
	attachesFiles: true,
	shape: (job, { shared }) => [resultItem(job, shared)],
};
