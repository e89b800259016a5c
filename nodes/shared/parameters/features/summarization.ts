import type { ApiParameter, Feature } from '../engine/definition';

const summarize: ApiParameter = {
	path: 'summarization',
	live: 'post_processing.summarization',
	field: {
		displayName: 'Summarization',
		name: 'summarization',
		type: 'boolean',
		default: false,
		description: 'Whether to summarize the transcript',
		hint: 'Sums up what was said',
	},
};

const type: ApiParameter = {
	path: 'summarization_config.type',
	live: 'post_processing.summarization_config.type',
	field: {
		displayName: 'Summary Type',
		name: 'summaryType',
		type: 'options',
		options: [
			{
				name: 'Bullet Points',
				value: 'bullet_points',
				description: 'The main points as a list',
			},
			{
				name: 'Concise',
				value: 'concise',
				description: 'A few sentences',
			},
			{
				name: 'General',
				value: 'general',
				description: 'A full summary in prose (default)',
			},
		],
		allowArbitraryValues: true,
		default: 'general',
		description: 'Format of the summary. An expression can name a newer one.',
	},
};

export const summarization: Feature = {
	switch: summarize,
	settings: {
		displayName: 'Summarization Options',
		name: 'summarizationOptions',
		parameters: [type],
	},
};
