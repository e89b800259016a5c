import { readdirSync, readFileSync } from 'node:fs';

const templates = readdirSync('examples').sort();

/** The templates that a page links to, sorted. */
const linkedIn = (page: string) =>
	[...readFileSync(page, 'utf8').matchAll(/\]\((?:\.\.\/)?examples\/([^)]+)\)/g)]
		.map(([, file = '']) => file)
		.filter((file, index, all) => all.indexOf(file) === index)
		.sort();

describe('the gallery of templates', () => {
	it.each(['README.md', 'docs/templates.md'])('%s has every template', (page) => {
		expect(linkedIn(page)).toEqual(templates);
	});

	it.each(templates)('README.md has a picture of %s', (file) => {
		const picture = `docs/pictures/templates/${file.replace('.json', '')}`;
		const readme = readFileSync('README.md', 'utf8');
		for (const path of [`${picture}.webp`, `${picture}-dark.webp`]) expect(readme).toContain(path);
	});

	it('leaves the README short', () => {
		const lines = readFileSync('README.md', 'utf8').trimEnd().split('\n');
		expect(lines.length).toBeLessThanOrEqual(150);
	});
});
