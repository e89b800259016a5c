import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import {
	allParameters,
	codeSwitchingHint,
	preRecordedProperties,
} from '../../../nodes/shared/parameters';
import type { Sandbox } from '../../../sandbox/sandbox';
import { startSandbox } from '../../../sandbox/sandbox';
import { expectHouseStyle, levels } from '../../support/formRules';
import { runForm, sentBodies } from './startedRequest';

const sections = ['language', 'addOns', 'options', 'legacy'] as const;
const topLevel = sections.flatMap((section) => preRecordedProperties(section));

const allLevels = levels(topLevel);
const allFields = allLevels.flat();
const nested = allLevels.slice(1).flat();
const routed = allFields.filter(({ routing }) => routing !== undefined);

it('shows these fields, in this order', () => {
	expect(topLevel.map(({ name }) => name)).toEqual([
		'languages',
		'diarization',
		'diarizationOptions',
		'summarization',
		'summarizationOptions',
		'audioToLlm',
		'prompts',
		'audioToLlmOptions',
		'translation',
		'targetLanguages',
		'translationOptions',
		'sentimentAnalysis',
		'namedEntityRecognition',
		'subtitles',
		'subtitleOptions',
		'piiRedaction',
		'piiEntityTypes',
		'piiRedactionOptions',
		'customVocabulary',
		'vocabulary',
		'customVocabularyOptions',
		'customSpelling',
		'spellingDictionary',
		'customMetadata',
		'metadataFields',
		'metadataJson',
		'callback',
		'callbackUrl',
		'callbackOptions',
		'transcriptionOptions',
		'legacyOptions',
	]);
});

it('shows only the switches and lists of options as long as everything is off', () => {
	const shown = topLevel.filter(({ displayOptions }) => displayOptions === undefined);
	expect(shown.map(({ name }) => name)).toEqual([
		'languages',
		'diarization',
		'summarization',
		'audioToLlm',
		'translation',
		'sentimentAnalysis',
		'namedEntityRecognition',
		'subtitles',
		'piiRedaction',
		'customVocabulary',
		'customSpelling',
		'customMetadata',
		'callback',
		'transcriptionOptions',
		'legacyOptions',
	]);
});

it('adds the conditions of the node to every field', () => {
	const fields = sections.flatMap((section) =>
		preRecordedProperties(section, { operation: ['transcribe'] }),
	);
	expect(fields.map(({ displayOptions }) => displayOptions?.show?.operation)).toEqual(
		topLevel.map(() => ['transcribe']),
	);
	expect(fields.find(({ name }) => name === 'targetLanguages')?.displayOptions).toEqual({
		show: { operation: ['transcribe'], translation: [true] },
	});
});

it('routes every parameter to its path, by one field each', () => {
	const routes = routed.map(({ name, routing }) => `${name}: ${JSON.stringify(routing)}`);
	const expected = allParameters.map(({ field, path }) => {
		const routing = { send: { type: 'body', property: path } };
		return `${field.name}: ${JSON.stringify(routing)}`;
	});
	expect(routes.sort()).toEqual(expected.sort());
});

it('has no conditions inside collections, where the engine would drop values', () => {
	expect(nested.filter(({ displayOptions }) => displayOptions !== undefined)).toEqual([]);
});

it('conditions fields only on fields of the form', () => {
	const names = topLevel.map(({ name }) => name);
	const conditions = topLevel.flatMap(({ displayOptions }) =>
		Object.keys(displayOptions?.show ?? {}),
	);
	expect(conditions.filter((name) => !names.includes(name))).toEqual([]);
});

it.each(allLevels.map((fields) => [fields.map(({ name }) => name).join(), fields] as const))(
	'names and labels are unique among %s',
	(_names, fields) => {
		expect(new Set(fields.map(({ name }) => name)).size).toBe(fields.length);
		expect(new Set(fields.map(({ displayName }) => displayName)).size).toBe(fields.length);
	},
);

it('requires nothing inside collections', () => {
	expect(nested.filter(({ required }) => required)).toEqual([]);
});

const collections = allFields.filter(({ type }) => type === 'collection');
it.each(collections)('sorts the options of $displayName by label', ({ options = [] }) => {
	const labels = (options as INodeProperties[]).map(({ displayName }) => displayName);
	expect(labels).toEqual([...labels].sort((a, b) => a.localeCompare(b)));
});

const choices = allFields.filter(({ type }) => type === 'options' || type === 'multiOptions');
it.each(choices)('sorts the values of $displayName by name', ({ options = [] }) => {
	const names = (options as INodePropertyOptions[]).map(({ name }) => name);
	expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
	expect(new Set(names).size).toBe(names.length);
});

it.each(choices.filter(({ noDataExpression }) => !noDataExpression))(
	'lets expressions give new values of $displayName',
	({ allowArbitraryValues }) => expect(allowArbitraryValues).toBe(true),
);

it.each(allFields.filter(({ type }) => type === 'number'))(
	'$displayName has the least value of the API',
	({ typeOptions }) => expect(typeOptions?.minValue).toBeGreaterThanOrEqual(0),
);

describe.each(allFields)(
	'the texts of $displayName',
	({ displayName, description, hint, type }) => {
		it('follow the house style', () => {
			expectHouseStyle({ displayName, description, hint, type });
		});

		it('name other fields by their labels', () => {
			const labels = allFields.map((field) => field.displayName);
			const quoted = [...(description ?? '').matchAll(/'([A-Z][^']*)'/g)].map(([, label]) => label);
			expect(quoted.filter((label) => label !== undefined && !labels.includes(label))).toEqual([]);
		});
	},
);

const legacyOptions = topLevel.find(({ name }) => name === 'legacyOptions')?.options;
it.each(legacyOptions as INodeProperties[])(
	'says what replaces $displayName',
	({ description }) => {
		expect(description).toMatch(/Replaced by |Use '.+' instead|is enough today/);
	},
);

describe('the hint about code switching', () => {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox({ jobSeconds: 0.01 });
	});
	afterAll(async () => await sandbox.close());

	it('appears when it is on without languages', async () => {
		const hint = { field: [{ name: 'shown', value: codeSwitchingHint.displayCondition ?? '' }] };
		const form = { customMetadata: 'fields', metadataFields: hint };
		const shownWith = async (parameters: object) => {
			sandbox.reset();
			await runForm(sandbox, { ...form, ...parameters }, [0, 0]);
			return sentBodies(sandbox).map(
				(body) => (body as { custom_metadata: unknown }).custom_metadata,
			);
		};
		const on = { transcriptionOptions: { codeSwitching: true } };
		expect(await shownWith(on)).toEqual([{ shown: true }, { shown: true }]);
		expect(await shownWith({ ...on, languages: ['en', 'fr'] })).toEqual([
			{ shown: false },
			{ shown: false },
		]);
		expect(await shownWith({})).toEqual([{ shown: false }, { shown: false }]);
		expect(await shownWith({ transcriptionOptions: { codeSwitching: false } })).toEqual([
			{ shown: false },
			{ shown: false },
		]);
	});
});
