import type { INode } from 'n8n-workflow';
import type { Locator, Page } from 'playwright-core';
import { closeNode, openNode } from '../browser';
import { zoomToFit } from './canvas';
import { capture } from './capture';

/** The window for a whole panel. */
export const PANEL_SIZE = { width: 1440, height: 900 };
/** Wide enough for the columns of a table once the parameters are at the left. */
const OUTPUT_SIZE = { width: 1800, height: 640 };

/** n8n lays the icons of the next nodes over the right edge of the output, so wide in pixels. */
const NEXT_NODES = 22;

/** How n8n shows items. */
export type View = 'schema' | 'table' | 'json' | 'binary';

/** Runs the open workflow by its button until all its nodes have succeeded. */
export async function runWorkflow(page: Page, nodes: INode[]): Promise<void> {
	await page.locator('[data-test-id="execute-workflow-button"]').click();
	for (const { name } of nodes) {
		const node = page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);
		await node.locator('[data-test-id="canvas-node-status-success"]').waitFor();
	}
	await untilNoNotice(page);
}

/** Waits until n8n's notices in the corner have gone. */
export async function untilNoNotice(page: Page): Promise<void> {
	await page.locator('.el-notification').first().waitFor({ state: 'hidden' });
}

/** The whole panel of a node: input, parameters and output. */
export async function pictureOfPanel(page: Page, node: string, name: string): Promise<void> {
	await page.setViewportSize(PANEL_SIZE);
	await zoomToFit(page);
	await openNode(page, node);
	await showOutput(page, 'schema');
	await captureWindow(page, name);
	await closeNode(page);
}

/** All that the window shows. */
export async function captureWindow(page: Page, name: string): Promise<void> {
	await capture(page, name, { x: 0, y: 0, ...PANEL_SIZE });
}

/**
 * What a node has put out.
 *
 * @param height at most, in pixels, where there is little to be seen
 */
export async function pictureOfOutput(
	page: Page,
	node: string,
	view: View,
	name: string,
	height = OUTPUT_SIZE.height,
): Promise<void> {
	await page.setViewportSize(OUTPUT_SIZE);
	await zoomToFit(page);
	await openNode(page, node);
	await dragParametersToLeft(page);
	const output = await showOutput(page, view);
	const area = await output.boundingBox();
	if (!area) throw new Error(`'${node}' shows no output.`);
	await capture(page, name, {
		...area,
		width: area.width - NEXT_NODES,
		height: Math.min(area.height, height),
	});
	await closeNode(page);
}

/** Chooses how the open panel shows the output, and returns that part of it. */
export async function showOutput(page: Page, view: View): Promise<Locator> {
	const output = page.locator('[data-test-id="output-panel"]');
	await output.locator(`[data-test-id="radio-button-${view}"]`).click();
	// Nothing is to look as if it were pointed at.
	await page.mouse.move(0, 0);
	return output;
}

async function dragParametersToLeft(page: Page): Promise<void> {
	await page.locator('[data-test-id="panel-drag-button"]').hover();
	await page.mouse.down();
	await page.mouse.move(0, 100, { steps: 5 });
	await page.mouse.up();
}
