import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { openEmptyWorkflow } from '../../../demo/browser';
import { RECORDING } from '../../../demo/demoWorkflow';
import type { Job } from '../../../sandbox/sandbox';
import { wave } from '../../sandbox/support/wave';
import type { EditorScene } from '../editorScene';
import { describeInEditor, openScene, picture } from '../editorScene';
import type { Upload } from '../testForm';
import { submitTestForm } from '../testForm';
import { importTemplate } from './importTemplate';

jest.setTimeout(150_000);

const FILE = 'form-to-transcript-page.json';
const API_KEY = 'key-of-the-transcript-page-tests';

const wav = (name: string, buffer: Buffer): Upload => ({ name, mimeType: 'audio/wav', buffer });

describeInEditor('form-to-transcript-page.json', () => {
	let scene: EditorScene;

	beforeAll(async () => {
		scene = await openScene(API_KEY, { jobSeconds: 2 });
	});
	afterAll(async () => {
		await scene?.close();
	});

	const jobOf = (filename: string) =>
		scene.sandbox.jobs().find(({ file }) => file?.filename === filename);

	it('runs as soon as it is imported from the file, with the credential that is there', async () => {
		const editor = await openEmptyWorkflow(scene.browser, scene.rest);
		await importFromFile(editor, `examples/${FILE}`);
		await editor.getByText('Credentials auto-added').waitFor();
		expect(await editor.locator('[data-test-id="canvas-node"]').count()).toBe(4);
		await editor.screenshot({ path: picture('form-to-transcript-page-canvas') });

		const recording = wav('Team call.wav', await readFile(RECORDING));
		const page = await submitTestForm(editor, recording);
		await expectTranscript(page, 'Team call', jobOf);
		await page.screenshot({ path: picture('form-to-transcript-page'), fullPage: true });
		await page.close();
		await editor.getByText('Workflow executed successfully').waitFor();
		await editor.close();
	});

	it('gives everybody who uses the form the page of their own recording, or the reason why not', async () => {
		const { id, workflow } = await importTemplate(scene.rest, FILE, {
			credentials: { gladiaApi: scene.credential },
		});
		await scene.rest.activate(id);
		const [form] = workflow.nodes.filter(({ type }) => type === 'n8n-nodes-base.formTrigger');
		const submit = async (file: Upload) => {
			const page = await scene.browser.newPage();
			await page.goto(`${scene.rest.url}/form/${form?.webhookId}`);
			await page.locator('input[type=file]').setInputFiles(file);
			await page.getByRole('button', { name: 'Transcribe' }).click();
			return page;
		};
		const [one, other, document] = await Promise.all([
			submit(wav('Interview.wav', wave(12))),
			submit(wav('Stand-up.wav', wave(31))),
			submit({ name: 'Notes.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') }),
		]);
		await expectTranscript(one, 'Interview', jobOf);
		await expectTranscript(other, 'Stand-up', jobOf);
		await document.getByText('This recording could not be transcribed').waitFor();
		expect(await document.locator('.card').innerText()).toContain('is a PDF document');
		expect(scene.sandbox.jobs()).toHaveLength(3);
		await scene.rest.deactivate(id);
	});
});

/** Imports a file by the editor's menu, as a person does. */
async function importFromFile(editor: Page, path: string): Promise<void> {
	const choosing = editor.waitForEvent('filechooser');
	await editor.locator('[data-test-id="workflow-menu"]').click();
	await editor.getByRole('menuitem', { name: 'Import' }).hover();
	await editor.getByRole('menuitem', { name: 'From file' }).click();
	await (await choosing).setFiles(path);
	await editor.locator('[data-test-id="canvas-node"]').first().waitFor();
}

/** Compares the page with what Gladia has said about the recording, and saves what it offers. */
async function expectTranscript(
	page: Page,
	name: string,
	jobOf: (filename: string) => Job | undefined,
): Promise<void> {
	await page.getByRole('heading', { level: 1, name: `${name}.wav` }).waitFor();
	const { transcription, summarization } = jobOf(`${name}.wav`)?.result as {
		transcription: { utterances: Array<{ text: string; speaker: number }> };
		summarization: { results: string };
	};
	const points = await page
		.locator('section', { hasText: 'Summary' })
		.locator('li')
		.allInnerTexts();
	expect(points).toEqual(summarization.results.split('\n').map((line) => line.replace('- ', '')));

	const speech = (texts: string[]) => texts.join(' ').trim().replace(/\s+/g, ' ');
	const said = speech(transcription.utterances.map(({ text }) => text));
	const lines = await page.locator('ol > li').allInnerTexts();
	const heads = lines.map((line) => line.slice(0, line.indexOf('\n')));
	expect(heads.filter((head) => !/^Speaker \d \d\d:\d\d:\d\d$/.test(head))).toEqual([]);
	expect(speech(lines.map((line) => line.slice(line.indexOf('\n'))))).toBe(said);

	const report = await saved(page, `${name}.html`);
	expect(report).toMatch(/^<!DOCTYPE html>/);
	expect(report).toContain(`<title>${name}.wav</title>`);
	const cues = (await saved(page, `${name}.srt`)).split('\n\n').filter((cue) => cue !== '');
	const texts = cues.map((cue) => cue.split('\n').slice(2).join(' '));
	expect(speech(texts)).toBe(said);
	expect(cues[0]).toMatch(/^1\n00:00:\d\d,\d{3} --> 00:00:\d\d,\d{3}\n/);
}

async function saved(page: Page, fileName: string): Promise<string> {
	const downloading = page.waitForEvent('download');
	await page.getByRole('link', { name: fileName }).click();
	const download = await downloading;
	expect(download.suggestedFilename()).toBe(fileName);
	return await readFile(await download.path(), 'utf8');
}
