import type { ApiParameter, Feature } from '../engine/definition';
import { chapterization } from './legacy';

const wordsAccurateTimestamps: ApiParameter = {
	path: 'realtime_processing.words_accurate_timestamps',
	live: 'realtime_processing.words_accurate_timestamps',
	field: {
		displayName: 'Accurate Word Timestamps',
		name: 'wordsAccurateTimestamps',
		type: 'boolean',
		default: false,
		description: 'Whether to find the times of words more exactly. Newer versions always do.',
	},
};

/** Fields of earlier versions of the live API, for older workflows. */
export const liveLegacy: Feature = {
	settings: {
		displayName: 'Legacy Options',
		name: 'legacyOptions',
		inSettings: true,
		parameters: [
			wordsAccurateTimestamps,
			{
				...chapterization,
				field: {
					...chapterization.field,
					description:
						'Whether to divide the transcript into chapters. Current versions of the API ignore it.',
				},
			},
		],
	},
};
