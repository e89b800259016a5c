import { readFile } from 'node:fs/promises';
import type { N8nRest, NewWorkflow } from '../../demo/n8nRest';
import type { Sandbox } from '../../sandbox/sandbox';
import { DEFAULT_KEY } from '../../sandbox/sandbox';

/** An example as a user imports it, with a credential chosen and the addresses filled in. */
export async function importExample(
	rest: N8nRest,
	sandbox: Sandbox,
	file: string,
	addresses: Record<string, string> = {},
): Promise<{ id: string; workflow: NewWorkflow }> {
	let json = await readFile(`examples/${file}`, 'utf8');
	for (const [placeholder, address] of Object.entries(addresses)) {
		json = json.replaceAll(placeholder, address);
	}
	const workflow = JSON.parse(json) as NewWorkflow;
	const name = `Example ${sandbox.url}`;
	const data = { apiKey: DEFAULT_KEY, baseUrl: sandbox.url };
	const id = await rest.createCredential({ name, type: 'gladiaApi', data });
	for (const node of workflow.nodes) {
		if (node.credentials?.gladiaApi) node.credentials.gladiaApi = { id, name };
	}
	return { id: await rest.createWorkflow(workflow), workflow };
}
