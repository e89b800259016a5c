import { readdir, readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { openWorkflow } from '../browser';
import type { N8nRest, NewWorkflow } from '../n8nRest';
import { fitCanvas } from './canvas';
import { capture } from './capture';

const EXAMPLES_FOLDER = resolve(__dirname, '..', '..', 'examples');
/** Widest picture of a workflow, in pixels: the notes of the largest are readable still. */
const MAX_WIDTH = 1_700;

/** The names of all templates, which are those of their pictures too. */
export async function templateNames(): Promise<string[]> {
	const files = await readdir(EXAMPLES_FOLDER);
	return files.filter((name) => name.endsWith('.json')).map((name) => basename(name, '.json'));
}

/** The canvas of each template, as it looks when it has been imported. */
export async function picturesOfTemplates(
	browser: Browser,
	rest: N8nRest,
	names: string[],
): Promise<void> {
	for (const name of names) {
		const text = await readFile(join(EXAMPLES_FOLDER, `${name}.json`), 'utf8');
		const id = await rest.createWorkflow(JSON.parse(text) as NewWorkflow);
		const page = await openWorkflow(browser, rest, id);
		const { area, zoom } = await fitCanvas(page);
		const width = Math.min(area.width / zoom, MAX_WIDTH);
		await capture(page, `templates/${name}`, area, width / area.width);
		await page.close();
	}
}
