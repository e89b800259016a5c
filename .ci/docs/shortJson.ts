/** Longest text that is written out, in characters. */
const TEXT = 72;

/** Longest lists that are written out: of objects, and of anything else. */
const OBJECTS = 1;
const VALUES = 3;

/** How deep objects and lists are written out. */
const DEPTH = 4;

/** A value as a block of JSON in which `…` stands for what is left out of long texts, lists and depths. */
export function shortJson(value: unknown): string {
	return `\`\`\`json\n${JSON.stringify(shortened(value, 0), null, 2)}\n\`\`\``;
}

function shortened(value: unknown, depth: number): unknown {
	if (typeof value === 'string') return value.length > TEXT ? `${value.slice(0, TEXT)}…` : value;
	if (typeof value !== 'object' || value === null) return value;
	if (depth === DEPTH && Object.keys(value).length > 0) return '…';
	if (Array.isArray(value)) return shortList(value, depth);
	return Object.fromEntries(
		Object.entries(value).map(([key, one]) => [key, shortened(one, depth + 1)]),
	);
}

function shortList(list: unknown[], depth: number): unknown[] {
	const areObjects = list.some((one) => typeof one === 'object');
	const kept = list.slice(0, areObjects ? OBJECTS : VALUES);
	if (areObjects && depth + 1 === DEPTH) return ['…'];
	const entries = kept.map((one) => shortened(one, depth + 1));
	return kept.length < list.length ? [...entries, '…'] : entries;
}
