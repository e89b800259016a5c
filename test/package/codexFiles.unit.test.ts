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

	it.each(codexFiles)('%s: found by the usual names of the trade', (path) => {
		expect(read(path).alias).toEqual(expect.arrayContaining(['audio', 'speech-to-text', 'stt']));
	});
});
