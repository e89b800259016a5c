import type { JsonValue } from '../json';

/** A value as Python's `repr` writes it. */
export function pythonLiteral(value: JsonValue | undefined): string {
	if (value === undefined || value === null) return 'None';
	if (typeof value === 'boolean') return value ? 'True' : 'False';
	if (typeof value === 'number') return String(value);
	if (typeof value === 'string') return quoted(value);
	if (Array.isArray(value)) return `[${value.map(pythonLiteral).join(', ')}]`;
	const entries = Object.entries(value).map(
		([key, entry]) => `${quoted(key)}: ${pythonLiteral(entry)}`,
	);
	return `{${entries.join(', ')}}`;
}

/** Single quotes, unless the text has some and no double ones. */
function quoted(text: string): string {
	const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
	const escaped = text
		.replaceAll('\\', '\\\\')
		.replaceAll(quote, `\\${quote}`)
		.replaceAll('\n', '\\n')
		.replaceAll('\r', '\\r')
		.replaceAll('\t', '\\t');
	return quote + escaped + quote;
}
