import type { INodeProperties } from 'n8n-workflow';
import type { ApiParameter, Feature } from '../../../../nodes/shared/parameters/engine/definition';
import { requestBody, withoutFields } from '../../../../nodes/shared/parameters/engine/requestBody';

const parameter = (
	path: string,
	name: string,
	more: Partial<INodeProperties> = {},
	settings: Partial<ApiParameter> = {},
): ApiParameter => ({
	path,
	live: `live.${path}`,
	field: { displayName: name, name, type: 'string', default: '', ...more },
	...settings,
});
const onOff = { type: 'boolean', default: false } as const;

const translation: Feature = {
	switch: parameter('translation', 'translation', onOff),
	fields: [parameter('translation_config.languages', 'languages', { type: 'multiOptions' })],
	settings: {
		displayName: 'Options',
		name: 'translationOptions',
		parameters: [parameter('translation_config.informal', 'informal', onOff)],
	},
};
const metadata: Feature = {
	fields: ['rows', 'text'].map((way) =>
		parameter('metadata', way, { displayOptions: { show: { enteredAs: [way] } } }),
	),
};
const extraction: Feature = {
	settings: {
		displayName: 'Legacy',
		name: 'legacyOptions',
		parameters: [
			parameter('extraction_config.classes', 'classes', {}, { turnsOn: 'extraction' }),
			parameter('extraction', 'extraction', onOff),
			parameter('translation', 'translationList', { typeOptions: { multipleValues: true } }),
		],
	},
};
const features = [translation, metadata, extraction];

const bodyOf = (form: Record<string, unknown>, api: 'path' | 'live' = 'path') =>
	requestBody(
		features,
		(name) => form[name] ?? null,
		(one) => one[api] ?? '',
	);

describe('requestBody', () => {
	it('puts the value of every field that is set at its path, for either API', () => {
		const form = {
			translation: 'true',
			languages: 'fr, de',
			translationOptions: { informal: 'False', unknown: 1 },
		};
		const body = {
			translation: true,
			translation_config: { languages: ['fr', 'de'], informal: false },
		};
		expect(bodyOf(form)).toEqual(body);
		expect(bodyOf(form, 'live')).toEqual({ live: body });
	});

	it('is empty for an untouched form, and for empty values', () => {
		expect(bodyOf({})).toEqual({});
		expect(bodyOf({ translation: '', translationOptions: {}, legacyOptions: '' })).toEqual({});
	});

	it.each([false, 'false', '', null, 'yes'])('sends nothing of a feature that is %j', (off) => {
		const form = { languages: ['fr'], translationOptions: { informal: true } };
		expect(bodyOf({ translation: off, ...form })).toEqual({});
	});

	it('sends the one of two ways to enter a value that is shown', () => {
		const form = { rows: 'as rows', text: 'as text' };
		expect(bodyOf({ ...form, enteredAs: 'text' })).toEqual({ metadata: 'as text' });
		expect(bodyOf({ ...form, enteredAs: 'rows' })).toEqual({ metadata: 'as rows' });
		expect(bodyOf({ ...form, enteredAs: 'none' })).toEqual({});
	});

	it('lets the later of two fields at one path win, unless it is empty', () => {
		const legacy = (translationList: string[]) => ({ legacyOptions: { translationList } });
		expect(bodyOf({ translation: true, ...legacy(['fr']) })).toEqual({ translation: ['fr'] });
		expect(bodyOf({ translation: true, ...legacy([' ']) })).toEqual({ translation: true });
	});

	it.each([
		[undefined, { extraction: true, extraction_config: { classes: 'Names' } }],
		[true, { extraction: true, extraction_config: { classes: 'Names' } }],
		[false, { extraction: false }],
	])('a value turns its switch on, where that is %j', (extractionSwitch, body) => {
		const legacyOptions = { classes: 'Names', extraction: extractionSwitch };
		expect(bodyOf({ legacyOptions })).toEqual(body);
	});
});

describe('withoutFields', () => {
	it('keeps what is not a field of the features, and leaves the body as it is', () => {
		const routed = {
			audio_url: 'https://example.com/a.mp3',
			translation: false,
			translation_config: { languages: [], other: 1 },
			extraction_config: { classes: '' },
		};
		const before = structuredClone(routed);
		expect(withoutFields(features, routed, ({ path }) => path)).toEqual({
			audio_url: 'https://example.com/a.mp3',
			translation_config: { other: 1 },
		});
		expect(routed).toEqual(before);
	});
});
