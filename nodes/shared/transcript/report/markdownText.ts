const special = /[\\`*_[\]|~]/g;
const entity = /&(?=#?\w+;)/g;
/** What would start a heading, list, quote, table, rule or underlined heading. */
const lineStart = /^(?:[#+=:-]|\d+(?=[.)]))/;

/**
 * A text on one line, so that Markdown shows it as it is: no formatting, links, tables or HTML. As
 * CommonMark and Showdown, which n8n's Markdown node uses, read it: Showdown does not know `\<`.
 */
export function markdownText(text: string): string {
	return text
		.replace(special, '\\$&')
		.replace(entity, '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replace(lineStart, (mark) => (/\d/.test(mark) ? `${mark}\\` : `\\${mark}`));
}

/** An address inside of `](…)`. */
export function markdownAddress(address: string): string {
	return address.replace(/[()[\]\\`<>"'|*\s]/g, (mark) => {
		const code = mark.charCodeAt(0).toString(16).toUpperCase();
		return `%${code.padStart(2, '0')}`;
	});
}
