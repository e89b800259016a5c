import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Codex {
	node: string;
	categories: string[];
	subcategories?: Record<string, string[]>;
	alias: string[];
}

const codexFiles = readdirSync('nodes', { recursive: true, encoding: 'utf8' })
	.filter((path) => path.endsWith('.node.json'))
	.sort();

const read = (path: string) => JSON.parse(readFileSync(join('nodes', path), 'utf8')) as Codex;

describe('the codex files, by which the editor lists and finds the nodes', () => {
	it('exist for all five nodes, each under its own name', () => {
		expect(codexFiles.map((path) => read(path).node)).toEqual([
			'n8n-nodes-gladia-speech.gladiaGetResult',
			'n8n-nodes-gladia-speech.gladiaLive',
			'n8n-nodes-gladia-speech.gladiaTranscribe',
			'n8n-nodes-gladia-speech.gladiaTrigger',
			'n8n-nodes-gladia-speech.gladiaUpload',
		]);
	});

	// The editor's search leaves out nodes of the category AI where a workflow has no AI node yet. The
	// subcategory "Root Nodes" brings them back there, but takes them out of 'Action in an app' and
	// 'On app event'. As AI tools they are offered either way.
	it.each(codexFiles)('%s: not in the category AI, which the search leaves out', (path) => {
		const { categories, subcategories } = read(path);
		expect(categories).toEqual(['Utility']);
		expect(subcategories).toBeUndefined();
	});

	// The search ranks equal aliases by the order in which n8n has loaded the nodes. Which node it offers
	// first for which words is in test/e2e/nodeSearch.e2e.ts.
	it('share no alias, so that each word leads to one of the nodes first', () => {
		const aliases = codexFiles.flatMap((path) => read(path).alias);
		expect(aliases.filter((alias, index) => aliases.indexOf(alias) < index)).toEqual([]);
	});

	it.each(codexFiles)('%s: found by speech-to-text, and by what the node is for', (path) => {
		const { alias } = read(path);
		expect(alias).toEqual(alias.map((name) => name.toLowerCase()).toSorted());
		expect(alias.filter((name) => name.includes('speech-to-text'))).toHaveLength(1);
		expect(alias.length).toBeGreaterThanOrEqual(8);
	});
});
