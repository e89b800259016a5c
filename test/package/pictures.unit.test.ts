import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, normalize, relative } from 'node:path';

/** Rendered by `npm run pictures`. */
const FOLDER = join('docs', 'pictures');
/** A page with all templates is to load in a moment; most pictures have less than 60 kB. */
const MOST_BYTES = 120_000;

const pictures = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
	.filter((name) => name.endsWith('.webp'))
	.sort();

const pages = [
	'README.md',
	...readdirSync('docs', { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.md'))
		.map((name) => join('docs', name)),
];

/** Pictures that a page shows, as Markdown or in HTML, below the folder of the pictures. */
function shownIn(page: string): string[] {
	const addresses = readFileSync(page, 'utf8').matchAll(/[\w./-]+\.webp/g);
	return [...addresses].map(([address]) =>
		relative(FOLDER, normalize(join(dirname(page), address))),
	);
}

it('has a picture of each template, and of nothing that is gone', () => {
	const templates = readdirSync('examples').filter((name) => name.endsWith('.json'));
	const wanted = templates.map((name) => join('templates', `${basename(name, '.json')}.webp`));
	const there = pictures.filter((name) => name.startsWith('templates') && !isDark(name));
	expect(there).toEqual(wanted.sort());
});

it('has a dark one for each light one', () => {
	const light = pictures.filter((name) => !isDark(name));
	expect(pictures.filter(isDark)).toEqual(
		light.map((name) => name.replace('.webp', '-dark.webp')).sort(),
	);
});

it('has small files', () => {
	const large = pictures.filter((name) => statSync(join(FOLDER, name)).size > MOST_BYTES);
	expect(large).toEqual([]);
});

it.each(pages)('has what %s shows', (page) => {
	expect(shownIn(page).filter((name) => !pictures.includes(name))).toEqual([]);
});

function isDark(name: string): boolean {
	return name.endsWith('-dark.webp');
}
