import type {
	INodeParameters,
	INodeProperties,
	INodePropertyOptions,
	NodeHint,
} from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';
import { GladiaTranscribe } from '../../../nodes/GladiaTranscribe/GladiaTranscribe.node';
import {
	allParameters,
	codeSwitchingHint,
	manyLanguagesHint,
	preRecordedProperties,
	preRecordedTypeProperties,
} from '../../../nodes/shared/parameters';
import type { RecordingType } from '../../../nodes/shared/parameters/engine/recordingType';
import { preRecordedTypes } from '../../../nodes/shared/parameters/recordingTypes/preRecordedTypes';
import type { Sandbox } from '../../../sandbox/sandbox';
import { startSandbox } from '../../../sandbox/sandbox';
import { expectHouseStyle, levels } from '../../support/formRules';
import { nodeOf } from '../../support/nodeOf';
import { runForm, sentBodies } from './startedRequest';

const sections = ['language', 'addOns', 'moreAddOns', 'options', 'legacy'] as const;
const topLevel = sections.flatMap((section) => preRecordedProperties(section));

const { description } = new GladiaTranscribe();

const allLevels = levels(topLevel);
const allFields = allLevels.flat();
const nested = allLevels.slice(1).flat();
const routed = allFields.filter(({ routing }) => routing !== undefined);

/** Names of the fields of the whole form of one recording type, as n8n shows them. */
function shownFor(
	recordingType: string,
	values: INodeParameters = {},
	typeVersion = 1.1,
): string[] {
	const node = { ...nodeOf('gladiaTranscribe'), typeVersion };
	const form = [...preRecordedTypeProperties, ...topLevel];
	const given = { recordingType, ...values };
	const parameters = NodeHelpers.getNodeParameters(form, given, true, false, node, description);
	return form
		.filter((field) => NodeHelpers.displayParameter(parameters ?? {}, field, node, description))
		.map(({ name }) => name);
}

const surface = ['diarization', 'summarization', 'audioToLlm', 'translation', 'piiRedaction'];
const rare = [
	'sentimentAnalysis',
	'namedEntityRecognition',
	'subtitles',
	'customVocabulary',
	'customSpelling',
	'customMetadata',
	'callback',
];
const last = ['transcriptionOptions', 'legacyOptions'];

it('shows only the switches and lists of options as long as everything is off', () => {
	expect(shownFor('custom')).toEqual([
		'recordingType',
		'languages',
		...surface,
		'moreAddOns',
		...last,
	]);
	expect(shownFor('custom', { moreAddOns: true })).toEqual([
		'recordingType',
		'languages',
		...surface,
		'moreAddOns',
		...rare,
		...last,
	]);
});

it('shows all fields that depend on others, in this order', () => {
	const on = Object.fromEntries([...surface, ...rare].map((name) => [name, true]));
	expect(shownFor('custom', { ...on, customMetadata: 'json', moreAddOns: true })).toEqual([
		'recordingType',
		'languages',
		'diarization',
		'diarizationOptions',
		'summarization',
		'summarizationOptions',
		'audioToLlm',
		'questions',
		'audioToLlmOptions',
		'translation',
		'targetLanguages',
		'translationOptions',
		'piiRedaction',
		'piiEntityTypes',
		'piiRedactionOptions',
		'moreAddOns',
		'sentimentAnalysis',
		'namedEntityRecognition',
		'subtitles',
		'subtitleOptions',
		'customVocabulary',
		'vocabulary',
		'customVocabularyOptions',
		'customSpelling',
		'spellingDictionary',
		'customMetadata',
		'metadataJson',
		'callback',
		'callbackUrl',
		'callbackOptions',
		'transcriptionOptions',
		'legacyOptions',
	]);
});

it('shows everything in version 1 of the node, with prompts beside questions', () => {
	const shown = shownFor('custom', { audioToLlm: true }, 1);
	expect(shown.filter((name) => [...surface, ...rare].includes(name))).toEqual([
		...surface,
		...rare,
	]);
	expect(shown).toContain('prompts');
	expect(shown).toContain('questions');
});

describe('a recording type', () => {
	it.each([
		['call', ['diarizationOptions', 'summarizationOptions'], ['diarization', 'summarization']],
		['interview', ['diarizationOptions'], ['diarization']],
		['meeting', ['diarizationOptions', 'summarizationOptions'], ['diarization', 'summarization']],
		['multilingual', [], []],
		['subtitles', ['subtitleOptions'], []],
		['voiceMessage', [], []],
	])(
		'%s hides the switches that it decides, and shows their options',
		(type, options, switches) => {
			const own = surface.flatMap((name) => {
				if (!switches.includes(name)) return [name];
				return options.filter((option) => option === `${name}Options`);
			});
			expect(shownFor(type)).toEqual([
				'recordingType',
				`${type}Notice`,
				'languages',
				...own,
				'moreAddOns',
				...options.filter((option) => option === 'subtitleOptions'),
				...last,
			]);
		},
	);

	it('meeting hides the switch for entities among the rare ones', () => {
		const shown = shownFor('meeting', { moreAddOns: true });
		expect(shown).not.toContain('namedEntityRecognition');
		expect(shown).toContain('subtitles');
		expect(shownFor('subtitles', { moreAddOns: true })).not.toContain('subtitles');
	});

	it.each(Object.entries(preRecordedTypes))('%s says what it turns on', (value, type) => {
		const { presets, notice = '' }: RecordingType = type;
		const on = presets
			.flatMap(({ values }) => Object.entries(values))
			.filter(([, one]) => one === true)
			.map(([path]) => allParameters.find((parameter) => parameter.path === path)?.field);
		expect(on).not.toContain(undefined);
		const missing = on.filter((field) => !notice.includes(field?.displayName ?? '-'));
		expect(missing).toEqual([]);
		expect(notice !== '').toBe(value !== 'custom');
	});
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

it('routes every parameter to its path, by one name each', () => {
	const routes = routed.map(({ name, routing }) => `${name}: ${JSON.stringify(routing)}`);
	const expected = allParameters.map(({ field, path }) => {
		const routing = { send: { type: 'body', property: path } };
		return `${field.name}: ${JSON.stringify(routing)}`;
	});
	expect([...new Set(routes)].sort()).toEqual([...new Set(expected)].sort());
});

it('has no conditions inside collections, where the engine would drop values', () => {
	expect(nested.filter(({ displayOptions }) => displayOptions !== undefined)).toEqual([]);
});

it('conditions fields only on fields of the form', () => {
	const names = ['@version', 'recordingType', ...topLevel.map(({ name }) => name)];
	const conditions = topLevel.flatMap(({ displayOptions }) =>
		Object.keys({ ...displayOptions?.show, ...displayOptions?.hide }),
	);
	expect(conditions.filter((name) => !names.includes(name))).toEqual([]);
});

it.each(allLevels.map((fields) => [fields.map(({ name }) => name).join(), fields] as const))(
	'names and labels are unique among %s',
	(_names, fields) => {
		// A field may be there once for each group of recording types.
		const labels = new Set(fields.map(({ name, displayName }) => `${name}: ${displayName}`));
		expect(new Set(fields.map(({ name }) => name)).size).toBe(labels.size);
		expect(new Set(fields.map(({ displayName }) => displayName)).size).toBe(labels.size);
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

describe('the hints about code switching', () => {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox({ jobSeconds: 0.01 });
	});
	afterAll(async () => await sandbox.close());

	/** Whether a hint is shown for a form, by n8n's evaluation of its condition for two items. */
	async function isShown(hint: NodeHint, parameters: INodeParameters): Promise<unknown> {
		sandbox.reset();
		const shown = { field: [{ name: 'shown', value: hint.displayCondition ?? '' }] };
		const form = { customMetadata: 'fields', metadataFields: shown, ...parameters };
		await runForm(sandbox, form, [0, 0]);
		const [first, second] = sentBodies(sandbox) as Array<{ custom_metadata: { shown: unknown } }>;
		expect(second?.custom_metadata).toEqual(first?.custom_metadata);
		return first?.custom_metadata.shown;
	}

	const on = { transcriptionOptions: { codeSwitching: true } };
	const five = ['en', 'fr', 'de', 'es', 'it'];
	const six = [...five, 'nl'];

	it.each([
		['appears when it is on without languages', on, true],
		['does not appear with languages', { ...on, languages: ['en', 'fr'] }, false],
		['does not appear in an empty form', {}, false],
		['does not appear when it is off', { transcriptionOptions: { codeSwitching: false } }, false],
	])('%s', async (_name, parameters, expected) => {
		expect(await isShown(codeSwitchingHint, parameters)).toBe(expected);
	});

	it.each([
		['appears with six languages', { ...on, languages: six }, true],
		[
			'appears with six in a multilingual recording',
			{ recordingType: '=multilingual', languages: six },
			true,
		],
		['does not appear with five', { ...on, languages: five }, false],
		['does not appear without code switching', { languages: six }, false],
	])('%s', async (_name, parameters, expected) => {
		expect(await isShown(manyLanguagesHint, parameters)).toBe(expected);
	});
});
