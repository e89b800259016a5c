import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import { schemaAt } from '../../.ci/docs/blocks';
import { documentationPages, markersIn, withFreshBlocks } from '../../.ci/docs/pages';
import { loadNodes } from '../../.ci/nodes';
import { itemKinds } from '../../nodes/shared/output/itemKinds';
import { outputModes } from '../../nodes/shared/output/modes';
import { outputProperties } from '../../nodes/shared/output/output';

const read = (page: string) => readFileSync(page, 'utf8');

/** All pages in one. */
let everything: string;
beforeAll(async () => {
	everything = (await documentationPages()).map(read).join('\n');
});

/** The fields of an output that an example was made of. */
const examples = () =>
	markersIn(everything)
		.filter((marker) => /^(example|addition) /.test(marker))
		.map((marker) => JSON.parse(marker.replace(/^\S+ /, '')) as Record<string, string>);

const valuesOf = (field: string) =>
	outputProperties()
		.filter(({ name }) => name === field)
		.flatMap(({ options = [] }) => options.map((option) => 'value' in option && option.value));

describe('the pages of the documentation', () => {
	it('have the tables and examples that the code makes: else run npm run docs', async () => {
		const pages = await documentationPages();
		expect(pages.length).toBeGreaterThan(10);
		for (const page of pages) {
			const text = read(page);
			expect({ page, text: await withFreshBlocks(text) }).toEqual({ page, text });
		}
	});

	it('are stale once a block differs from the code', async () => {
		const page = read('docs/nodes/gladia-upload.md');
		const changed = page.replace('| **Audio URL** | `audio_url`', '| **Audio URL** | `url`');
		expect(changed).not.toBe(page);
		expect(await withFreshBlocks(changed)).toBe(page);
	});

	it('list the parameters of every node, and of its credential', async () => {
		const nodes = [...(await loadNodes()).keys()].map((name) => `parameters ${name}`);
		const expected = [...nodes, 'credential', 'output-parameters'];
		expect(markersIn(everything)).toEqual(expect.arrayContaining(expected));
	});

	it('have an example of every output and of every kind of separate item', () => {
		const outputs = new Set(examples().map(({ output }) => output));
		expect([...outputs].sort()).toEqual(Object.keys(outputModes).sort());
		const kinds = examples().flatMap(({ itemType = [] }) => itemType);
		expect(kinds.sort()).toEqual([...valuesOf('itemType')].sort());
		expect(kinds).toEqual(expect.arrayContaining(Object.keys(itemKinds)));
	});

	it('show items of the nodes as the editor announces them', async () => {
		const items = [...everything.matchAll(/<!-- item: (\S+) -->\n\n```json\n([^]*?)```/g)];
		expect(items.length).toBeGreaterThan(5);
		for (const [, path = '', json = ''] of items) {
			const ajv = new Ajv({ allErrors: true, strict: false });
			ajv.validate(await schemaAt(path), JSON.parse(json));
			expect({ path, errors: ajv.errors }).toEqual({ path, errors: null });
		}
	});
});
