import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Manifest } from './releaseChecks';
import { publicRepository } from './releaseChecks';

interface Codex {
	node: string;
	resources: Record<'credentialDocumentation' | 'primaryDocumentation', Array<{ url: string }>>;
}

/** The page of the credential, from the root of the repository. */
export const CREDENTIAL_PAGE = 'docs/credential.md';

const CREDENTIAL_FILE = 'credentials/GladiaApi.credentials.js';

/** The page of a node, from the root of the repository: `GladiaGetResult` has `gladia-get-result.md`. */
export function pageOf(node: string): string {
	const name = node.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
	return `docs/nodes/${name}.md`;
}

/**
 * The public address of a page as it is in the version of the manifest, whose tag `npm run release` pushes.
 * Undefined while package.json does not name the public repository: a release is not possible before.
 */
export function addressOf(page: string, manifest: Manifest): string | undefined {
	const repository = publicRepository(manifest);
	return repository && `${repository}/blob/${manifest.version}/${page}`;
}

/** A codex file with the pages of this package before Gladia's, which the sources name. */
export function withPages(codex: Codex, node: string, manifest: Manifest): Codex {
	const before = (page: string, links: Array<{ url: string }>) => {
		const url = addressOf(page, manifest);
		return url === undefined || links.some((link) => link.url === url)
			? links
			: [{ url }, ...links];
	};
	const { credentialDocumentation, primaryDocumentation, ...others } = codex.resources;
	return {
		...codex,
		resources: {
			...others,
			credentialDocumentation: before(CREDENTIAL_PAGE, credentialDocumentation),
			primaryDocumentation: before(pageOf(node), primaryDocumentation),
		},
	};
}

/**
 * Makes the 'Docs' links of the built nodes and of the built credential lead to the pages of this package.
 * It may be done again and again.
 *
 * @param folder of the build, such as `dist`
 * @param nodes names of the nodes' folders
 */
export async function writeDocumentationLinks(
	folder: string,
	nodes: string[],
	manifest: Manifest,
): Promise<void> {
	for (const node of nodes) {
		const file = join(folder, 'nodes', node, `${node}.node.json`);
		const codex = JSON.parse(await readFile(file, 'utf8')) as Codex;
		const text = JSON.stringify(withPages(codex, node, manifest), null, '\t');
		await writeFile(file, `${text}\n`);
	}
	const url = addressOf(CREDENTIAL_PAGE, manifest);
	if (url === undefined) return;
	const file = join(folder, CREDENTIAL_FILE);
	const compiled = await readFile(file, 'utf8');
	await writeFile(file, compiled.replace(/(documentationUrl = )'[^']*'/, `$1'${url}'`));
}
