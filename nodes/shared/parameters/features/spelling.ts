import { isRecord } from '../../json/values';
import { flatten, isFilled, toTexts } from '../engine/apiValue';
import type { ApiParameter, Feature } from '../engine/definition';
import { label } from '../engine/definition';

const useSpelling: ApiParameter = {
	path: 'custom_spelling',
	live: 'realtime_processing.custom_spelling',
	field: {
		displayName: 'Custom Spelling',
		name: 'customSpelling',
		type: 'boolean',
		default: false,
		description: 'Whether to correct the spelling of names and terms in the transcript',
		hint: 'Replaces wrong spellings in the text',
	},
};

const spellingDictionary: ApiParameter = {
	path: 'custom_spelling_config.spelling_dictionary',
	live: 'realtime_processing.custom_spelling_config.spelling_dictionary',
	field: {
		displayName: 'Spelling Dictionary',
		name: 'spellingDictionary',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Spelling' },
		required: true,
		default: {},
		placeholder: 'Add Spelling',
		description: 'The correct spellings, each with the variants it replaces',
		options: [
			{
				displayName: 'Spelling',
				name: 'spelling',
				values: [
					{
						displayName: 'Correct Spelling',
						name: 'correct',
						type: 'string',
						default: '',
						placeholder: 'e.g. Gladia',
						description: 'How it should be written',
					},
					{
						displayName: 'Replaces',
						name: 'variants',
						type: 'string',
						typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Variant' },
						default: [],
						placeholder: 'e.g. Gladya',
						description: 'Spellings to replace, one per field',
					},
				],
			},
		],
	},
	toApi(value) {
		const dictionary: Record<string, string[]> = {};
		for (const row of flatten(isRecord(value) ? value.spelling : undefined)) {
			if (!isRecord(row) || !isFilled(row.correct)) continue;
			const correct = String(row.correct).trim();
			dictionary[correct] = [...(dictionary[correct] ?? []), ...toTexts(row.variants)];
		}
		return dictionary;
	},
};

export const customSpelling: Feature = {
	isRare: true,
	switch: useSpelling,
	fields: [spellingDictionary],
	findIssue(read) {
		const dictionary = read(spellingDictionary.path);
		if (!isRecord(dictionary)) return undefined;
		const unused = Object.keys(dictionary).find((correct) => !isFilled(dictionary[correct]));
		if (unused === undefined) return undefined;
		return {
			message: `${label(spellingDictionary)} has no variants that '${unused}' replaces`,
			description: `Add at least one spelling under 'Replaces', or remove '${unused}'`,
		};
	},
};
