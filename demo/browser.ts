import { existsSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import type { N8nRest } from './n8nRest';

const knownPlaces = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** How long the editor may take for one step on a busy machine. */
const ANSWER_MS = 60_000;

/** A Chromium or Chrome of this machine, if there is one; CHROMIUM_PATH names another. */
export const BROWSER_PATH = [process.env.CHROMIUM_PATH ?? '', ...knownPlaces].find(existsSync);

/**
 * Starts the browser without its own traffic, so that nothing but n8n is talked to.
 *
 * @param switches further command-line switches
 */
export async function startBrowser(switches: string[] = []): Promise<Browser> {
	return await chromium.launch({
		executablePath: BROWSER_PATH,
		args: [
			'--headless',
			'--no-sandbox',
			'--disable-gpu',
			'--disable-quic',
			'--no-first-run',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
			...switches,
		],
	});
}

/** Opens a workflow in n8n's editor as the user of `rest` and waits for its canvas. */
export async function openWorkflow(
	browser: Browser,
	rest: N8nRest,
	workflowId: string,
): Promise<Page> {
	const page = await openEditor(browser, rest, workflowId);
	await page.locator('[data-test-id="canvas-node"]').first().waitFor();
	return page;
}

/** Opens an empty workflow in n8n's editor and waits for the box 'Add first step…'. */
export async function openEmptyWorkflow(browser: Browser, rest: N8nRest): Promise<Page> {
	const page = await openEditor(browser, rest, 'new');
	await page.locator('[data-test-id="canvas-plus-button"]').waitFor();
	return page;
}

async function openEditor(browser: Browser, rest: N8nRest, workflow: string): Promise<Page> {
	// One context for all pages: its cache spares each page the loading of the editor.
	const context =
		browser.contexts()[0] ??
		(await browser.newContext({ viewport: { width: 1500, height: 1300 } }));
	await context.addCookies([{ name: 'n8n-auth', value: rest.authCookie, url: rest.url }]);
	const page = await context.newPage();
	page.setDefaultTimeout(ANSWER_MS);
	await page.goto(`${rest.url}/workflow/${workflow}`);
	return page;
}

/** Opens a node's panel (input, parameters, output). */
export async function openNode(page: Page, nodeName: string): Promise<void> {
	await page.locator(`[data-test-id="canvas-node"][data-node-name="${nodeName}"]`).dblclick();
	await page.locator('[data-test-id="ndv"]').waitFor();
}

/** Closes the open node's panel. */
export async function closeNode(page: Page): Promise<void> {
	const close = '[data-test-id="ndv-close-button"], [data-test-id="back-to-canvas"]';
	await page.locator(close).first().click();
	await page.locator('[data-test-id="ndv"]').waitFor({ state: 'hidden' });
}
