export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject;
export interface JsonObject {
	[key: string]: JsonValue | undefined;
}

export function isJsonObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object at a key, or an empty one: configuration objects are all optional. */
export function objectAt(value: JsonObject, key: string): JsonObject {
	const found = value[key];
	return isJsonObject(found) ? found : {};
}

/** The strings of the array at a key; anything else there is left out. */
export function stringsAt(value: JsonObject, key: string): string[] {
	const found = value[key];
	return Array.isArray(found) ? found.filter((entry) => typeof entry === 'string') : [];
}

export function numberAt(value: JsonObject, key: string): number | undefined {
	const found = value[key];
	return typeof found === 'number' ? found : undefined;
}

export function stringAt(value: JsonObject, key: string): string | undefined {
	const found = value[key];
	return typeof found === 'string' ? found : undefined;
}
