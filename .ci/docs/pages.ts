import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { blockOf } from './blocks';

const FOLDER = 'docs';

/** `<!-- made of: parameters GladiaUpload -->`, what was made last time, `<!-- until here -->` */
const BLOCK = /(<!-- made of: (.+?) -->\n)[^]*?(<!-- until here -->)/g;

/** The pages of the documentation. */
export async function documentationPages(): Promise<string[]> {
	const names = await readdir(FOLDER, { recursive: true });
	return names
		.filter((name) => name.endsWith('.md'))
		.map((name) => join(FOLDER, name))
		.sort();
}

/** The markers of the blocks of a page. */
export function markersIn(text: string): string[] {
	return [...text.matchAll(BLOCK)].map(([, , marker = '']) => marker);
}

/** The text of a page with all its blocks made anew from the code. */
export async function withFreshBlocks(text: string): Promise<string> {
	const made = new Map<string, string>();
	for (const marker of markersIn(text)) made.set(marker, await blockOf(marker));
	return text.replace(
		BLOCK,
		(_, start: string, marker: string, end: string) =>
			`${start}\n${made.get(marker) ?? ''}\n\n${end}`,
	);
}

/** Brings all pages up to date; returns those that were not. */
export async function refreshPages(): Promise<string[]> {
	const changed: string[] = [];
	for (const page of await documentationPages()) {
		const text = await readFile(page, 'utf8');
		const fresh = await withFreshBlocks(text);
		if (fresh === text) continue;
		await writeFile(page, fresh);
		changed.push(page);
	}
	return changed;
}
