import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { demoNodes, demoWorkflow } from '../../demo/demoWorkflow';
import type { N8nRest } from '../../demo/n8nRest';
import type { Sandbox } from '../../sandbox/sandbox';
import { startSandbox } from '../../sandbox/sandbox';
import { browserPath, openNode, openWorkflow, startBrowser } from './browser';
import { sandboxCredential } from './gladiaWorkflow';
import { connectToHost } from './n8nHost';

jest.setTimeout(120_000);

const API_KEY = 'key-of-the-editor-tests';
const picturesFolder = resolve(__dirname, '..', '..', '.demo', 'pictures');

if (!browserPath) {
	console.warn('No Chromium or Chrome found (CHROMIUM_PATH): the tests in the editor are skipped.');
}

// A browser comes with no npm package, so a machine may have none; CI installs one.
(browserPath ? describe : describe.skip)('The editor', () => {
	let rest: N8nRest;
	let sandbox: Sandbox;
	let browser: Browser;
	let credential: { id: string; name: string };

	beforeAll(async () => {
		mkdirSync(picturesFolder, { recursive: true });
		rest = await connectToHost();
		sandbox = await startSandbox({ keys: [API_KEY], jobSeconds: 1 });
		credential = await sandboxCredential(rest, sandbox, API_KEY);
		browser = await startBrowser();
	});

	afterAll(async () => {
		await browser?.close();
		await sandbox?.close();
	});

	/** A workflow of its own for each test: n8n offers the data of a workflow's last execution. */
	async function openDemo(): Promise<Page> {
		const workflowId = await rest.createWorkflow(await demoWorkflow(credential));
		return await openWorkflow(browser, rest, workflowId);
	}

	it('runs the demo workflow and shows its transcript', async () => {
		const page = await openDemo();
		const mistakes: Error[] = [];
		page.on('pageerror', (error) => mistakes.push(error));

		await page.locator('[data-test-id="execute-workflow-button"]').click();
		await page.getByText('Workflow executed successfully').waitFor();
		await openNode(page, demoNodes.dialogue);
		const output = page.locator('[data-test-id="output-panel"]');
		await output.getByText('Speaker 1: Your call is now first in line').waitFor();

		await page.screenshot({ path: join(picturesFolder, 'dialogue.png') });
		expect(mistakes).toEqual([]);
	});

	it('offers the fields of a result before the first run', async () => {
		const page = await openDemo();
		await openNode(page, demoNodes.dialogue);
		const input = page.locator('[data-test-id="ndv-input-panel"]');
		await input.getByText('full_transcript').waitFor();

		await page.screenshot({ path: join(picturesFolder, 'fields-before-run.png') });
	});

	it('shows the parameters of Gladia Transcribe', async () => {
		const page = await openDemo();
		await openNode(page, demoNodes.transcribe);
		for (const name of ['audioSource', 'diarization', 'subtitles', 'output']) {
			await page.locator(`[data-test-id="parameter-input-${name}"]`).waitFor();
		}

		await page.screenshot({ path: join(picturesFolder, 'transcribe.png') });
	});
});
