import type { Page } from 'playwright-core';
import { closeNode, openEmptyWorkflow, openNode, openWorkflow } from '../../demo/browser';
import { call, webhookBody } from '../GladiaTrigger/support/calls';
import type { EditorScene } from './editorScene';
import { describeInEditor, openScene, picture } from './editorScene';
import { GLADIA, gladiaWorkflow } from './gladiaWorkflow';
import { chooseCredential } from './nodeForm';
import { addFirstStep, addNode, searchNodes } from './nodesPanel';
import { until } from './until';

jest.setTimeout(180_000);

const API_KEY = 'key-of-the-building-tests';

describeInEditor('A person who builds a workflow', () => {
	let scene: EditorScene;

	beforeAll(async () => {
		scene = await openScene(API_KEY, { jobSeconds: 3600 });
	});
	afterAll(async () => await scene?.close());

	async function openTrigger(): Promise<Page> {
		const page = await openEmptyWorkflow(scene.browser, scene.rest);
		await addFirstStep(page);
		await searchNodes(page, 'gladia', 'Gladia Trigger');
		await addNode(page, 'Gladia Trigger');
		return page;
	}

	it('sees that a call to the test URL was refused, and why', async () => {
		const page = await openTrigger();
		await chooseCredential(page, scene.credential.name);
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
		await page.screenshot({ path: picture('trigger-refused') });
		await page.close();
	});

	it('sees why nothing happens while an execution sleeps', async () => {
		const { browser, rest, credential } = scene;
		const items = [{ url: 'https://example.com/a.mp3' }, { url: 'https://example.com/b.mp3' }];
		const parameters = { audioSource: 'url', audioUrl: '={{ $json.url }}', waitFor: 'callback' };
		const node = { type: 'gladiaTranscribe', typeVersion: 1.1, parameters };
		const id = await rest.createWorkflow(gladiaWorkflow(items, credential, node));
		const page = await openWorkflow(browser, rest, id);
		await page.locator('[data-test-id="execute-workflow-button"]').click();
		await openNode(page, GLADIA);
		await page.getByText('Asleep until Gladia calls back').first().waitFor();
		await page.screenshot({ path: picture('asleep') });
		await closeNode(page);
		await page.locator('[data-test-id="stop-execution-button"]').click();
		await page.close();
	});

	it('reads in words what is wrong with a credential', async () => {
		const { rest, sandbox } = scene;
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
		await page.screenshot({ path: picture('credential-refused') });
		await save(API_KEY, sandbox.url);
		// The editor closes the dialog when the test has passed.
		await dialog.waitFor({ state: 'hidden' });
		await page.close();
	});
});
