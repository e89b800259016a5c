import { table } from './markdownTable';

interface Field {
	type?: string | string[];
	items?: Field;
	properties?: Record<string, Field>;
	required?: string[];
}

/**
 * The fields of an item by its JSON Schema, those of objects and of objects in lists under their paths.
 *
 * @param schema a schema of an object
 */
export function schemaTable(schema: object): string {
	return table(['field', 'type'], rowsOf(schema, ''));
}

function rowsOf({ properties = {}, required = [] }: Field, path: string): string[][] {
	return Object.entries(properties).flatMap(([name, field]) => {
		const own = `${path}${name}`;
		const note = required.includes(name) ? '' : ', may be missing';
		const inner = field.items ?? field;
		const below = field.items === undefined ? `${own}.` : `${own}[].`;
		return [[`\`${own}\``, `${typeOf(field)}${note}`], ...rowsOf(inner, below)];
	});
}

function typeOf({ type, items }: Field): string {
	const names = [type ?? 'any'].flat().map((one) => (one === 'array' ? 'list' : one));
	const of = items?.type === undefined ? '' : ` of ${[items.type].flat().join(' or ')}s`;
	return names.map((one) => (one === 'list' ? `list${of}` : one)).join(' or ');
}
