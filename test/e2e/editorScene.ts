import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { BROWSER_PATH, startBrowser } from '../../demo/browser';
import type { N8nRest } from '../../demo/n8nRest';
import type { Sandbox, SandboxOptions } from '../../sandbox/sandbox';
import { startSandbox } from '../../sandbox/sandbox';
import { sandboxCredential } from './gladiaWorkflow';
import { connectToHost } from './n8nHost';

const picturesFolder = resolve(__dirname, '..', '..', '.demo', 'pictures');

/** A browser comes with no npm package, so a machine may have none; CI installs one. */
export const describeInEditor = BROWSER_PATH ? describe : describe.skip;

/** What tests in the editor work with: n8n, a browser, and a sandbox with a credential for it. */
export interface EditorScene {
	rest: N8nRest;
	browser: Browser;
	sandbox: Sandbox;
	credential: { id: string; name: string };
	close(): Promise<void>;
}

/** @param key the only API key that the sandbox knows */
export async function openScene(
	key: string,
	options: Omit<SandboxOptions, 'keys'> = {},
): Promise<EditorScene> {
	mkdirSync(picturesFolder, { recursive: true });
	const rest = await connectToHost();
	const sandbox = await startSandbox({ ...options, keys: [key] });
	const credential = await sandboxCredential(rest, sandbox, key);
	const browser = await startBrowser();
	return {
		rest,
		browser,
		sandbox,
		credential,
		async close() {
			await browser.close();
			await sandbox.close();
		},
	};
}

/** The file for a screenshot, which nobody compares: it is there to be looked at. */
export const picture = (name: string): string => join(picturesFolder, `${name}.png`);
