import type { INodePropertyOptions } from 'n8n-workflow';

/** Options of a list field from a table of names by API code, sorted by name. */
export function namedOptions(names: Record<string, string>): INodePropertyOptions[] {
	return Object.entries(names)
		.map(([value, name]) => ({ name, value }))
		.sort((a, b) => a.name.localeCompare(b.name));
}
