import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';

/** What axe finds wrong with a page as it is shown now. */
export async function axeViolations(page: Page): Promise<unknown[]> {
	await page.evaluate(await readFile(require.resolve('axe-core/axe.min.js'), 'utf8'));
	const { violations } = await page.evaluate<{ violations: unknown[] }>('axe.run()');
	return violations;
}
