import { liveBody } from '../../../../nodes/shared/parameters';

/** What the form of a live session sends, for parameters that the user has set. */
const bodyOf = (form: Record<string, unknown>) =>
	liveBody((name) => form[name] ?? null, ['language', 'addOns', 'moreAddOns', 'options', 'legacy']);

const vocabularyOf = (vocabulary: unknown) =>
	bodyOf({ customVocabulary: true, vocabulary }).realtime_processing;
const terms = (vocabulary: unknown[]) => ({
	custom_vocabulary: true,
	custom_vocabulary_config: { vocabulary },
});

describe('the vocabulary', () => {
	it('is one term per line, and entries with settings', () => {
		const list = [{ terms: 'Gladia\n\n n8n ' }, { terms: ['Solaria', ''] }];
		const entry = [
			{ value: ' whisper ', settings: {} },
			{ value: 'Gladya', settings: { intensity: '0.4', language: 'fr', pronunciations: ['a'] } },
			{ value: ' ', settings: { intensity: 1 } },
		];
		expect(vocabularyOf({ list, entry })).toEqual(
			terms([
				'Gladia',
				'n8n',
				'Solaria',
				'whisper',
				{ value: 'Gladya', intensity: 0.4, language: 'fr', pronunciations: ['a'] },
			]),
		);
	});

	it('may come from an expression, as a list with entries of the API', () =>
		expect(vocabularyOf(['Gladia', { value: 'n8n', intensity: 0.5 }])).toEqual(
			terms(['Gladia', { value: 'n8n', intensity: 0.5 }]),
		));
});

describe('the spelling dictionary', () => {
	const dictionaryOf = (spelling: unknown) =>
		bodyOf({ customSpelling: true, spellingDictionary: { spelling } }).realtime_processing;

	it('collects the variants of each spelling, also those of two rows', () =>
		expect(
			dictionaryOf([
				{ correct: ' SQL ', variants: ['sequel', ' '] },
				{ correct: 'SQL', variants: '["es cue el"]' },
				{ correct: '', variants: ['nothing'] },
			]),
		).toEqual({
			custom_spelling: true,
			custom_spelling_config: { spelling_dictionary: { SQL: ['sequel', 'es cue el'] } },
		}));

	it('keeps a spelling without variants, so that the validation can name it', () =>
		expect(dictionaryOf({ correct: 'SQL' })).toEqual({
			custom_spelling: true,
			custom_spelling_config: { spelling_dictionary: { SQL: [] } },
		}));
});

describe('custom metadata', () => {
	it('is made of rows, whose values keep their types', () => {
		const field = [
			{ name: ' team ', value: 'sales' },
			{ name: 'customer', value: 4711 },
			{ name: '', value: 'no name' },
			{ name: 'no value' },
		];
		expect(bodyOf({ customMetadata: 'fields', metadataFields: { field } })).toEqual({
			custom_metadata: { team: 'sales', customer: 4711 },
		});
	});

	it.each([
		['{ "a": { "b": 1 } }', { a: { b: 1 } }],
		[{ a: 1 }, { a: 1 }],
		['{ "a": ', '{ "a": '],
	])('is read from JSON: %j', (metadataJson, metadata) =>
		expect(bodyOf({ customMetadata: 'json', metadataJson })).toEqual({ custom_metadata: metadata }),
	);
});

describe('the model', () => {
	it.each([{ __rl: true, mode: 'id', value: ' solaria-2 ' }, 'solaria-2'])('is %j', (model) =>
		expect(bodyOf({ transcriptionOptions: { model } })).toEqual({ model: 'solaria-2' }),
	);
});
