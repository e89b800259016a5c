import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { writeDocumentationLinks } from './documentationLinks';
import type { Manifest } from './releaseChecks';

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest & {
	n8n: { nodes: string[] };
};
const nodes = manifest.n8n.nodes.map((path) => basename(dirname(path)));

/** The build's last step (gulpfile.js): `writeDocumentationLinks <folder>`. */
void writeDocumentationLinks(process.argv[2] ?? 'dist', nodes, manifest);
