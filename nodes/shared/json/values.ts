import type { IDataObject } from 'n8n-workflow';
import { jsonParse } from 'n8n-workflow';

/** Whether a value of unknown origin is a JSON object (not an array, not null). */
export function isRecord(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects in a list; empty for anything else, such as a missing list. */
export function recordsIn(value: unknown): IDataObject[] {
	return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** A text, or null for anything else. */
export function textOrNull(value: unknown): string | null {
	return typeof value === 'string' ? value : null;
}

/** A finite number, or null for anything else. */
export function numberOrNull(value: unknown): number | null {
	return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/**
 * The value at a path of a document, e.g. `result.translation.results[0].languages`; undefined where a
 * step is missing. Dots and brackets separate steps.
 */
export function valueAt(document: unknown, path: string): unknown {
	return path
		.split(/[.[\]]+/)
		.filter((step) => step !== '')
		.reduce<unknown>(
			(value, step) =>
				typeof value === 'object' && value !== null && Object.hasOwn(value, step)
					? (value as Record<string, unknown>)[step]
					: undefined,
			document,
		);
}

/** The data in a JSON text; any other value, such as a text that is not JSON, as it is. */
export function dataIn(value: unknown): unknown {
	return typeof value === 'string' ? jsonParse<unknown>(value, { fallbackValue: value }) : value;
}

/** The object without the given fields. */
export function without(record: IDataObject, ...names: string[]): IDataObject {
	return Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));
}

/**
 * A list or an object with every entry changed; other values as they are. Where no entry changes, returns
 * the same list or object, so that large documents are not copied for nothing.
 */
export function mapEntries(
	value: unknown,
	change: (entry: unknown, key: string | number) => unknown,
): unknown {
	if (Array.isArray(value)) {
		let list: unknown[] | undefined;
		for (let index = 0; index < value.length; index++) {
			const entry = change(value[index], index);
			if (entry !== value[index]) (list ??= [...(value as unknown[])])[index] = entry;
		}
		return list ?? value;
	}
	if (!isRecord(value)) return value;
	let record: Record<string, unknown> | undefined;
	for (const key of Object.keys(value)) {
		const entry = change(value[key], key);
		if (entry !== value[key]) (record ??= { ...value })[key] = entry;
	}
	return record ?? value;
}
