import type { Locator, Page } from 'playwright-core';

/** The input of a parameter in the open form, by the parameter's name. */
export const field = (page: Page, name: string): Locator =>
	page.locator(`[data-test-id="parameter-input-${name}"]`);

/** Labels of the parameters in the open form, from top to bottom. */
export async function fieldLabels(page: Page): Promise<string[]> {
	const labels = page.locator('[data-test-id="node-parameters"] [data-test-id="input-label"]');
	const texts = await labels.filter({ visible: true }).allInnerTexts();
	return texts.map((text) => (text.split('\n')[0] ?? '').trim());
}

const openOption = (page: Page, option: string): Locator =>
	page.locator('[role="listbox"]:visible').getByText(option, { exact: true });

/** Chooses from a dropdown. */
export async function choose(page: Page, name: string, option: string): Promise<void> {
	await field(page, name).locator('input').click();
	await openOption(page, option).click();
}

/** Chooses from a dropdown that takes several, and closes it. */
export async function chooseSeveral(page: Page, name: string, options: string[]): Promise<void> {
	await field(page, name).locator('.el-select').click();
	for (const option of options) await openOption(page, option).click();
	await page.keyboard.press('Escape');
	await page.locator('[role="listbox"]:visible').waitFor({ state: 'detached' });
}

/** Clicks the switch of a yes-or-no parameter. */
export async function flip(page: Page, name: string): Promise<void> {
	await field(page, name).locator('.el-switch').click();
}

export async function chooseCredential(page: Page, name: string): Promise<void> {
	await page.locator('[data-test-id="node-credentials-select"]').click();
	await openOption(page, name).click();
}

/** Switches a parameter that is an expression to its list, opens it and picks the entry with a text. */
export async function chooseFromList(page: Page, name: string, text: string): Promise<void> {
	await field(page, name).hover();
	const options = page.locator(`[data-test-id="${name}-parameter-input-options-container"]`);
	await options.locator('[data-test-id="radio-button-fixed"]').click();
	await field(page, name).locator('[data-test-id="rlc-mode-selector"] input').click();
	await openOption(page, 'From list').click();
	await field(page, name).locator('[data-test-id="rlc-input"]').click();
	await page.locator('[data-test-id="rlc-item"]').getByText(text).click();
}

/** Runs the node by its own button and waits until the output panel shows a text. */
export async function runStep(page: Page, text: string): Promise<void> {
	await page.locator('[data-test-id="node-execute-button"]').click();
	await page.locator('[data-test-id="output-panel"]').getByText(text).first().waitFor();
}

/** Turns a parameter into an expression, as a person types it. */
export async function typeExpression(page: Page, name: string, text: string): Promise<void> {
	await field(page, name).hover();
	const options = page.locator(`[data-test-id="${name}-parameter-input-options-container"]`);
	await options.locator('[data-test-id="radio-button-expression"]').click();
	const editor = field(page, name).locator('.cm-content');
	await editor.click();
	await page.keyboard.press('ControlOrMeta+a');
	// As one piece: the editor would close brackets that are typed.
	await page.keyboard.insertText(text);
}

/** Adds a row to a parameter with rows, by its button, and fills in its texts. */
export async function addRow(
	page: Page,
	name: string,
	button: string,
	texts: Record<string, string>,
): Promise<void> {
	const rows = page.locator(`[data-test-id="fixed-collection-${name}"]`);
	await rows.getByText(button, { exact: true }).click();
	for (const [key, text] of Object.entries(texts)) {
		const input = rows.locator(`[data-test-id="parameter-input-${key}"]`);
		await input.locator('input, textarea').fill(text);
	}
}

/** Adds one of the optional fields to a parameter that has some, by its label. */
export async function addOption(page: Page, name: string, option: string): Promise<void> {
	const items = page.locator('[data-test-id="parameter-item"]');
	const collection = items.filter({ has: page.locator(`label[for="${name}"]`) });
	await collection.locator('[data-test-id="collection-parameter-add"] input').click();
	await openOption(page, option).click();
}
