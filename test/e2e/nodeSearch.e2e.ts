import type { IWorkflowBase } from 'n8n-workflow';
import type { Browser, Page } from 'playwright-core';
import { openEmptyWorkflow, startBrowser } from '../../demo/browser';
import type { N8nRest } from '../../demo/n8nRest';
import type { Sandbox } from '../../sandbox/sandbox';
import { startSandbox } from '../../sandbox/sandbox';
import { describeInEditor } from './editorScene';
import { sandboxCredential } from './gladiaWorkflow';
import { connectToHost } from './n8nHost';
import { fieldLabels } from './nodeForm';
import {
	addFirstStep,
	addNode,
	addStepAfterTrigger,
	listEntry,
	pickAction,
	searchAgain,
	searchNodes,
} from './nodesPanel';
import { until } from './until';

jest.setTimeout(180_000);

const actionNodes = ['Gladia Get Result', 'Gladia Live', 'Gladia Transcribe', 'Gladia Upload'];
const allNodes = [...actionNodes, 'Gladia Trigger'].sort();

/** What people type who look for what Gladia Transcribe does. */
const wordsForTranscribe = [
	'transcribe',
	'transcription',
	'speech to text',
	'speech-to-text',
	'voice',
	'voice message',
	'audio',
	'meeting',
	'podcast',
	'call recording',
	'dialogue',
	'translate audio',
	'subtitles',
	'captions',
	'whisper',
	'diarization',
];

/** What people type who look for another of the nodes. */
const otherWords: Array<[text: string, node: string]> = [
	['live captions', 'Gladia Live'],
	['voice agent', 'Gladia Live'],
	['upload audio', 'Gladia Upload'],
	['download transcript', 'Gladia Get Result'],
];

/** The workflow in the editor as n8n has saved it, once it has so many nodes. */
async function savedWorkflow(page: Page, rest: N8nRest, count: number): Promise<IWorkflowBase> {
	let workflow: IWorkflowBase | undefined;
	await until(`a saved workflow with ${count} nodes`, async () => {
		const id = /\/workflow\/(\w+)/.exec(page.url())?.[1];
		if (id === undefined || id === 'new') return false;
		workflow = await rest.workflow(id).catch(() => undefined);
		return workflow?.nodes.length === count;
	});
	return workflow as IWorkflowBase;
}

describeInEditor("The editor's nodes panel", () => {
	let rest: N8nRest;
	let sandbox: Sandbox;
	let browser: Browser;

	beforeAll(async () => {
		rest = await connectToHost();
		sandbox = await startSandbox();
		await sandboxCredential(rest, sandbox, 'key-of-the-search-tests');
		browser = await startBrowser();
	});

	afterAll(async () => {
		await browser?.close();
		await sandbox?.close();
	});

	it('finds all nodes as the first step, and opens the form of the trigger', async () => {
		const page = await openEmptyWorkflow(browser, rest);
		await addFirstStep(page);
		expect((await searchNodes(page, 'gladia', 'Gladia Upload')).sort()).toEqual(allNodes);
		await addNode(page, 'Gladia Trigger');
		expect(await fieldLabels(page)).toEqual(
			expect.arrayContaining(['Trigger On', 'Fetch Result', 'Output', 'Filters']),
		);
		await page.close();
	});

	it('finds all nodes as a later step, and opens the form of Gladia Upload', async () => {
		const page = await openEmptyWorkflow(browser, rest);
		await addStepAfterTrigger(page);
		expect((await searchNodes(page, 'gladia', 'Gladia Upload')).sort()).toEqual(allNodes);
		// This one of n8n's own tells that the answer to the new text is there.
		expect(await searchNodes(page, 'transcribe', 'AWS Transcribe')).toContain('Gladia Transcribe');
		await searchNodes(page, 'upload', 'Gladia Upload');
		await pickAction(page, 'Gladia Upload', 'Upload from URL');
		expect(await fieldLabels(page)).toEqual(expect.arrayContaining(['Operation', 'Audio URL']));
		await page.close();
	});

	it.each([
		['the first step', addFirstStep],
		['a later step', addStepAfterTrigger],
	])('offers the right node first of the five, as %s', async (_step, openPanel) => {
		const page = await openEmptyWorkflow(browser, rest);
		await openPanel(page);
		const words = [
			...wordsForTranscribe.map((text) => [text, 'Gladia Transcribe'] as const),
			...otherWords,
		];
		const offered = new Map<string, string | undefined>();
		for (const [text, node] of words) {
			const names = await searchAgain(page, text, node);
			offered.set(
				text,
				names.find((name) => name.startsWith('Gladia')),
			);
		}
		expect([...offered]).toEqual(words);
		await page.close();
	});

	it.each([
		['subtitles', 'Create subtitles', { recordingType: 'subtitles' }],
		['podcast', 'Ask questions about a recording', { audioToLlm: true }],
	])("searched for '%s', has the action '%s', which sets the form", async (text, action, set) => {
		const page = await openEmptyWorkflow(browser, rest);
		await addStepAfterTrigger(page);
		await searchNodes(page, text, 'Gladia Transcribe');
		await pickAction(page, 'Gladia Transcribe', action);
		const { nodes } = await savedWorkflow(page, rest, 2);
		expect(nodes[1]?.parameters).toEqual(expect.objectContaining(set));
		expect(nodes[1]?.parameters).not.toHaveProperty('resource');
		await page.close();
	});

	it('lists the nodes among the apps, and opens the form of Gladia Live', async () => {
		const page = await openEmptyWorkflow(browser, rest);
		await addStepAfterTrigger(page);
		await listEntry(page, 'Action in an app').click();
		for (const name of actionNodes) await listEntry(page, name).waitFor();
		expect(await listEntry(page, 'Gladia Trigger').count()).toBe(0);
		await pickAction(page, 'Gladia Live', 'Transcribe audio stream');
		expect(await fieldLabels(page)).toEqual(
			expect.arrayContaining(['Audio Source', 'Audio Format', 'Spoken Languages', 'Return']),
		);
		await page.close();
	});
});
