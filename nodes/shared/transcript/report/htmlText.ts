const escapes: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

/** A text as HTML shows it, in contents and in quoted attributes. */
export function htmlText(text: string): string {
	return text.replace(/[&<>"']/g, (mark) => escapes[mark] ?? '');
}
