import type { Browser, Page } from 'playwright-core';
import { startBrowser } from '../../../demo/browser';
import { RECORDING } from '../../../demo/demoWorkflow';
import { sampleUtterances } from '../../../sandbox/audio/speechSample';
import { axeViolations } from '../accessibility';
import { until } from '../until';

/** What is said in the bundled recording, line by line. */
export const SAID = sampleUtterances.map(({ text }) => text);

/** A browser whose microphone hears the bundled recording once, from when a page opens it. */
export async function startListeningBrowser(): Promise<Browser> {
	return await startBrowser([
		'--use-fake-device-for-media-stream',
		'--use-fake-ui-for-media-stream',
		`--use-file-for-fake-audio-capture=${RECORDING}%noloop`,
	]);
}

/** The captions on a page, line by line. */
export const captionsOn = async (page: Page): Promise<string[]> =>
	await page.getByRole('log', { name: 'Captions' }).getByRole('paragraph').allInnerTexts();

/** Opens a page of a workflow; n8n says that it is published a little before its webhook listens. */
export async function openPage(browser: Browser, address: string): Promise<Page> {
	const page = await browser.newPage();
	await until(`there is a page at ${address}`, async () => {
		return (await page.goto(address))?.status() !== 404;
	});
	return page;
}

/** What axe finds wrong with a page, in light and dark, on a phone and on a screen. */
export async function accessibilityIssues(page: Page): Promise<unknown[]> {
	const issues: unknown[] = [];
	for (const colorScheme of ['light', 'dark'] as const) {
		for (const width of [360, 1200]) {
			await page.emulateMedia({ colorScheme });
			await page.setViewportSize({ width, height: 800 });
			const excess = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
			if (Number(excess) > 0) issues.push(`${width} px: ${String(excess)} px too wide`);
			issues.push(...(await axeViolations(page)));
		}
	}
	return issues;
}
