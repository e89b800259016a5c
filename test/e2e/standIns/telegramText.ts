/** What stands in a message's text is no text of that parse mode; the message is Telegram's. */
export class EntityError extends Error {}

/** Tags that may stand in HTML, without those that need attributes of their own to be read. */
const TAGS =
	'a b strong i em u ins s strike del code pre blockquote span tg-spoiler tg-emoji'.split(' ');
const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' };

/**
 * The words that people see of a text, as Telegram reads it.
 *
 * @throws EntityError when it is not well-formed in that mode
 */
export function visibleText(text: string, parseMode: string): string {
	if (parseMode === '') return text;
	if (parseMode === 'HTML') return textOfHtml(text);
	if (parseMode === 'Markdown') return textOfMarkdown(text);
	throw new EntityError('unsupported parse_mode');
}

function textOfHtml(html: string): string {
	const open: string[] = [];
	const text = html.replace(/<(\/?)([^\s>]*)[^>]*>?|&(#?\w+);/g, (whole, ...parts) => {
		const [slash, tag, entity, offset] = parts as [string?, string?, string?, number?];
		const place = `at byte offset ${Buffer.byteLength(html.slice(0, offset))}`;
		if (entity !== undefined) return characterOf(entity) ?? whole;
		if (slash === '/') {
			if (open.pop() !== tag) throw new EntityError(`Unmatched end tag ${place}`);
		} else {
			if (!TAGS.includes(tag ?? ''))
				throw new EntityError(`Unsupported start tag "${tag}" ${place}`);
			open.push(tag ?? '');
		}
		return '';
	});
	if (open.length > 0)
		throw new EntityError(`Can't find end tag corresponding to start tag ${open.at(-1)}`);
	return text;
}

function characterOf(entity: string): string | undefined {
	const [, hex, decimal] = /^#(?:x([\da-f]+)|(\d+))$/i.exec(entity) ?? [];
	if (hex !== undefined) return String.fromCodePoint(parseInt(hex, 16));
	if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
	return NAMED[entity];
}

/** The legacy mode: what opens with `_`, `*`, a backtick or `[` has to close; a backslash takes that away. */
function textOfMarkdown(markdown: string): string {
	return markdown.replace(
		/\\([_*`[])|([_*`])([^]*?)\2|\[([^\]]*)\]\(([^)]*)\)|[_*`[]/g,
		(_, ...parts) => {
			const [escaped, mark, marked, label, , offset] = parts as [
				string?,
				string?,
				string?,
				string?,
				string?,
				number?,
			];
			const text = escaped ?? (mark === undefined ? label : marked);
			if (text !== undefined) return text;
			const bytes = Buffer.byteLength(markdown.slice(0, offset));
			throw new EntityError(`Can't find end of the entity starting at byte offset ${bytes}`);
		},
	);
}
