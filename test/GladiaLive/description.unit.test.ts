import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { GladiaLive } from '../../nodes/GladiaLive/GladiaLive.node';
import { expectHouseStyle, levels } from '../support/formRules';

const { properties } = new GladiaLive().description;
const allFields = levels(properties).flat();
const named = allFields.map((field) => [field.displayName, field] as const);

const shownIn = (operation: string) =>
	properties.filter(({ displayOptions }) => {
		const { operation: operations, ...others } = displayOptions?.show ?? {};
		return operations?.includes(operation) === true && Object.keys(others).length === 0;
	});
const names = (fields: INodeProperties[]) => fields.map(({ name }) => name);

it('shows only what is needed while nothing is chosen', () => {
	const addOns = [
		'languages',
		'summarization',
		'translation',
		'sentimentAnalysis',
		'namedEntityRecognition',
		'customVocabulary',
		'customSpelling',
	];
	const options = ['customMetadata', 'callback', 'messages', 'transcriptionOptions'];
	const streaming = ['audioSource', 'audioFormat'];
	const format = ['encoding', 'sampleRate', 'channels'];
	expect(names(shownIn('transcribe'))).toEqual([
		...streaming,
		...addOns,
		'returnAs',
		...options,
		'pace',
		'limits',
		'legacyOptions',
	]);
	expect(names(shownIn('start'))).toEqual([
		...format,
		...addOns,
		...options,
		'limits',
		'legacyOptions',
	]);
	expect(names(shownIn('stream'))).toEqual([
		'sessionUrl',
		...streaming,
		'returnAs',
		'pace',
		'limits',
	]);
});

it.each(named)('the texts of %s follow the house style', (_name, field) => {
	expectHouseStyle(field);
});

const collections = named.filter(([, { type }]) => type === 'collection');
it.each(collections)('sorts the options of %s by label', (_name, { options = [] }) => {
	const labels = (options as INodeProperties[]).map(({ displayName }) => displayName);
	expect(labels).toEqual([...labels].sort((a, b) => a.localeCompare(b)));
	expect(new Set(names(options as INodeProperties[])).size).toBe(options.length);
});

const choices = named.filter(([, { type }]) => type === 'options' || type === 'multiOptions');
it.each(choices)('sorts the values of %s', (_name, { options = [] }) => {
	const listed = options as INodePropertyOptions[];
	const sorted = [...listed].sort((a, b) =>
		typeof a.value === 'number' ? a.value - Number(b.value) : a.name.localeCompare(b.name),
	);
	expect(listed.map(({ value }) => value)).toEqual(sorted.map(({ value }) => value));
});

it('has no conditions inside collections, which n8n would judge by other fields', () => {
	const nested = levels(properties).slice(1).flat();
	expect(nested.filter(({ displayOptions }) => displayOptions !== undefined)).toEqual([]);
});
