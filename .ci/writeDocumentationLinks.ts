import { readFile } from 'node:fs/promises';
import { writeDocumentationLinks } from './documentationLinks';
import { nodeNames } from './nodes';
import type { Manifest } from './releaseChecks';

/** The build's last step (gulpfile.js): `writeDocumentationLinks <folder>`. */
async function main(folder = 'dist'): Promise<void> {
	const manifest = JSON.parse(await readFile('package.json', 'utf8')) as Manifest;
	await writeDocumentationLinks(folder, await nodeNames(), manifest);
}

void main(process.argv[2]);
