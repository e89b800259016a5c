import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { RECORDING } from '../../../demo/demoWorkflow';
import { wave } from '../../sandbox/support/wave';
import type { EditorScene } from '../editorScene';
import { describeInEditor, openScene, picture } from '../editorScene';
import { uploadedAudio } from '../uploadedAudio';
import { importTemplate } from './importTemplate';
import { zipEntries } from './zipEntries';

jest.setTimeout(150_000);

const API_KEY = 'key-of-the-subtitle-tests';
const DRIVE_PAGE = 'https://drive.google.com/file/d/1Vd/view';

describeInEditor('videos-to-subtitles.json', () => {
	let scene: EditorScene;
	let workflowId: string;
	let address: string;

	beforeAll(async () => {
		scene = await openScene(API_KEY, { jobSeconds: 1 });
		const { id, workflow } = await importTemplate(scene.rest, 'videos-to-subtitles.json', {
			credentials: { gladiaApi: scene.credential },
		});
		workflowId = id;
		await scene.rest.activate(id);
		const form = workflow.nodes.find(({ name }) => name === 'Subtitle form');
		address = `${scene.rest.url}/form/${form?.webhookId}`;
	});
	afterAll(async () => {
		await scene?.rest.deactivate(workflowId);
		await scene?.close();
	});

	async function submit(videos: string[], languages: string[]): Promise<Page> {
		const page = await scene.browser.newPage();
		await page.goto(address);
		await page.locator('textarea').fill(videos.join('\n'));
		for (const language of languages) await page.getByLabel(language).check();
		await page.getByRole('button', { name: 'Make subtitles' }).click();
		return page;
	}

	it('hands over a ZIP with a file per video, language and format, named for players', async () => {
		const videos = await Promise.all([
			uploadedAudio(scene.sandbox, API_KEY, await readFile(RECORDING), 'Keynote.mp4'),
			uploadedAudio(scene.sandbox, API_KEY, wave(20), 'Panel.mp4'),
		]);
		const page = await submit([...videos, '', DRIVE_PAGE], ['French (fr)', 'German (de)']);
		const download = await page.waitForEvent('download');
		await page.getByText('2 of 3 videos have subtitles').waitFor();
		expect(await page.locator('.card').innerText()).toContain('Google Drive');
		await page.screenshot({ path: picture('videos-to-subtitles') });
		expect(download.suggestedFilename()).toBe('subtitles.zip');

		const expected = Object.fromEntries(
			scene.sandbox.jobs().flatMap(({ file, result }) => {
				const { transcription, translation } = result as unknown as Result;
				const name = file?.filename?.replace('.mp4', '');
				return [transcription, ...translation.results].flatMap(({ languages, subtitles }, index) =>
					subtitles.map(({ format, subtitles: text }) => [
						[name, ...(index === 0 ? [] : languages), format].join('.'),
						text,
					]),
				);
			}),
		);
		expect(Object.keys(expected)).toHaveLength(12);
		expect(zipEntries(await readFile(await download.path()))).toEqual(expected);
		await page.close();
	});

	it('says why when no video has subtitles', async () => {
		const page = await submit([DRIVE_PAGE], ['Spanish (es)']);
		await page.getByText('No subtitles could be made').waitFor();
		expect(await page.locator('.card').innerText()).toContain('Google Drive');
		await page.close();
	});
});

interface Subtitled {
	languages: string[];
	subtitles: Array<{ format: string; subtitles: string }>;
}

interface Result {
	transcription: Subtitled;
	translation: { results: Subtitled[] };
}
