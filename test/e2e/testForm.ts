import type { Page } from 'playwright-core';

/** A file as a browser uploads it. */
export type Upload = { name: string; mimeType: string; buffer: Buffer };

/**
 * Runs the open workflow by the button of the canvas, and fills in the form that n8n opens for it.
 *
 * @returns the form, just submitted
 */
export async function submitTestForm(page: Page, ...files: Upload[]): Promise<Page> {
	const opened = page.context().waitForEvent('page');
	await page.locator('[data-test-id="execute-workflow-button"]').click();
	const form = await opened;
	await form.locator('input[type=file]').setInputFiles(files);
	await form.locator('button[type=submit]').click();
	return form;
}
