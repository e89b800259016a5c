import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { INodeTypeDescription } from 'n8n-workflow';
import type { N8nRest } from '../../demo/n8nRest';
import type { Sandbox } from '../../sandbox/sandbox';
import { startSandbox } from '../../sandbox/sandbox';
import { connectToHost } from './n8nHost';

jest.setTimeout(60_000);

const nodesFolder = resolve(__dirname, '..', '..', 'dist', 'nodes');
const nodeFolders = readdirSync(nodesFolder).filter((name) => name.startsWith('Gladia'));

/** Paths of a node's output schemas, such as `v1.0.0/job/get.json`. */
function schemaFiles(folder: string): string[] {
	return readdirSync(join(nodesFolder, folder), { recursive: true, encoding: 'utf8' })
		.filter((path) => path.startsWith('__schema__/') && path.endsWith('.json'))
		.map((path) => path.slice('__schema__/'.length));
}

function readJson(file: string): unknown {
	return JSON.parse(readFileSync(file, 'utf8'));
}

const API_KEY = 'key-of-the-package-tests';
let rest: N8nRest;
let sandbox: Sandbox;
let nodeTypes: INodeTypeDescription[];

beforeAll(async () => {
	rest = await connectToHost();
	nodeTypes = await rest.nodeTypes();
	sandbox = await startSandbox({ keys: [API_KEY] });
});

afterAll(async () => {
	await sandbox.close();
});

async function testCredential(apiKey: string, baseUrl: string) {
	const credential = { name: 'Gladia', type: 'gladiaApi', data: { apiKey, baseUrl } };
	const id = await rest.createCredential(credential);
	return await rest.testCredential({ ...credential, id });
}

describe.each(nodeFolders)('%s in n8n', (folder) => {
	const type = `n8n-nodes-gladia-speech.g${folder.slice(1)}`;

	it('is offered with its icons and its credential', async () => {
		const description = nodeTypes.find(({ name }) => name === type);

		expect(description).toMatchObject({
			credentials: [expect.objectContaining({ name: 'gladiaApi', required: true })],
			iconUrl: { light: expect.any(String), dark: expect.any(String) },
		});
		for (const icon of Object.values(Object(description?.iconUrl))) {
			expect(await (await fetch(`${rest.url}/${icon}`)).text()).toContain('<svg');
		}
	});

	const isTrigger = folder.endsWith('Trigger');

	it(`${isTrigger ? 'cannot' : 'can'} be a tool of an AI agent`, async () => {
		const tool = nodeTypes.find(({ name }) => name === `${type}Tool`);

		expect(tool).toEqual(
			isTrigger ? undefined : expect.objectContaining({ inputs: [], outputs: ['ai_tool'] }),
		);
	});

	it('shows the fields of its output before the first run', async () => {
		const schemas = schemaFiles(folder);

		expect(schemas).not.toEqual([]);
		for (const file of schemas) {
			const [version, ...resourceAndOperation] = file.replace(/^v|\.json$/g, '').split('/');
			const schema = await rest.outputSchema(type, version ?? '', ...resourceAndOperation);
			expect(schema).toEqual(readJson(join(nodesFolder, folder, '__schema__', file)));
		}
	});
});

describe('The credential in n8n', () => {
	it('passes its test with an accepted key, also when the address ends in a slash', async () => {
		const passed = { status: 'OK', message: 'Gladia accepts this API key' };

		expect(await testCredential(API_KEY, sandbox.url)).toEqual(passed);
		expect(await testCredential(API_KEY, `${sandbox.url}/`)).toEqual(passed);
		expect(sandbox.requests.map(({ method, path, status }) => [method, path, status])).toEqual([
			['GET', '/v2/pre-recorded', 200],
			['GET', '/v2/pre-recorded', 200],
		]);
	});
});
