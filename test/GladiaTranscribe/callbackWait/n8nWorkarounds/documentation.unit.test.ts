import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../../../..');
const FENCE = join(ROOT, 'nodes/GladiaTranscribe/callbackWait/n8nWorkarounds');
const files = readdirSync(FENCE).map((name) => join(FENCE, name));
const shared = join(ROOT, 'nodes/shared/execution/nodeRunState.ts');

it.each([...files, shared])('%s says why, on which n8n, and which test tells', (file) => {
	const text = readFileSync(file, 'utf8');
	expect(text).toMatch(/^ \* Why: /m);
	expect(text).toMatch(/^ \* n8n: [^@]*\b(1\.123|2\.41)\.\d+/m);
	const tests = [...text.matchAll(/test\/[\w/.]+\.ts/g)].map(([path]) => path);
	expect(tests.length).toBeGreaterThan(0);
	expect(tests.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});
