import type { Locator, Page } from 'playwright-core';

/** What the nodes panel lists: nodes, and the actions of a node. */
const entries = (page: Page): Locator => page.locator('[data-test-id="node-creator-item-name"]');

/** An entry of the panel: a view, a node, or an action of a node. */
export const listEntry = (page: Page, name: string): Locator =>
	entries(page).getByText(name, { exact: true });

/** Opens the panel for the first step of an empty workflow. */
export async function addFirstStep(page: Page): Promise<void> {
	await page.locator('[data-test-id="canvas-plus-button"]').click();
	await entries(page).first().waitFor();
}

/** Makes 'Trigger manually' the first step and opens the panel from its plus. */
export async function addStepAfterTrigger(page: Page): Promise<void> {
	await addFirstStep(page);
	await listEntry(page, 'Trigger manually').click();
	await page.locator('[data-test-id="canvas-handle-plus"]').first().click();
	await entries(page).first().waitFor();
}

/**
 * Types into the panel's search, which answers a moment later.
 *
 * @param expected name that is offered for this text, and was not before
 * @returns all names that are offered
 */
export async function searchNodes(page: Page, text: string, expected: string): Promise<string[]> {
	await page.locator('[data-test-id="node-creator-search-bar"]').fill(text);
	await listEntry(page, expected).waitFor();
	return await entries(page).allInnerTexts();
}

/**
 * Types a text as the only search, and waits for an answer that offers a node.
 *
 * @returns all names that are offered, best first
 */
export async function searchAgain(page: Page, text: string, expected: string): Promise<string[]> {
	await page.locator('[data-test-id="node-creator-search-bar"]').fill('');
	await listEntry(page, expected).waitFor({ state: 'hidden' });
	return await searchNodes(page, text, expected);
}

/** Adds a node by its name and one of its actions; the editor then opens its form. */
export async function pickAction(page: Page, node: string, action: string): Promise<void> {
	await listEntry(page, node).click();
	await listEntry(page, action).click();
	await page.locator('[data-test-id="ndv"]').waitFor();
}

/** Adds a node that has no actions; the editor then opens its form. */
export async function addNode(page: Page, node: string): Promise<void> {
	await listEntry(page, node).click();
	await page.getByRole('button', { name: 'Add to workflow' }).click();
	await page.locator('[data-test-id="ndv"]').waitFor();
}
