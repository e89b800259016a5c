import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { closeNode, openEmptyWorkflow, openNode } from '../../demo/browser';
import { RECORDING } from '../../demo/demoWorkflow';
import type { EditorScene } from './editorScene';
import { describeInEditor, openScene, picture } from './editorScene';
import { choose, chooseCredential, field } from './nodeForm';
import { addFirstStep, listEntry, pickAction, searchNodes } from './nodesPanel';
import type { Upload } from './testForm';
import { submitTestForm } from './testForm';

jest.setTimeout(180_000);

const API_KEY = 'key-of-the-file-tests';
const NODE = 'Gladia Transcribe';
const WORDS = 'Your call is now first in line';

describeInEditor('Files from a form', () => {
	let scene: EditorScene;
	let page: Page;
	let speech: Buffer;

	/** A form with a file field that is not named 'data' → Gladia Transcribe as it comes. */
	beforeAll(async () => {
		speech = await readFile(RECORDING);
		scene = await openScene(API_KEY, { jobSeconds: 0.5 });
		page = await openEmptyWorkflow(scene.browser, scene.rest);
		await addFirstStep(page);
		await listEntry(page, 'On form submission').click();
		await field(page, 'formTitle').locator('input').fill('Voice messages');
		await page.getByText('Add Form Element').first().click();
		await field(page, 'fieldLabel').locator('input').fill('Voice Message');
		await choose(page, 'fieldType', 'File');
		await closeNode(page);
		await page.locator('[data-test-id="canvas-handle-plus"]').first().click();
		await searchNodes(page, 'transcribe', NODE);
		await pickAction(page, NODE, 'Transcribe audio');
		await chooseCredential(page, scene.credential.name);
	});

	beforeEach(() => scene.sandbox.reset());
	afterAll(async () => await scene?.close());

	/** Closes the open form, runs the workflow, and fills in the form that n8n opens for it. */
	async function submit(...files: Upload[]): Promise<void> {
		await closeNode(page);
		const form = await submitTestForm(page, ...files);
		await form.getByText('Form Submitted').waitFor();
		await form.close();
		await openNode(page, NODE);
	}

	const recording = (name: string): Upload => ({ name, mimeType: 'audio/wav', buffer: speech });
	const output = () => page.locator('[data-test-id="output-panel"]');
	const uploads = () => scene.sandbox.requests.flatMap(({ upload }) => upload?.filename ?? []);

	it('are transcribed the first time, whatever the name of the field', async () => {
		await submit(recording('first.wav'));
		await output().getByText(WORDS).first().waitFor();
		await page.screenshot({ path: picture('form-upload') });
		expect(uploads()).toEqual(['first.wav']);
	});

	it('are refused before they are uploaded when they are web pages', async () => {
		const buffer = Buffer.from('<!DOCTYPE html><title>Sign in</title>');
		await submit({ name: 'call.mp3', mimeType: 'audio/mpeg', buffer });
		await output().getByText('is a web page, not audio or video').first().waitFor();
		await page.screenshot({ path: picture('form-web-page') });
		expect(scene.sandbox.requests).toEqual([]);
	});

	it('are all transcribed when several come', async () => {
		await choose(page, 'audioSource', 'All Audio Files');
		await submit(recording('a.wav'), recording('b.wav'), recording('c.wav'));
		await output().getByText('3 items').first().waitFor();
		await page.screenshot({ path: picture('form-three-files') });
		expect(uploads().toSorted()).toEqual(['a.wav', 'b.wav', 'c.wav']);
		await output().getByText('c.wav').first().waitFor();
	});
});
