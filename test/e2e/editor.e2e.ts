import type { Page } from 'playwright-core';
import { BROWSER_PATH, openNode, openWorkflow } from '../../demo/browser';
import { demoNodes, demoWorkflow } from '../../demo/demoWorkflow';
import type { EditorScene } from './editorScene';
import { describeInEditor, openScene, picture } from './editorScene';

jest.setTimeout(120_000);

const API_KEY = 'key-of-the-editor-tests';

if (!BROWSER_PATH) {
	console.warn('No Chromium or Chrome found (CHROMIUM_PATH): the tests in the editor are skipped.');
}

describeInEditor('The editor', () => {
	let scene: EditorScene;

	beforeAll(async () => {
		scene = await openScene(API_KEY, { jobSeconds: 1 });
	});

	afterAll(async () => await scene?.close());

	/** A workflow of its own for each test: n8n offers the data of a workflow's last execution. */
	async function openDemo(): Promise<Page> {
		const workflowId = await scene.rest.createWorkflow(await demoWorkflow(scene.credential));
		return await openWorkflow(scene.browser, scene.rest, workflowId);
	}

	it('runs the demo workflow and shows its transcript', async () => {
		const page = await openDemo();
		const mistakes: Error[] = [];
		page.on('pageerror', (error) => mistakes.push(error));

		await page.locator('[data-test-id="execute-workflow-button"]').click();
		await page.getByText('Workflow executed successfully').waitFor();
		await openNode(page, demoNodes.dialogue);
		const output = page.locator('[data-test-id="output-panel"]');
		// The subtitles that the demo asks for are files, which n8n shows first.
		await output.locator('[data-test-id="radio-button-table"]').click();
		await output.getByText('Speaker 1: Your call is now first in line').waitFor();

		await page.screenshot({ path: picture('dialogue') });
		expect(mistakes).toEqual([]);
	});

	it('offers the fields of a result before the first run', async () => {
		const page = await openDemo();
		await openNode(page, demoNodes.dialogue);
		const input = page.locator('[data-test-id="ndv-input-panel"]');
		await input.getByText('full_transcript').waitFor();

		await page.screenshot({ path: picture('fields-before-run') });
	});

	it('shows the parameters of Gladia Transcribe', async () => {
		const page = await openDemo();
		await openNode(page, demoNodes.transcribe);
		for (const name of ['audioSource', 'diarization', 'subtitles', 'output']) {
			await page.locator(`[data-test-id="parameter-input-${name}"]`).waitFor();
		}

		await page.screenshot({ path: picture('transcribe') });
	});
});
