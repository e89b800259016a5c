import { openEmptyWorkflow } from '../../demo/browser';
import type { JobSeed } from '../../sandbox/sandbox';
import { meeting } from '../shared/output/documents';
import type { EditorScene } from './editorScene';
import { describeInEditor, openScene, picture } from './editorScene';
import { choose, chooseCredential, chooseFromList, runStep } from './nodeForm';
import { addStepAfterTrigger, pickAction, searchNodes } from './nodesPanel';

jest.setTimeout(180_000);

const API_KEY = 'key-of-the-output-tests';

describeInEditor('A person who chooses an output', () => {
	let scene: EditorScene;

	beforeAll(async () => {
		scene = await openScene(API_KEY);
		const { request_params, file } = meeting;
		// Subtitles would come as files, and n8n then opens the tab 'Binary' first.
		const { subtitles, ...transcription } = meeting.result?.transcription ?? {};
		expect(subtitles).toBeDefined();
		const result = { ...meeting.result, transcription };
		scene.sandbox.seedJob({ request_params, result, file } as unknown as JobSeed);
	});

	afterAll(async () => await scene?.close());

	it('gets statistics, chunks and a report from one node', async () => {
		const page = await openEmptyWorkflow(scene.browser, scene.rest);
		await addStepAfterTrigger(page);
		await searchNodes(page, 'gladia', 'Gladia Get Result');
		await pickAction(page, 'Gladia Get Result', 'Get transcription');
		await chooseCredential(page, scene.credential.name);
		await chooseFromList(page, 'transcriptionId', 'meeting.mp3');

		await choose(page, 'output', 'Conversation Statistics');
		await runStep(page, 'speech_time');
		await page.screenshot({ path: picture('statistics-by-hand') });
		await choose(page, 'output', 'Separate Items');
		await choose(page, 'itemType', 'Chunk');
		await choose(page, 'chunkSize', 'Notion');
		await runStep(page, 'chunk_count');
		await page.screenshot({ path: picture('chunks-by-hand') });
		await choose(page, 'output', 'Report');
		await runStep(page, 'report_html');
		await page.screenshot({ path: picture('report-by-hand') });
		await page.close();
	});
});
