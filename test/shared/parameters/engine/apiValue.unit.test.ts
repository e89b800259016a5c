import type { INodeProperties } from 'n8n-workflow';
import {
	flatten,
	isFilled,
	toApiValue,
	toCodes,
	toTexts,
} from '../../../../nodes/shared/parameters/engine/apiValue';

const as = (field: Partial<INodeProperties>, value: unknown) =>
	toApiValue(
		{ path: 'p', field: { displayName: 'P', name: 'p', type: 'string', default: '', ...field } },
		value,
	);

describe('toApiValue', () => {
	it.each([
		['number', '4', 4],
		['number', 0, 0],
		['number', 'four', 'four'],
		['number', ' ', undefined],
		['boolean', ' TRUE ', true],
		['boolean', 'false', false],
		['boolean', 'on', 'on'],
		['multiOptions', 'de, fr', ['de', 'fr']],
		['multiOptions', '["de", "fr"]', ['de', 'fr']],
		['multiOptions', [], undefined],
		['string', ' text ', 'text'],
		['string', 7, '7'],
		['json', { a: 1 }, { a: 1 }],
		['json', {}, undefined],
		['options', null, undefined],
	] as const)('a %s field with %j', (type, value, expected) =>
		expect(as({ type }, value)).toEqual(expected),
	);

	it('a list of texts, which may contain commas', () => {
		const list = { typeOptions: { multipleValues: true } };
		expect(as(list, ['a, b', '', ' c '])).toEqual(['a, b', 'c']);
		expect(as(list, 'a, b')).toEqual(['a, b']);
		expect(as(list, [])).toBeUndefined();
	});

	it("a parameter's own conversion, of which an empty result is not sent", () => {
		const field: INodeProperties = { displayName: 'P', name: 'p', type: 'string', default: '' };
		const toApi = (value: unknown) => (value === 'none' ? '' : `${String(value)}!`);
		expect(toApiValue({ path: 'p', field, toApi }, 'a')).toBe('a!');
		expect(toApiValue({ path: 'p', field, toApi }, 'none')).toBeUndefined();
	});
});

describe('lists', () => {
	it.each([
		[
			['a', ['b', null, '']],
			['a', 'b'],
		],
		['["a", ["b"]]', ['a', 'b']],
		['a', ['a']],
		[undefined, []],
	])('%j has these entries', (value, entries) => {
		expect(flatten(value)).toEqual(entries);
		expect(toTexts(value)).toEqual(entries);
	});

	it('codes are separated by commas and line breaks', () =>
		expect(toCodes(['de,\nfr', 'en'])).toEqual(['de', 'fr', 'en']));
});

describe('isFilled', () => {
	it.each([undefined, null, '', ' ', [], {}])('%j is not', (value) =>
		expect(isFilled(value)).toBe(false),
	);
	it.each([0, false, 'a', [0], { a: undefined }])('%j is', (value) =>
		expect(isFilled(value)).toBe(true),
	);
});
