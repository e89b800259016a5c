import type { ApiParameter, Feature } from '../engine/definition';

const recognizeEntities: ApiParameter = {
	path: 'named_entity_recognition',
	live: 'realtime_processing.named_entity_recognition',
	field: {
		displayName: 'Named Entity Recognition',
		name: 'namedEntityRecognition',
		type: 'boolean',
		default: false,
		description: 'Whether to extract names, places, organizations, dates and other entities',
		hint: 'Finds names, places, organizations, dates',
	},
};

const analyzeSentiment: ApiParameter = {
	path: 'sentiment_analysis',
	live: 'realtime_processing.sentiment_analysis',
	field: {
		displayName: 'Sentiment Analysis',
		name: 'sentimentAnalysis',
		type: 'boolean',
		default: false,
		description: 'Whether to detect the sentiment and emotion of what is said',
		hint: 'Finds how people feel about what they say',
	},
};

/** Add-ons without settings. */
export const namedEntityRecognition: Feature = { isRare: true, switch: recognizeEntities };
export const sentimentAnalysis: Feature = { isRare: true, switch: analyzeSentiment };
