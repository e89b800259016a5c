import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import {
	BROWSER_PATH,
	closeNode,
	openEmptyWorkflow,
	openNode,
	startBrowser,
} from '../../demo/browser';
import { RECORDING } from '../../demo/demoWorkflow';
import type { N8nRest } from '../../demo/n8nRest';
import type { Sandbox } from '../../sandbox/sandbox';
import { startSandbox } from '../../sandbox/sandbox';
import { sandboxCredential } from './gladiaWorkflow';
import { connectToHost } from './n8nHost';
import { choose, chooseCredential, field } from './nodeForm';
import { addFirstStep, listEntry, pickAction, searchNodes } from './nodesPanel';
import type { Upload } from './testForm';
import { submitTestForm } from './testForm';

jest.setTimeout(180_000);

const API_KEY = 'key-of-the-file-tests';
const NODE = 'Gladia Transcribe';
const WORDS = 'Your call is now first in line';
const picturesFolder = resolve(__dirname, '..', '..', '.demo', 'pictures');

// A browser comes with no npm package, so a machine may have none; CI installs one.
(BROWSER_PATH ? describe : describe.skip)('Files from a form', () => {
	let rest: N8nRest;
	let sandbox: Sandbox;
	let browser: Browser;
	let page: Page;
	let speech: Buffer;

	/** A form with a file field that is not named 'data' → Gladia Transcribe as it comes. */
	beforeAll(async () => {
		mkdirSync(picturesFolder, { recursive: true });
		speech = await readFile(RECORDING);
		rest = await connectToHost();
		sandbox = await startSandbox({ keys: [API_KEY], jobSeconds: 0.5 });
		const credential = await sandboxCredential(rest, sandbox, API_KEY);
		browser = await startBrowser();
		page = await openEmptyWorkflow(browser, rest);
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
		await chooseCredential(page, credential.name);
	});

	beforeEach(() => sandbox.reset());

	afterAll(async () => {
		await browser?.close();
		await sandbox?.close();
	});

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
	const uploads = () => sandbox.requests.flatMap(({ upload }) => upload?.filename ?? []);

	it('are transcribed the first time, whatever the name of the field', async () => {
		await submit(recording('first.wav'));
		await output().getByText(WORDS).first().waitFor();
		await page.screenshot({ path: join(picturesFolder, 'form-upload.png') });
		expect(uploads()).toEqual(['first.wav']);
	});

	it('are refused before they are uploaded when they are web pages', async () => {
		const buffer = Buffer.from('<!DOCTYPE html><title>Sign in</title>');
		await submit({ name: 'call.mp3', mimeType: 'audio/mpeg', buffer });
		await output().getByText('is a web page, not audio or video').first().waitFor();
		await page.screenshot({ path: join(picturesFolder, 'form-web-page.png') });
		expect(sandbox.requests).toEqual([]);
	});

	it('are all transcribed when several come', async () => {
		await choose(page, 'audioSource', 'All Audio Files');
		await submit(recording('a.wav'), recording('b.wav'), recording('c.wav'));
		await output().getByText('3 items').first().waitFor();
		await page.screenshot({ path: join(picturesFolder, 'form-three-files.png') });
		expect(uploads().toSorted()).toEqual(['a.wav', 'b.wav', 'c.wav']);
		await output().getByText('c.wav').first().waitFor();
	});
});
