import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { openWorkflow } from '../browser';
import type { StoredCredential } from '../n8nAccount';
import type { N8nRest, NewWorkflow } from '../n8nRest';
import { pictureOfOutput, pictureOfPanel, runWorkflow } from './panels';

/**
 * Opens a workflow with four of the five nodes, which transcribes a meeting, and runs it.
 *
 * @param recordings address of the server that has them
 */
export async function openMeeting(
	browser: Browser,
	rest: N8nRest,
	gladiaApi: StoredCredential,
	recordings: string,
): Promise<{ page: Page; workflowId: string }> {
	const text = await readFile(join(__dirname, 'workflow.json'), 'utf8');
	const workflow = JSON.parse(text) as NewWorkflow;
	for (const node of workflow.nodes) {
		if (node.credentials) node.credentials = { gladiaApi };
		if ('url' in node.parameters) node.parameters.url = recordings + String(node.parameters.url);
	}
	const workflowId = await rest.createWorkflow(workflow);
	const page = await openWorkflow(browser, rest, workflowId);
	await runWorkflow(page, workflow.nodes);
	return { page, workflowId };
}

/** The panels of the nodes that the workflow has. */
export async function picturesOfPanels(page: Page): Promise<void> {
	await pictureOfPanel(page, 'Gladia Upload', 'nodes/upload');
	await pictureOfPanel(page, 'Gladia Transcribe', 'nodes/transcribe');
	await pictureOfPanel(page, 'Gladia Get Result', 'nodes/get-result');
	await pictureOfPanel(page, 'Gladia Live', 'nodes/live');
}

/** The outputs of one transcription. */
export async function picturesOfOutputs(page: Page): Promise<void> {
	await pictureOfOutput(page, 'Gladia Transcribe', 'table', 'results/simplified-table');
	await pictureOfOutput(page, 'Gladia Transcribe', 'json', 'results/simplified-json');
	await pictureOfOutput(page, 'Gladia Get Result', 'table', 'results/statistics', 320);
	await pictureOfOutput(page, 'Chunks', 'table', 'results/chunks');
	await pictureOfOutput(page, 'Utterances', 'table', 'results/utterances');
	await pictureOfOutput(page, 'Files', 'binary', 'results/files', 340);
}
