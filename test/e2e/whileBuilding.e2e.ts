import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { BROWSER_PATH, openEmptyWorkflow, startBrowser } from '../../demo/browser';
import type { N8nRest } from '../../demo/n8nRest';
import type { Sandbox } from '../../sandbox/sandbox';
import { startSandbox } from '../../sandbox/sandbox';
import { call, webhookBody } from '../GladiaTrigger/support/calls';
import { sandboxCredential } from './gladiaWorkflow';
import { connectToHost } from './n8nHost';
import { chooseCredential } from './nodeForm';
import { addFirstStep, addNode, searchNodes } from './nodesPanel';
import { until } from './until';

jest.setTimeout(180_000);

const API_KEY = 'key-of-the-building-tests';
const picturesFolder = resolve(__dirname, '..', '..', '.demo', 'pictures');

// A browser comes with no npm package, so a machine may have none; CI installs one.
(BROWSER_PATH ? describe : describe.skip)('A person who builds a workflow', () => {
	let rest: N8nRest;
	let sandbox: Sandbox;
	let browser: Browser;

	beforeAll(async () => {
		mkdirSync(picturesFolder, { recursive: true });
		rest = await connectToHost();
		sandbox = await startSandbox({ keys: [API_KEY] });
		browser = await startBrowser();
	});

	afterAll(async () => {
		await browser?.close();
		await sandbox?.close();
	});

	async function openTrigger(): Promise<Page> {
		const page = await openEmptyWorkflow(browser, rest);
		await addFirstStep(page);
		await searchNodes(page, 'gladia', 'Gladia Trigger');
		await addNode(page, 'Gladia Trigger');
		return page;
	}

	it('sees that a call to the test URL was refused, and why', async () => {
		const credential = await sandboxCredential(rest, sandbox, API_KEY);
		const page = await openTrigger();
		await chooseCredential(page, credential.name);
		await page.getByText('Webhook URLs').first().click();
		const url = await page
			.locator('[data-test-id="ndv"]')
			.getByText(/\/webhook-test\//)
			.innerText();
		await page.locator('[data-test-id="node-execute-button"]').click();
		await page.getByText('Let Gladia call the test URL now').first().waitFor();

		const unknown = webhookBody('transcription.success', 'a3c2f1aa-0000-4000-8000-000000000001');
		expect(await call({ url: url.trim(), body: unknown })).toEqual({
			status: 401,
			message: 'Unauthorized',
		});
		await page.getByText('The call to the test URL was refused').first().waitFor();
		await page.screenshot({ path: join(picturesFolder, 'trigger-refused.png') });
		await page.close();
	});

	it('reads in words what is wrong with a credential', async () => {
		const page = await openTrigger();
		await page.locator('[data-test-id="node-credentials-select"]').click();
		await page.locator('[data-test-id="node-credentials-select-item-new"]').click();
		const dialog = page.locator('[data-test-id="editCredential-modal"]');
		const save = async (apiKey: string, baseUrl: string) => {
			await dialog.locator('[data-test-id="parameter-input-apiKey"] input').fill(apiKey);
			await dialog.locator('[data-test-id="parameter-input-baseUrl"] input').fill(baseUrl);
			await dialog.locator('[data-test-id="credential-save-button"]').click();
		};
		const saysFor = async (apiKey: string, baseUrl: string, text: string) => {
			await save(apiKey, baseUrl);
			await until(`the dialog shows: ${text}`, async () => {
				const details = dialog.getByText('More details', { exact: true });
				if (await details.isVisible()) await details.click();
				return await dialog.getByText(text).first().isVisible();
			});
		};
		await saysFor('wrong-key', sandbox.url, 'Gladia does not know this API key');
		await saysFor(API_KEY, `${rest.url}/healthz`, 'There is no Gladia API at this address');
		await saysFor(API_KEY, 'http://127.0.0.1:1', 'The server refused the connection');
		await saysFor(API_KEY, 'api.gladia.io', 'It starts with https://');
		await page.screenshot({ path: join(picturesFolder, 'credential-refused.png') });
		await save(API_KEY, sandbox.url);
		// The editor closes the dialog when the test has passed.
		await dialog.waitFor({ state: 'hidden' });
		await page.close();
	});
});
