import type { INodeParameters, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';
import { GladiaLive } from '../../nodes/GladiaLive/GladiaLive.node';
import { expectHouseStyle, levels } from '../support/formRules';
import { nodeOf } from '../support/nodeOf';

const { description } = new GladiaLive();
const { properties } = description;
const allFields = levels(properties).flat();
const named = allFields.map((field) => [field.displayName, field] as const);

/** Names of the fields that n8n shows for an operation, in a new node unless an older version is named. */
function shownIn(values: INodeParameters, typeVersion = 1.1): string[] {
	const node = { ...nodeOf('gladiaLive'), typeVersion };
	const parameters = NodeHelpers.getNodeParameters(
		properties,
		values,
		true,
		false,
		node,
		description,
	);
	return names(
		properties.filter((field) =>
			NodeHelpers.displayParameter(parameters ?? {}, field, node, description),
		),
	);
}
const names = (fields: INodeProperties[]) => fields.map(({ name }) => name);

const addOns = ['recordingType', 'languages', 'summarization', 'translation', 'moreAddOns'];
const rare = [
	'sentimentAnalysis',
	'namedEntityRecognition',
	'customVocabulary',
	'customSpelling',
	'customMetadata',
	'callback',
];
const options = ['messages', 'transcriptionOptions'];
const source = ['audioSource', 'binaryPropertyName', 'audioFormat'];

it('shows only what is needed while nothing is chosen', () => {
	const atTheEnd = ['pace', 'limits'];
	const format = ['encoding', 'bitDepth', 'sampleRate', 'channels'];
	const legacy = 'legacyOptions';
	expect(shownIn({ operation: 'transcribe' })).toEqual([
		'operation',
		...source,
		...addOns,
		'returnAs',
		'outputOptions',
		...options,
		...atTheEnd,
		legacy,
	]);
	expect(shownIn({ operation: 'start' })).toEqual([
		'operation',
		...format,
		...addOns,
		...options,
		'limits',
		legacy,
	]);
	expect(shownIn({ operation: 'stream' })).toEqual([
		'operation',
		'sessionUrl',
		...source,
		'returnAs',
		'outputOptions',
		...atTheEnd,
	]);
});

it('shows more add-ons on demand, and always in version 1 of the node', () => {
	expect(shownIn({ moreAddOns: true }).filter((name) => rare.includes(name))).toEqual(rare);
	expect(shownIn({}, 1).filter((name) => rare.includes(name))).toEqual(rare);
	expect(shownIn({}).filter((name) => rare.includes(name))).toEqual([]);
});

it.each(['call', 'captions', 'meeting', 'voiceAgent'])('says what %s sets', (recordingType) => {
	const shown = shownIn({ recordingType });
	expect(shown.filter((name) => name.endsWith('Notice'))).toEqual([`${recordingType}Notice`]);
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
