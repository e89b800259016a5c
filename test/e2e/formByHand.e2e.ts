import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { openEmptyWorkflow } from '../../demo/browser';
import { RECORDING } from '../../demo/demoWorkflow';
import type { EditorScene } from './editorScene';
import { describeInEditor, openScene, picture } from './editorScene';
import { choose, chooseCredential, chooseFromList, field, flip, runStep } from './nodeForm';
import { addStepAfterTrigger, pickAction, searchNodes } from './nodesPanel';
import { uploadedAudio } from './uploadedAudio';

jest.setTimeout(180_000);

const API_KEY = 'key-of-the-form-tests';

describeInEditor('A person who fills in a form', () => {
	let scene: EditorScene;

	beforeAll(async () => {
		scene = await openScene(API_KEY, { jobSeconds: 0.5 });
	});

	afterAll(async () => await scene?.close());

	/** Manual trigger → the node that was searched, its form open and its credential chosen. */
	async function openForm(search: string, node: string, action: string): Promise<Page> {
		const page = await openEmptyWorkflow(scene.browser, scene.rest);
		await addStepAfterTrigger(page);
		await searchNodes(page, search, node);
		await pickAction(page, node, action);
		await chooseCredential(page, scene.credential.name);
		return page;
	}

	it('transcribes audio at a URL', async () => {
		const audioUrl = await uploadedAudio(
			scene.sandbox,
			API_KEY,
			await readFile(RECORDING),
			'by-hand.wav',
		);
		const page = await openForm('transcribe', 'Gladia Transcribe', 'Transcribe audio');
		await choose(page, 'audioSource', 'URL');
		await field(page, 'audioUrl').locator('input').fill(audioUrl);
		await flip(page, 'diarization');
		await flip(page, 'summarization');
		await runStep(page, 'Your call is now first in line');

		await page.screenshot({ path: picture('transcribe-by-hand') });
		const starts = scene.sandbox.requests.filter(({ path }) => path === '/v2/pre-recorded');
		expect(starts.map(({ method, body }) => ({ method, body }))).toEqual([
			{
				method: 'POST',
				body: {
					audio_url: audioUrl,
					diarization: true,
					summarization: true,
				},
			},
		]);
		await page.close();
	});

	it('reads one of the transcriptions in the list', async () => {
		const file = { id: '1f6c8f6e-0000-4000-8000-000000000001', source: null, audio_duration: 1 };
		scene.sandbox.seedJob({ file: { ...file, filename: 'other.wav', number_of_channels: 1 } });
		const { id } = scene.sandbox.seedJob({
			file: { ...file, filename: 'wanted.wav', number_of_channels: 1 },
		});
		const page = await openForm('gladia', 'Gladia Get Result', 'Get transcription');
		await chooseFromList(page, 'transcriptionId', 'wanted.wav');
		await choose(page, 'output', 'Dialogue');
		await runStep(page, id);
		await page.locator('[data-test-id="output-panel"]').getByText('Speaker').first().waitFor();

		await page.screenshot({ path: picture('get-result-by-hand') });
		await page.close();
	});
});
