import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

interface Manifest {
	author?: unknown;
}

const { author } = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;

/** The complaints about the one field that only the owner knows; `npm run release` asks for it. */
const AUTHOR_MISSING = ['sources', 'tarball'].flatMap((part) => [
	`${part}: 1:1  error  package.json must have an "author" field with a non-empty name and email  @n8n/community-nodes/valid-author`,
	`${part}: 1:1  error  Add an \`author\` key to package.json  n8n-nodes-base/community-package-json-author-missing`,
]);

it("n8n's scanner accepts the sources and the packed tarball", () => {
	const { stdout, stderr } = spawnSync(
		process.execPath,
		['--import', 'tsx', '.ci/scanPackage.ts'],
		// Under jest's own NODE_ENV the older plug-in takes every file for a test of itself.
		{ encoding: 'utf8', env: { ...process.env, NODE_ENV: undefined } },
	);
	const accepted = "n8n's scanner accepts the package.";
	expect({ printed: stdout.trim().split('\n'), stderr }).toEqual({
		printed: author === undefined ? AUTHOR_MISSING : [accepted],
		stderr: '',
	});
});
