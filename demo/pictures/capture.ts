import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Page } from 'playwright-core';

const PICTURES_FOLDER = resolve(__dirname, '..', '..', 'docs', 'pictures');
const QUALITY = 60;

/** Part of a page, in its pixels. */
export interface Area {
	x: number;
	y: number;
	width: number;
	height: number;
}

/**
 * Takes a picture of a part of the page, once in light and once in dark (`…-dark.webp`).
 *
 * @param name below docs/pictures, without the ending
 * @param scale pixels of the picture per pixel of the page
 */
export async function capture(page: Page, name: string, area: Area, scale = 1): Promise<void> {
	for (const [colorScheme, ending] of [
		['dark', '-dark'],
		['light', ''],
	] as const) {
		await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
		await untilStill(page);
		const file = resolve(PICTURES_FOLDER, `${name}${ending}.webp`);
		await mkdir(dirname(file), { recursive: true });
		await writeFile(file, await webp(page, { ...area, scale }));
		console.log(file);
	}
}

/** Playwright itself writes PNG and JPEG only. */
async function webp(page: Page, clip: Area & { scale: number }): Promise<Buffer> {
	const session = await page.context().newCDPSession(page);
	const { data } = await session.send('Page.captureScreenshot', {
		format: 'webp',
		quality: QUALITY,
		clip,
		captureBeyondViewport: true,
	});
	await session.detach();
	return Buffer.from(data, 'base64');
}

/** Waits for fonts, images and the ends of transitions. */
async function untilStill(page: Page): Promise<void> {
	await page.evaluate(`(async () => {
		await document.fonts.ready;
		await Promise.all([...document.images].map((image) => image.decode().catch(() => {})));
		const running = () => document.getAnimations().filter((animation) => animation.effect.getComputedTiming().endTime !== Infinity);
		await Promise.all(running().map((animation) => animation.finished.catch(() => {})));
	})()`);
}
