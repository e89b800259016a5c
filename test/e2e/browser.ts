import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';
import type { N8nRest } from '../../demo/n8nRest';

const knownPlaces = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** A Chromium or Chrome of this machine, if there is one; CHROMIUM_PATH names another. */
export const browserPath = [process.env.CHROMIUM_PATH ?? '', ...knownPlaces].find(existsSync);

/** Starts the browser without its own traffic, so that nothing but n8n is talked to. */
export async function startBrowser(): Promise<Browser> {
	return await chromium.launch({
		executablePath: browserPath,
		args: [
			'--headless',
			'--no-sandbox',
			'--disable-gpu',
			'--disable-quic',
			'--no-first-run',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
		],
	});
}

/** Opens a workflow in n8n's editor as the user of `rest` and waits for its canvas. */
export async function openWorkflow(
	browser: Browser,
	rest: N8nRest,
	workflowId: string,
): Promise<Page> {
	const context = await browser.newContext({ viewport: { width: 1500, height: 1300 } });
	await context.addCookies([{ name: 'n8n-auth', value: rest.authCookie, url: rest.url }]);
	const page = await context.newPage();
	await page.goto(`${rest.url}/workflow/${workflowId}`);
	await page.locator('[data-test-id="canvas-node"]').first().waitFor();
	return page;
}

/** Opens a node's panel (input, parameters, output). */
export async function openNode(page: Page, nodeName: string): Promise<void> {
	await page.locator(`[data-test-id="canvas-node"][data-node-name="${nodeName}"]`).dblclick();
	await page.locator('[data-test-id="ndv"]').waitFor();
}
