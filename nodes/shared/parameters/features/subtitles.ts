import type { ApiParameter, Feature } from '../engine/definition';
import { label } from '../engine/definition';

const makeSubtitles: ApiParameter = {
	path: 'subtitles',
	field: {
		displayName: 'Subtitles',
		name: 'subtitles',
		type: 'boolean',
		default: false,
		description: 'Whether to create subtitles, one file per format and language',
		hint: 'Makes SRT or VTT files for video players',
	},
};

const formats: ApiParameter = {
	path: 'subtitles_config.formats',
	field: {
		displayName: 'Formats',
		name: 'formats',
		type: 'multiOptions',
		options: [
			{
				name: 'SRT',
				value: 'srt',
				description: 'SubRip, which most players and editors read (default)',
			},
			{
				name: 'VTT',
				value: 'vtt',
				description: 'WebVTT, for video on web pages',
			},
		],
		allowArbitraryValues: true,
		default: ['srt'],
		description: 'File formats of the subtitles',
	},
};

const maximumCharactersPerRow: ApiParameter = {
	path: 'subtitles_config.maximum_characters_per_row',
	field: {
		displayName: 'Maximum Characters Per Row',
		name: 'maximumCharactersPerRow',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: 42,
		description: 'Maximum length of a row; 42 is common for television',
	},
};

const maximumDuration: ApiParameter = {
	path: 'subtitles_config.maximum_duration',
	field: {
		displayName: 'Maximum Duration (Seconds)',
		name: 'maximumDuration',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 30, numberPrecision: 3 },
		default: 7,
		description: 'Maximum time a subtitle stays on screen, from 1 to 30 seconds',
	},
};

const maximumRowsPerCaption: ApiParameter = {
	path: 'subtitles_config.maximum_rows_per_caption',
	field: {
		displayName: 'Maximum Rows Per Caption',
		name: 'maximumRowsPerCaption',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 5, numberPrecision: 0 },
		default: 2,
		description: 'Maximum number of rows shown at once, from 1 to 5',
	},
};

const minimumDuration: ApiParameter = {
	path: 'subtitles_config.minimum_duration',
	field: {
		displayName: 'Minimum Duration (Seconds)',
		name: 'minimumDuration',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 3 },
		default: 1,
		description: 'Minimum time a subtitle stays on screen',
	},
};

const style: ApiParameter = {
	path: 'subtitles_config.style',
	field: {
		displayName: 'Style',
		name: 'style',
		type: 'options',
		options: [
			{
				name: 'Compliance',
				value: 'compliance',
				description: 'Follows the rules for archived SRT files (Library of Congress)',
			},
			{
				name: 'Default',
				value: 'default',
				description: 'Ordinary subtitles',
			},
		],
		allowArbitraryValues: true,
		default: 'default',
		description: 'Formatting rules of the subtitles. An expression can name a newer style.',
	},
};

export const subtitles: Feature = {
	isRare: true,
	switch: makeSubtitles,
	settings: {
		displayName: 'Subtitle Options',
		name: 'subtitleOptions',
		parameters: [
			formats,
			maximumCharactersPerRow,
			maximumDuration,
			maximumRowsPerCaption,
			minimumDuration,
			style,
		],
	},
	findIssue(read) {
		const min = read(minimumDuration.path);
		const max = read(maximumDuration.path);
		if (typeof min !== 'number' || typeof max !== 'number' || min <= max) return undefined;
		return {
			message: `${label(minimumDuration)} (${min}) is above ${label(maximumDuration)} (${max})`,
			description: 'Lower the minimum or raise the maximum',
		};
	},
};
