import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const documents = [
	...readdirSync('.').filter((name) => name.endsWith('.md')),
	...readdirSync('docs', { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.md'))
		.map((name) => join('docs', name)),
];

const TOP = ['nodes', 'credentials', 'sandbox', 'demo', 'bench', 'test', 'docs', '.ci', '.github'];

/** Files of CONTRIBUTING.md's examples that nobody has written yet. */
const examples = [
	'nodes/shared/output/modes/wordCount.ts',
	'test/shared/output/modes/wordCount.unit.test.ts',
];

/** Files and folders of the repository that a text names in code style; patterns are left out. */
function namedPaths(text: string): string[] {
	const named = [...text.matchAll(/`([^`\s]+)`/g)].map(([, path = '']) => path);
	return named.filter(
		(path) => TOP.some((top) => path.startsWith(`${top}/`)) && !/[*<{]/.test(path),
	);
}

/** Targets of links and sources of pictures, without those on the web. */
const links = (text: string) =>
	[...text.matchAll(/\]\(([^)#]+)[^)]*\)|(?:src|srcset)="([^"]+)"/g)]
		.map(([, target, source]) => target ?? source ?? '')
		.filter((target) => !target.includes('://'));

/** The name by which GitHub and others link to a heading. */
const anchorOf = (heading: string) =>
	heading
		.toLowerCase()
		.replace(/[^\p{L}\p{N}\s-]/gu, '')
		.trim()
		.replace(/\s/g, '-');

const anchorsOf = (document: string) =>
	[...readFileSync(document, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, text = '']) =>
		anchorOf(text),
	);

describe.each(documents)('%s', (document) => {
	const text = readFileSync(document, 'utf8');

	it('names files that exist', () => {
		const missing = namedPaths(text).filter((path) => !existsSync(path));
		expect(missing.filter((path) => !examples.includes(path))).toEqual([]);
	});

	it('links to files that exist', () => {
		const targets = links(text).map((target) => normalize(join(dirname(document), target)));
		expect(targets.filter((target) => !existsSync(target))).toEqual([]);
	});

	it('links to headings that exist', () => {
		const missing = [...text.matchAll(/\]\(([^)#:]*)#([^)]+)\)/g)].filter(
			([, target = '', anchor = '']) => {
				const page = target === '' ? document : normalize(join(dirname(document), target));
				return !anchorsOf(page).includes(anchor);
			},
		);
		expect(missing.map(([link]) => link)).toEqual([]);
	});
});

it('reads paths and links in the documents', () => {
	const all = documents.map((document) => readFileSync(document, 'utf8'));
	expect(all.flatMap(namedPaths).length).toBeGreaterThan(80);
	expect(all.flatMap(links).length).toBeGreaterThan(5);
});
