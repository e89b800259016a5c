import type { Page } from 'playwright-core';

/** What a person did in the editor. */
export interface Effort {
	/** Presses of the mouse button. */
	clicks: number;
	/** Fields that were typed into, the search of the nodes panel among them. */
	typedFields: number;
}

/**
 * Counts what is done in the editor from now on, by what the browser itself sees.
 *
 * @returns reads the count
 */
export async function countEffort(page: Page): Promise<() => Promise<Effort>> {
	await page.evaluate(`
		window.effort = { clicks: 0, typed: new Set() };
		addEventListener('mousedown', ({ isTrusted }) => (effort.clicks += isTrusted), true);
		addEventListener('input', ({ target }) => effort.typed.add(target), true);
	`);
	return async () =>
		await page.evaluate<Effort>('({ clicks: effort.clicks, typedFields: effort.typed.size })');
}
