/** The fields of package.json that a release depends on; the owner fills in those that may be missing. */
export interface Manifest {
	name: string;
	version: string;
	author?: { name?: string; email?: string };
	repository?: { type?: string; url?: string };
	bugs?: { url?: string };
	homepage?: string;
}

/** What a release starts from. */
export interface ReleaseState {
	manifest: Manifest;
	/** Text of CHANGELOG.md. */
	changelog: string;
	/** Every tag of the repository. */
	tags: string[];
	/** Output of `git status --porcelain`. */
	changes: string;
}

const VERSION = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/;

/** Provenance links a package to the public GitHub repository that built it; n8n reads it there. */
const REPOSITORY = /^(?:git\+)?(https:\/\/github\.com\/[^/]+\/[^/]+?)(?:\.git)?$/;

/** The address of the public repository in a browser; undefined while package.json does not name it. */
export function publicRepository({ repository }: Manifest): string | undefined {
	return REPOSITORY.exec(repository?.url ?? '')?.[1];
}

/**
 * What keeps a version from being released, before any test has run.
 *
 * @returns one sentence per problem, with what to do; empty when there is none
 */
export function releaseProblems({ manifest, changelog, tags, changes }: ReleaseState): string[] {
	const problems = ownerProblems(manifest);
	const { version } = manifest;
	if (!VERSION.test(version)) {
		problems.push(`package.json: "version" is ${version}, not like 1.2.3 or 1.2.3-beta.1.`);
	}
	if (tags.includes(version)) {
		problems.push(
			`Version ${version} has been released (there is a tag of that name): choose the next one with npm version --no-git-tag-version <version>.`,
		);
	}
	if (!hasEntry(changelog, version)) {
		problems.push(
			`CHANGELOG.md: there is no entry "## [${version}] - YYYY-MM-DD": give the changes under [Unreleased] this heading.`,
		);
	}
	if (changes.trim() !== '') {
		problems.push(`The working tree has changes: commit them first.\n${changes.trimEnd()}`);
	}
	return problems;
}

function ownerProblems(manifest: Manifest): string[] {
	const { author, bugs, homepage } = manifest;
	const problems: string[] = [];
	const missing = (field: string, meaning: string) => {
		problems.push(`package.json: the owner has to fill in "${field}": ${meaning}.`);
	};
	if (!author?.name || !author.email) missing('author', 'name and email of who publishes it');
	if (publicRepository(manifest) === undefined) {
		missing('repository', 'type git, and the https://github.com/… URL of the public repository');
	}
	if (!bugs?.url) missing('bugs', 'the URL for reporting issues');
	if (!homepage) missing('homepage', 'the URL where the package is described');
	return problems;
}

function hasEntry(changelog: string, version: string): boolean {
	const [heading] = changelog.split('\n').filter((line) => line.startsWith(`## [${version}] - `));
	return heading !== undefined && /\d{4}-\d{2}-\d{2}$/.test(heading);
}
