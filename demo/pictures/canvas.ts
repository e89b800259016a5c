import type { Page } from 'playwright-core';
import type { Area } from './capture';

/** Room for n8n's own bars and buttons around the workflow, which are not in the picture. */
const BARS = { share: 1.3, pixels: 300 };
const MARGIN = 24;

/** A workflow as it is shown: where, and how many pixels of the page are one of the workflow's own. */
export interface ShownWorkflow {
	area: Area;
	zoom: number;
}

/** Shows the whole of the open workflow, at its natural size if n8n zooms that far. */
export async function fitCanvas(page: Page): Promise<ShownWorkflow> {
	const { area, zoom } = await shownWorkflow(page);
	const roomFor = (size: number) => Math.ceil((size / zoom) * BARS.share) + BARS.pixels;
	await page.setViewportSize({ width: roomFor(area.width), height: roomFor(area.height) });
	await zoomToFit(page);
	const shown = await shownWorkflow(page);
	return {
		zoom: shown.zoom,
		area: {
			x: shown.area.x - MARGIN,
			y: shown.area.y - MARGIN,
			width: shown.area.width + 2 * MARGIN,
			height: shown.area.height + 2 * MARGIN,
		},
	};
}

/** Moves the open workflow into the middle of the window. */
export async function zoomToFit(page: Page): Promise<void> {
	await page.locator('[data-test-id="zoom-to-fit"]').click();
}

/** Nodes with their names, and sticky notes. */
async function shownWorkflow(page: Page): Promise<ShownWorkflow> {
	return await page.evaluate<ShownWorkflow>(`(() => {
		const pane = document.querySelector('.vue-flow__transformationpane');
		const shown = [...document.querySelectorAll('.vue-flow__node, .vue-flow__node *')]
			.map((element) => element.getBoundingClientRect())
			.filter(({ width, height }) => width > 0 && height > 0);
		const x = Math.min(...shown.map(({ left }) => left));
		const y = Math.min(...shown.map(({ top }) => top));
		const width = Math.max(...shown.map(({ right }) => right)) - x;
		const height = Math.max(...shown.map(({ bottom }) => bottom)) - y;
		return { area: { x, y, width, height }, zoom: new DOMMatrix(getComputedStyle(pane).transform).a };
	})()`);
}
