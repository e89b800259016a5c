import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CREDENTIAL_PAGE, pageOf, writeDocumentationLinks } from '../../.ci/documentationLinks';
import { loadNodes } from '../../.ci/nodes';
import type { Manifest } from '../../.ci/releaseChecks';

const GLADIA = 'https://docs.gladia.io/api-reference';
const codex = {
	node: 'n8n-nodes-gladia-speech.gladiaGetResult',
	categories: ['Utility'],
	resources: {
		credentialDocumentation: [{ url: `${GLADIA}/start` }],
		primaryDocumentation: [{ url: `${GLADIA}/get` }],
	},
};

const unnamed: Manifest = { name: 'n8n-nodes-gladia-speech', version: '1.2.3' };
const url = 'git+https://github.com/ada/n8n-nodes-gladia-speech.git';
const named: Manifest = { ...unnamed, repository: { type: 'git', url } };
const pages = 'https://github.com/ada/n8n-nodes-gladia-speech/blob/1.2.3/docs';

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'n8n-nodes-gladia-speech-links-'));
	await mkdir(join(folder, 'nodes', 'GladiaGetResult'), { recursive: true });
	await mkdir(join(folder, 'credentials'));
	await writeFile(
		join(folder, 'nodes', 'GladiaGetResult', 'GladiaGetResult.node.json'),
		JSON.stringify(codex),
	);
	await writeFile(
		join(folder, 'credentials', 'GladiaApi.credentials.js'),
		`this.documentationUrl = '${GLADIA}/start';`,
	);
});
afterEach(async () => await rm(folder, { recursive: true }));

async function linksWith(manifest: Manifest) {
	await writeDocumentationLinks(folder, ['GladiaGetResult'], manifest);
	const file = join(folder, 'nodes', 'GladiaGetResult', 'GladiaGetResult.node.json');
	return {
		codex: JSON.parse(await readFile(file, 'utf8')) as unknown,
		credential: await readFile(join(folder, 'credentials', 'GladiaApi.credentials.js'), 'utf8'),
	};
}

describe('the links to the documentation in a build', () => {
	it('lead to what Gladia has published while the repository has no public address', async () => {
		expect(await linksWith(unnamed)).toEqual({
			codex,
			credential: `this.documentationUrl = '${GLADIA}/start';`,
		});
	});

	it('lead to the pages of this version once package.json names the repository', async () => {
		const expected = {
			codex: {
				...codex,
				resources: {
					credentialDocumentation: [{ url: `${pages}/credential.md` }, { url: `${GLADIA}/start` }],
					primaryDocumentation: [
						{ url: `${pages}/nodes/gladia-get-result.md` },
						{ url: `${GLADIA}/get` },
					],
				},
			},
			credential: `this.documentationUrl = '${pages}/credential.md';`,
		};
		expect(await linksWith(named)).toEqual(expected);
		expect(await linksWith(named)).toEqual(expected);
	});

	it('have pages for the credential and every node', async () => {
		const all = [CREDENTIAL_PAGE, ...[...(await loadNodes()).keys()].map(pageOf)];
		expect(all).toHaveLength(6);
		expect(all.filter((page) => !existsSync(page))).toEqual([]);
	});
});
