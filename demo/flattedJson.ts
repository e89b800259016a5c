type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/**
 * Reads the "flatted" notation in which n8n stores execution data: a JSON array whose entries
 * refer to each other by index, written as strings; entry 0 is the root.
 */
export function parseFlatted(text: string): unknown {
	const entries = JSON.parse(text) as Json[];
	const built = new Map<number, unknown>();

	const build = (index: number): unknown => {
		if (built.has(index)) return built.get(index);
		const entry = entries[index];
		if (entry === null || typeof entry !== 'object') return entry;
		if (Array.isArray(entry)) {
			const list: unknown[] = [];
			built.set(index, list);
			list.push(...entry.map(resolve));
			return list;
		}
		const record: Record<string, unknown> = {};
		built.set(index, record);
		for (const [key, value] of Object.entries(entry)) record[key] = resolve(value);
		return record;
	};
	// Inside a container every string is an index; all other values stand for themselves.
	const resolve = (value: Json): unknown =>
		typeof value === 'string' ? build(Number(value)) : value;

	return build(0);
}
