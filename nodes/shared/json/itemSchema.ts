import type { IDataObject } from 'n8n-workflow';

/**
 * JSON Schema of a value, as n8n reads it to offer the fields of an item before a node has run. The
 * type of the value is known to the compiler only, so that it can compare code with the schema.
 */
export type Schema<Value = unknown> = IDataObject & { readonly valueType?: Value };

/** The type of the values that a schema describes. */
export type ValueOf<Described> = Described extends Schema<infer Value> ? Value : never;

type Fields = Record<string, Schema>;
type ValuesOf<Described extends Fields> = { [Name in keyof Described]: ValueOf<Described[Name]> };

export const text: Schema<string> = { type: 'string' };
export const number: Schema<number> = { type: 'number' };
export const integer: Schema<number> = { type: 'integer' };
export const flag: Schema<boolean> = { type: 'boolean' };
/** An object with keys that nobody knows before. */
export const anyObject: Schema<IDataObject> = { type: 'object' };

/** The same, or null. */
export function orNull<Value>(schema: Schema<Value>): Schema<Value | null> {
	return { ...schema, type: [schema.type, 'null'] } as Schema<Value | null>;
}

export function listOf<Value>(items: Schema<Value>): Schema<Value[]> {
	return { type: 'array', items };
}

/**
 * An object with exactly the given fields.
 *
 * @param optional fields that may be missing
 */
export function objectOf<Required extends Fields, Optional extends Fields = Record<never, Schema>>(
	required: Required,
	optional?: Optional,
): Schema<ValuesOf<Required> & Partial<ValuesOf<Optional>>> {
	return {
		type: 'object',
		properties: { ...required, ...optional },
		required: Object.keys(required),
		additionalProperties: false,
	};
}

/**
 * An object of the API with the given fields, and with whatever Gladia adds to it.
 *
 * @param always names of the fields that are never missing
 */
export function openObject<Known extends Fields>(
	known: Known,
	always: Array<keyof Known & string> = [],
): Schema<Partial<ValuesOf<Known>>> {
	return {
		type: 'object',
		properties: known,
		...(always.length > 0 && { required: always }),
		additionalProperties: true,
	};
}
