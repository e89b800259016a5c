import { onOneLine } from '../text/writing';

/** A paragraph or a list of an unformatted text, such as a summary; its lines have no line breaks. */
export interface TextBlock {
	kind: 'paragraph' | 'list';
	lines: string[];
}

const lineBreak = /\r\n|[\n\r\u2028\u2029]/u;
const bullet = /^(?:[-*•–]|\d{1,3}[.)])\s+/u;

/** Reads a text as language models write it: blank lines between paragraphs, lists by dashes or numbers. */
export function textBlocks(text: string): TextBlock[] {
	const blocks: TextBlock[] = [];
	let open: TextBlock | undefined;
	for (const line of text.split(lineBreak).map(onOneLine)) {
		if (line === '') {
			open = undefined;
			continue;
		}
		const kind = bullet.test(line) ? 'list' : 'paragraph';
		if (open?.kind !== kind) {
			open = { kind, lines: [] };
			blocks.push(open);
		}
		open.lines.push(kind === 'list' ? line.replace(bullet, '') : line);
	}
	return blocks;
}
