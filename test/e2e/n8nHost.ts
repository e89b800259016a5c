import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recordingAccess } from '../../demo/demoWorkflow';
import { installN8n } from '../../demo/n8nInstall';
import { startN8n, type N8nProcess } from '../../demo/n8nProcess';
import { N8nRest } from '../../demo/n8nRest';
import { packPackage } from '../../demo/packageInstall';

const owner = {
	email: 'e2e@example.com',
	firstName: 'End',
	lastName: 'To-End',
	password: 'Gladia-e2e-1',
};

let n8n: N8nProcess | undefined;

/** Starts one real n8n with the packed package for all test files (jest's globalSetup). */
export async function startHost(): Promise<void> {
	const installation = await installN8n();
	const folder = await mkdtemp(join(tmpdir(), 'n8n-nodes-gladia-'));
	try {
		const tarball = await packPackage(folder);
		n8n = await startN8n({ installation, tarball, env: recordingAccess });
	} finally {
		await rm(folder, { recursive: true });
	}
	await new N8nRest(n8n.url).setUpOwner(owner);
	process.env.E2E_N8N_URL = n8n.url;
}

/** Ends the n8n of `startHost` (jest's globalTeardown). */
export async function stopHost(): Promise<void> {
	await n8n?.stop();
}

/** A logged-in client of the n8n that `startHost` started, for the test files. */
export async function connectToHost(): Promise<N8nRest> {
	const rest = new N8nRest(process.env.E2E_N8N_URL ?? '');
	await rest.login(owner);
	return rest;
}
