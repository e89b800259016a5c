import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recordingAccess } from '../../demo/demoWorkflow';
import { installN8n } from '../../demo/n8nInstall';
import type { N8nOptions, N8nProcess } from '../../demo/n8nProcess';
import { startN8n } from '../../demo/n8nProcess';
import { N8nRest } from '../../demo/n8nRest';
import { packPackage } from '../../demo/packageInstall';

const owner = {
	email: 'e2e@example.com',
	firstName: 'End',
	lastName: 'To-End',
	password: 'Gladia-e2e-1',
};

let n8n: N8nProcess | undefined;

/** Starts a real n8n with the packed package, for tests that need one of their own. */
export async function startOwnN8n(
	options: Omit<N8nOptions, 'installation' | 'tarball'> = {},
): Promise<N8nProcess> {
	const installation = await installN8n();
	const folder = await mkdtemp(join(tmpdir(), 'n8n-nodes-gladia-speech-'));
	try {
		return await startN8n({ ...options, installation, tarball: await packPackage(folder) });
	} finally {
		await rm(folder, { recursive: true });
	}
}

/** Makes the owner of a fresh n8n, and a client that is logged in as that owner. */
export async function setUpOwner({ url }: N8nProcess): Promise<N8nRest> {
	const rest = new N8nRest(url);
	await rest.setUpOwner(owner);
	return rest;
}

/** Starts one real n8n with the packed package for all test files (jest's globalSetup). */
export async function startHost(): Promise<void> {
	n8n = await startOwnN8n({ env: recordingAccess });
	await setUpOwner(n8n);
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
