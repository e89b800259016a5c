import type { ApiParameter, Feature } from '../engine/definition';
import { label } from '../engine/definition';

const diarize: ApiParameter = {
	path: 'diarization',
	field: {
		displayName: 'Speaker Diarization',
		name: 'diarization',
		type: 'boolean',
		default: false,
		description: 'Whether to detect who speaks when and number the speakers (diarization)',
		hint: 'Tells speakers apart',
	},
};

const maxSpeakers: ApiParameter = {
	path: 'diarization_config.max_speakers',
	field: {
		displayName: 'Maximum Number of Speakers',
		name: 'maxSpeakers',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 0 },
		default: 5,
		description: 'Highest number of speakers to expect, as a hint to Gladia',
	},
};

const minSpeakers: ApiParameter = {
	path: 'diarization_config.min_speakers',
	field: {
		displayName: 'Minimum Number of Speakers',
		name: 'minSpeakers',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 0 },
		default: 1,
		description: 'Lowest number of speakers to expect, as a hint to Gladia',
	},
};

const numberOfSpeakers: ApiParameter = {
	path: 'diarization_config.number_of_speakers',
	field: {
		displayName: 'Number of Speakers',
		name: 'numberOfSpeakers',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: 2,
		description:
			'Number of speakers in the recording, as a hint to Gladia. You can combine it with a minimum and a maximum.',
	},
};

export const diarization: Feature = {
	switch: diarize,
	settings: {
		displayName: 'Diarization Options',
		name: 'diarizationOptions',
		parameters: [maxSpeakers, minSpeakers, numberOfSpeakers],
	},
	findIssue(read) {
		const min = read(minSpeakers.path);
		const max = read(maxSpeakers.path);
		if (typeof min !== 'number' || typeof max !== 'number' || min <= max) return undefined;
		return {
			message: `${label(minSpeakers)} (${min}) is above ${label(maxSpeakers)} (${max})`,
			description: 'Lower the minimum or raise the maximum',
		};
	},
};
