import type { Manifest, ReleaseState } from '../../.ci/releaseChecks';
import { releaseProblems } from '../../.ci/releaseChecks';

const manifest: Manifest = {
	name: 'n8n-nodes-gladia-speech',
	version: '1.2.3',
	author: { name: 'Ada', email: 'ada@example.com' },
	repository: { type: 'git', url: 'git+https://github.com/ada/n8n-nodes-gladia-speech.git' },
	bugs: { url: 'https://github.com/ada/n8n-nodes-gladia-speech/issues' },
	homepage: 'https://github.com/ada/n8n-nodes-gladia-speech#readme',
};

const ready: ReleaseState = {
	manifest,
	changelog: '# Changelog\n\n## [Unreleased]\n\n## [1.2.3] - 2026-11-21\n\n- A change\n',
	tags: ['1.2.2'],
	changes: '',
};

const OWNER = 'package.json: the owner has to fill in';

describe('releaseProblems', () => {
	it('finds nothing in a version that is ready', () => {
		expect(releaseProblems(ready)).toEqual([]);
	});

	it('names every field that only the owner knows', () => {
		const { name, version } = manifest;
		expect(releaseProblems({ ...ready, manifest: { name, version } })).toEqual([
			`${OWNER} "author": name and email of who publishes it.`,
			`${OWNER} "repository": type git, and the https://github.com/… URL of the public repository.`,
			`${OWNER} "bugs": the URL for reporting issues.`,
			`${OWNER} "homepage": the URL where the package is described.`,
		]);
	});

	it('asks for an email address and a repository that provenance can name', () => {
		const author = { name: 'Ada' };
		const repository = { type: 'git', url: 'https://example.com/ada/package.git' };
		expect(releaseProblems({ ...ready, manifest: { ...manifest, author, repository } })).toEqual([
			expect.stringContaining('"author"'),
			expect.stringContaining('"repository"'),
		]);
	});

	it.each(['1.2', 'v1.2.3', '1.2.3+build'])('refuses the version %s', (version) => {
		const changelog = `## [${version}] - 2026-11-21`;
		expect(releaseProblems({ ...ready, changelog, manifest: { ...manifest, version } })).toEqual([
			`package.json: "version" is ${version}, not like 1.2.3 or 1.2.3-beta.1.`,
		]);
	});

	it('refuses a version that has its tag', () => {
		expect(releaseProblems({ ...ready, tags: ['1.2.2', '1.2.3'] })).toEqual([
			'Version 1.2.3 has been released (there is a tag of that name): choose the next one with npm version --no-git-tag-version <version>.',
		]);
	});

	it.each([
		['without an entry', '## [Unreleased]\n\n- A change\n'],
		['with an entry of another version', '## [1.2.30] - 2026-11-21\n'],
		['with an entry without a date', '## [1.2.3] - soon\n'],
	])('refuses a changelog %s', (_, changelog) => {
		expect(releaseProblems({ ...ready, changelog })).toEqual([
			'CHANGELOG.md: there is no entry "## [1.2.3] - YYYY-MM-DD": give the changes under [Unreleased] this heading.',
		]);
	});

	it('refuses a working tree with changes, and names them', () => {
		expect(releaseProblems({ ...ready, changes: ' M README.md\n?? new.ts\n' })).toEqual([
			'The working tree has changes: commit them first.\n M README.md\n?? new.ts',
		]);
	});
});
