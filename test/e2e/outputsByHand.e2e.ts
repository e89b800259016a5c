import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import type { N8nRest } from '../../demo/n8nRest';
import type { JobSeed, Sandbox } from '../../sandbox/sandbox';
import { startSandbox } from '../../sandbox/sandbox';
import { meeting } from '../shared/output/documents';
import { browserPath, openEmptyWorkflow, startBrowser } from './browser';
import { sandboxCredential } from './gladiaWorkflow';
import { connectToHost } from './n8nHost';
import { choose, chooseCredential, chooseFromList, runStep } from './nodeForm';
import { addStepAfterTrigger, pickAction, searchNodes } from './nodesPanel';

jest.setTimeout(180_000);

const API_KEY = 'key-of-the-output-tests';
const picturesFolder = resolve(__dirname, '..', '..', '.demo', 'pictures');

// A browser comes with no npm package, so a machine may have none; CI installs one.
(browserPath ? describe : describe.skip)('A person who chooses an output', () => {
	let rest: N8nRest;
	let sandbox: Sandbox;
	let browser: Browser;
	let credential: { id: string; name: string };

	beforeAll(async () => {
		mkdirSync(picturesFolder, { recursive: true });
		rest = await connectToHost();
		sandbox = await startSandbox({ keys: [API_KEY] });
		credential = await sandboxCredential(rest, sandbox, API_KEY);
		const { request_params, file } = meeting;
		// Subtitles would come as files, and n8n then opens the tab 'Binary' first.
		const { subtitles, ...transcription } = meeting.result?.transcription ?? {};
		expect(subtitles).toBeDefined();
		const result = { ...meeting.result, transcription };
		sandbox.seedJob({ request_params, result, file } as unknown as JobSeed);
		browser = await startBrowser();
	});

	afterAll(async () => {
		await browser?.close();
		await sandbox?.close();
	});

	it('gets statistics, chunks and a report from one node', async () => {
		const page = await openEmptyWorkflow(browser, rest);
		await addStepAfterTrigger(page);
		await searchNodes(page, 'gladia', 'Gladia Get Result');
		await pickAction(page, 'Gladia Get Result', 'Get transcription');
		await chooseCredential(page, credential.name);
		await chooseFromList(page, 'transcriptionId', 'meeting.mp3');

		await choose(page, 'output', 'Conversation Statistics');
		await runStep(page, 'speech_time');
		await page.screenshot({ path: join(picturesFolder, 'statistics-by-hand.png') });
		await choose(page, 'output', 'Separate Items');
		await choose(page, 'itemType', 'Chunk');
		await choose(page, 'chunkSize', 'Notion');
		await runStep(page, 'chunk_count');
		await page.screenshot({ path: join(picturesFolder, 'chunks-by-hand.png') });
		await choose(page, 'output', 'Report');
		await runStep(page, 'report_html');
		await page.screenshot({ path: join(picturesFolder, 'report-by-hand.png') });
		await page.close();
	});
});
