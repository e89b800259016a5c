import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { openEmptyWorkflow, openNode, openWorkflow } from '../../demo/browser';
import { RECORDING } from '../../demo/demoWorkflow';
import type { EditorScene } from './editorScene';
import { describeInEditor, openScene, picture } from './editorScene';
import { GLADIA, gladiaWorkflow } from './gladiaWorkflow';
import { addRow, choose, chooseCredential, field, flip, runStep, typeExpression } from './nodeForm';
import { addStepAfterTrigger, pickAction, searchNodes } from './nodesPanel';
import { uploadedAudio } from './uploadedAudio';

jest.setTimeout(180_000);

const API_KEY = 'key-of-the-recording-types';

/** What a meeting sends besides the audio. */
const meeting = {
	diarization: true,
	diarization_config: { min_speakers: 2, max_speakers: 10 },
	summarization: true,
	summarization_config: { type: 'bullet_points' },
	named_entity_recognition: true,
	sentences: true,
};

describeInEditor('A person who chooses a recording type', () => {
	let scene: EditorScene;
	let audioUrl: string;

	beforeAll(async () => {
		scene = await openScene(API_KEY, { jobSeconds: 0.5 });
		audioUrl = await uploadedAudio(
			scene.sandbox,
			API_KEY,
			await readFile(RECORDING),
			'meeting.wav',
		);
	});
	beforeEach(() => scene.sandbox.requests.splice(0));
	afterAll(async () => await scene?.close());

	const startedBodies = () =>
		scene.sandbox.requests
			.filter(({ method, path }) => method === 'POST' && path === '/v2/pre-recorded')
			.map(({ body }) => body);

	it('gets dialogue, summary and the answer to a question of a meeting from one node', async () => {
		const page: Page = await openEmptyWorkflow(scene.browser, scene.rest);
		await addStepAfterTrigger(page);
		await searchNodes(page, 'transcribe', 'Gladia Transcribe');
		await pickAction(page, 'Gladia Transcribe', 'Transcribe audio');
		await chooseCredential(page, scene.credential.name);
		await choose(page, 'audioSource', 'URL');
		await field(page, 'audioUrl').locator('input').fill(audioUrl);

		await choose(page, 'recordingType', 'Meeting');
		await page.getByText('Turns on Speaker Diarization (2 to 10 speakers)').waitFor();
		await field(page, 'diarization').waitFor({ state: 'detached' });
		expect(await field(page, 'output').locator('input').inputValue()).toBe('Dialogue');
		await flip(page, 'audioToLlm');
		await addRow(page, 'questions', 'Add Question', { name: 'tasks', prompt: 'Who does what?' });
		await runStep(page, 'Your call is now first in line');
		const output = page.locator('[data-test-id="output-panel"]');
		for (const name of ['dialogue', 'summary']) await output.getByText(name).first().waitFor();

		await page.screenshot({ path: picture('meeting-by-hand') });
		expect(startedBodies()).toEqual([
			{
				audio_url: audioUrl,
				...meeting,
				audio_to_llm: true,
				audio_to_llm_config: { prompts: ['Who does what?'] },
			},
		]);
		await page.close();
	});

	it('takes the type of each item from an expression', async () => {
		const items = [{ kind: 'meeting' }, { kind: 'voiceMessage' }];
		const parameters = { audioSource: 'url', audioUrl };
		const workflow = gladiaWorkflow(items, scene.credential, {
			type: 'gladiaTranscribe',
			parameters,
		});
		const page = await openWorkflow(
			scene.browser,
			scene.rest,
			await scene.rest.createWorkflow(workflow),
		);
		await openNode(page, GLADIA);
		await typeExpression(page, 'recordingType', '{{ $json.kind }}');
		// The form is that of the first item, and the output is left as it is.
		await page.getByText('Turns on Speaker Diarization (2 to 10 speakers)').waitFor();
		expect(await field(page, 'output').locator('input').inputValue()).toBe('Simplified');
		await runStep(page, '2 items');

		const sent = startedBodies();
		expect(sent).toHaveLength(2);
		expect(sent).toEqual(
			expect.arrayContaining([{ audio_url: audioUrl, ...meeting }, { audio_url: audioUrl }]),
		);
		await page.close();
	});
});
