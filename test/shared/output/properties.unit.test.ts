import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import { outputModes } from '../../../nodes/shared/output/modes';
import { outputProperties } from '../../../nodes/shared/output/output';

const show = { resource: ['live'], operation: ['get'] };
const properties = outputProperties(show);

type Entry = INodeProperties | INodePropertyOptions | INodePropertyCollection;

const isProperty = (entry: Entry): entry is INodeProperties => 'type' in entry;
const isGroup = (entry: Entry): entry is INodePropertyCollection => 'values' in entry;

/** The properties inside of collections, at any depth. */
function nested(property: INodeProperties): INodeProperties[] {
	const inner = (property.options ?? []).flatMap((entry: Entry) =>
		isGroup(entry) ? entry.values : isProperty(entry) ? [entry] : [],
	);
	return inner.flatMap((one) => [one, ...nested(one)]);
}

const all = properties.flatMap((property) => [property, ...nested(property)]);

function choicesOf({ options = [] }: INodeProperties): INodePropertyOptions[] {
	return options.filter((entry): entry is INodePropertyOptions => 'value' in entry);
}

describe('outputProperties', () => {
	it('shows every setting with its output only, where the output choice is shown', () => {
		const conditions = properties.map(({ name, displayOptions }) => [name, displayOptions?.show]);
		const withFiles = ['dialogue', 'full', 'report', 'selected', 'simplified', 'statistics'];
		const chunk = { ...show, output: ['items'], itemType: ['chunk'] };
		expect(conditions).toEqual([
			['output', show],
			['fileFormats', { ...show, output: ['files'] }],
			['includeTranslations', { ...show, output: ['files'] }],
			['reportFormats', { ...show, output: ['report'] }],
			['searchTerms', { ...show, output: ['search'] }],
			['parts', { ...show, output: ['selected'] }],
			['itemType', { ...show, output: ['items'] }],
			['paragraphPause', { ...show, output: ['items'], itemType: ['paragraph'] }],
			['chunkSize', chunk],
			['maxCharacters', { ...chunk, chunkSize: ['custom'] }],
			['chunkOverlap', { ...chunk, chunkSize: ['custom'] }],
			['chunkLanguage', chunk],
			['statisticsPer', { ...show, output: ['statistics'] }],
			['attachFiles', { ...show, output: withFiles }],
			[
				'includeTranslations',
				{ ...show, output: withFiles, attachFiles: ['html', 'md', 'srt', 'txt', 'vtt'] },
			],
			['dialogueOptions', { ...show, output: ['dialogue'] }],
			['fileOptions', { ...show, output: ['files'] }],
			['outputOptions', { ...show, output: ['full', 'selected', 'simplified', 'statistics'] }],
			['reportOptions', { ...show, output: ['report'] }],
			['searchOptions', { ...show, output: ['search'] }],
			['outputOptions', { ...show, output: ['items'] }],
		]);
		expect(outputProperties()[0]).not.toHaveProperty('displayOptions');
	});

	it('has no conditions inside collections, which the engine would not understand', () => {
		const inner = properties.flatMap(nested);
		expect(inner.length).toBeGreaterThan(10);
		expect(inner.filter(({ displayOptions }) => displayOptions !== undefined)).toEqual([]);
	});

	it.each(Object.keys(outputModes))('has unique names on the top level with %s', (output) => {
		const shown = properties.filter(
			({ displayOptions }) => displayOptions?.show?.output?.includes(output) ?? true,
		);
		const names = shown.map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);
	});

	it('has titles in title case', () => {
		const titles = [
			...all.map(({ displayName }) => displayName),
			...all.flatMap(choicesOf).map(({ name }) => name),
		];
		const small = ['in', 'and', 'as'];
		const wrong = titles.filter((title) =>
			title.split(/[\s-]/).some((word) => !small.includes(word) && !/^\(?[A-Z]/.test(word)),
		);
		expect(titles.length).toBeGreaterThan(60);
		expect(wrong).toEqual([]);
	});

	it('sorts long choices by name and explains every one of them', () => {
		const long = all.map(choicesOf).filter((choices) => choices.length >= 5);
		expect(long).toHaveLength(6);
		for (const choices of long) {
			const names = choices.map(({ name }) => name);
			expect(names).toEqual(names.toSorted((left, right) => left.localeCompare(right, 'en')));
			expect(choices.filter(({ description }) => !description)).toEqual([]);
			expect(new Set(choices.map(({ value }) => value)).size).toBe(choices.length);
		}
	});

	it('describes every setting, without a full stop after a single sentence', () => {
		const needless = ['collection', 'fixedCollection'];
		const silent = all.filter(
			({ type, description, name }) => !description && !needless.includes(type) && name !== 'name',
		);
		expect(silent.map(({ name }) => name)).toEqual([]);
		const texts = [
			...all.map(({ description }) => description ?? ''),
			...all.flatMap(choicesOf).map(({ description }) => description ?? ''),
		];
		const stopped = texts.filter((text) => text.endsWith('.') && !/[.?!] /.test(text));
		expect(stopped).toEqual([]);
	});

	it('has a default for every choice that is on offer', () => {
		const wrong = all.filter((property) => {
			const values = choicesOf(property).map(({ value }) => value);
			const chosen = [property.default].flat();
			return values.length > 0 && !chosen.every((value) => values.includes(value as string));
		});
		expect(wrong.map(({ name }) => name)).toEqual([]);
	});
});
