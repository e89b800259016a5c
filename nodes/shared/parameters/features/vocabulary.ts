import type { IDataObject } from 'n8n-workflow';
import { isRecord } from '../../json/values';
import { flatten, isFilled, toApiValue, toTexts } from '../engine/apiValue';
import type { ApiParameter, Feature } from '../engine/definition';
import { numberIssue } from '../engine/numberIssue';
import { transcriptionLanguageOptions } from '../options/languages';

const useVocabulary: ApiParameter = {
	path: 'custom_vocabulary',
	live: 'realtime_processing.custom_vocabulary',
	field: {
		displayName: 'Custom Vocabulary',
		name: 'customVocabulary',
		type: 'boolean',
		default: false,
		description: 'Whether to recognize names and terms that are rare or easily misheard',
		hint: 'Helps to hear names, products and terms',
	},
};

const intensity: ApiParameter = {
	path: 'intensity',
	field: {
		displayName: 'Intensity',
		name: 'intensity',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 1, numberPrecision: 2 },
		default: 0.5,
		description: 'How readily a similar sound is recognized as this term, from 0 to 1',
		hint: 'Above 0.6, it often replaces words that are correct',
	},
};

const language: ApiParameter = {
	path: 'language',
	field: {
		displayName: 'Language',
		name: 'language',
		type: 'options',
		options: transcriptionLanguageOptions,
		allowArbitraryValues: true,
		default: 'en',
		description: 'Language the term is pronounced in, if not that of the recording',
	},
};

const pronunciations: ApiParameter = {
	path: 'pronunciations',
	field: {
		displayName: 'Pronunciations',
		name: 'pronunciations',
		type: 'string',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Pronunciation' },
		default: [],
		placeholder: 'e.g. gladeea',
		description: 'How the term may sound, spelled as it is heard',
	},
};

/** Settings of an entry besides its text; their paths are relative to the entry. */
const entrySettings = [intensity, language, pronunciations];

const vocabulary: ApiParameter = {
	path: 'custom_vocabulary_config.vocabulary',
	live: 'realtime_processing.custom_vocabulary_config.vocabulary',
	field: {
		displayName: 'Vocabulary',
		name: 'vocabulary',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Terms' },
		required: true,
		default: {},
		placeholder: 'Add Terms',
		description: 'Terms to recognize, as plain lists, one by one with settings, or both',
		options: [
			{
				displayName: 'List of Terms',
				name: 'list',
				values: [
					{
						displayName: 'Terms',
						name: 'terms',
						type: 'string',
						typeOptions: { rows: 4 },
						default: '',
						placeholder: 'e.g. Gladia',
						description: 'One term per line. An expression can return a list.',
					},
				],
			},
			{
				displayName: 'Term With Settings',
				name: 'entry',
				values: [
					{
						displayName: 'Term',
						name: 'value',
						type: 'string',
						default: '',
						placeholder: 'e.g. Gladia',
						description: 'The term as it should be written',
					},
					{
						displayName: 'Settings',
						name: 'settings',
						type: 'collection',
						placeholder: 'Add Setting',
						default: {},
						options: entrySettings.map(({ field }) => field),
					},
				],
			},
		],
	},
	toApi(value) {
		if (!isRecord(value)) return readTerms(value);
		const lists = flatten(value.list).flatMap((list) => readTerms(isRecord(list) && list.terms));
		return [...lists, ...flatten(value.entry).flatMap(readEntry)];
	},
};

const defaultIntensity: ApiParameter = {
	path: 'custom_vocabulary_config.default_intensity',
	live: 'realtime_processing.custom_vocabulary_config.default_intensity',
	field: {
		displayName: 'Default Intensity',
		name: 'defaultIntensity',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 1, numberPrecision: 2 },
		default: 0.5,
		description: 'Intensity of the terms that do not set their own, from 0 to 1',
		hint: 'Above 0.6, it often replaces words that are correct',
	},
};

/** One term per line; objects, which an expression can return, already are entries of the API. */
function readTerms(value: unknown): unknown[] {
	return flatten(value).flatMap((term): unknown[] =>
		isRecord(term) ? [term] : toTexts(String(term).split('\n')),
	);
}

/** A term with settings; without settings it is a plain text, as the API requires. */
function readEntry(row: unknown): unknown[] {
	if (!isRecord(row) || !isFilled(row.value)) return [];
	const text = String(row.value).trim();
	const entry: IDataObject = {};
	for (const parameter of entrySettings) {
		const given = isRecord(row.settings) ? row.settings[parameter.path] : undefined;
		const value = toApiValue(parameter, given);
		if (value !== undefined) entry[parameter.path] = value;
	}
	return [isFilled(entry) ? { value: text, ...entry } : text];
}

export const customVocabulary: Feature = {
	isRare: true,
	switch: useVocabulary,
	fields: [vocabulary],
	settings: {
		displayName: 'Custom Vocabulary Options',
		name: 'customVocabularyOptions',
		parameters: [defaultIntensity],
	},
	findIssue(read) {
		for (const entry of flatten(read(vocabulary.path)).filter(isRecord)) {
			const issue = numberIssue(intensity, entry.intensity, ` of '${String(entry.value)}'`);
			if (issue) return issue;
		}
		return undefined;
	},
};
